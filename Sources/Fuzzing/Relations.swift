import LRSchedulers
import Scenarios

/// A change of a scenario that must change the outcome in a known way, whatever the values are.
struct Relation: Sendable {
  /// What must hold.
  var name: String
  /// The changed scenario; nil where the relation says nothing of this one.
  var changed: @Sendable (Scenario) -> Scenario?
  /// What the first outcome makes one expect of the second.
  var expected: @Sendable (Outcome) -> Outcome

  static let all = [reload, permutation, wrapper, scaling, splitting]

  /// Saving and loading everything in the middle changes nothing.
  static let reload = Relation(name: "a reload in the middle changes nothing") { scenario in
    guard !scenario.program.contains(where: \.changesGroupsOrReloads), scenario.program.count > 1 else {
      return nil
    }
    var changed = scenario
    changed.program.insert(Operation(.reload(Reload(.all))), at: scenario.program.count / 2)
    return changed
  } expected: {
    $0
  }

  /// Groups in the reverse order give their values in the reverse order.
  static let permutation = Relation(name: "groups in another order give their values in that order") {
    scenario in
    guard scenario.groups.count > 1, !scenario.program.contains(where: \.changesGroupsOrReloads) else {
      return nil
    }
    var changed = scenario
    changed.groups.reverse()
    changed.schedulers = scenario.schedulers.map { $0.changed { $0.reversingGroups(scenario.groups.count) } }
    changed.program = scenario.program.map { operation in
      guard case .setLR(let rates) = operation.action else { return operation }
      return Operation(.setLR(rates.reversed()))
    }
    return changed
  } expected: { outcome in
    var outcome = outcome
    for index in outcome.trace.channels.indices where outcome.trace.channels[index].channel.isPerGroup {
      outcome.trace.channels[index].columns.reverse()
    }
    return outcome
  }

  /// A ChainedScheduler around one scheduler is that scheduler.
  static let wrapper = Relation(name: "a ChainedScheduler of one is that one") { scenario in
    let steps = scenario.program.allSatisfy { if case .stepEpochs = $0.action { false } else { true } }
    guard steps, scenario.schedulers.count == 1, scenario.schedulers[0].type != .plateau,
      scenario.observe.allSatisfy({ $0 == .lr || $0 == .momentum })
    else { return nil }
    var changed = scenario
    changed.schedulers = scenario.schedulers.inOneChain
    changed.program = scenario.program.map { operation in
      guard case .reload(var reload) = operation.action, let built = reload.schedulers else {
        return operation
      }
      reload.schedulers = built.inOneChain
      return Operation(.reload(reload))
    }
    return changed
  } expected: {
    $0
  }

  /// Schedules that are linear in the lr give four times the values for four times the lr, to the bit.
  static let scaling = Relation(name: "four times the lr gives four times the values") { scenario in
    let linear: Set<SchedulerType> = [
      .lambda, .multiplicative, .step, .multiStep, .constant, .linear, .exponential, .polynomial, .chained,
      .sequential,
    ]
    let groups = scenario.groups
    guard scenario.schedulerTypes.allSatisfy(linear.contains), scenario.observe == [.lr],
      groups.allSatisfy({ $0.initialLR == nil && $0.lr.isModerate }),
      !scenario.program.contains(where: \.changesGroupsOrReloads)
    else { return nil }
    var changed = scenario
    for index in groups.indices {
      guard let lr = try? groups[index].lr * 4 else { return nil }
      changed.groups[index].lr = lr
    }
    changed.program = scenario.program.map { operation in
      guard case .setLR(let rates) = operation.action else { return operation }
      return Operation(.setLR(rates.map { (try? $0 * 4) ?? $0 }))
    }
    return changed
  } expected: { outcome in
    var outcome = outcome
    for index in outcome.trace.channels.indices {
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map { column in
        column.map { Trace.isMissing($0) ? $0 : $0 * 4 }
      }
    }
    return outcome
  }

  /// n steps are as many steps one by one.
  static let splitting = Relation(name: "splitting a run of steps changes nothing") { scenario in
    var changed = scenario
    changed.program = scenario.program.flatMap { operation -> [Operation] in
      guard case .step(let count) = operation.action, count > 1 else { return [operation] }
      return [1, count - 1].map { Operation(.step($0), scheduler: operation.scheduler) }
    }
    return changed == scenario ? nil : changed
  } expected: {
    $0
  }
}

extension [SchedulerSpec] {
  fileprivate var inOneChain: [SchedulerSpec] {
    [SchedulerSpec(type: .chained, arguments: [KeywordArgument("schedulers", .schedulers(self))])]
  }
}

extension Operation {
  fileprivate var changesGroupsOrReloads: Bool {
    switch action {
    case .addGroup, .reload, .save, .addScheduler: true
    case .step, .stepEpochs, .stepMetrics, .setLR, .observe: false
    }
  }
}

extension Number {
  // Far from where a factor of four would round or overflow.
  fileprivate var isModerate: Bool {
    guard let value = try? double() else { return false }
    return value == 0 || (1e-100...1e100).contains(value.magnitude)
  }
}

extension SchedulerSpec {
  fileprivate func reversingGroups(_ count: Int) -> SchedulerSpec {
    var spec = self
    for argument in arguments {
      switch argument.value {
      case .numbers(let values) where argument.name != "milestones" && values.count == count:
        spec[argument.name] = .numbers(values.reversed())
      case .functions(let functions) where functions.count == count:
        spec[argument.name] = .functions(functions.reversed())
      default: break
      }
    }
    return spec
  }
}
