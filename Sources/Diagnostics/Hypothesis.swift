import Fixtures
import LRSchedulers
import ReferencePlay
import Scenarios

/// A mistake that an implementation may have: a way to make an outcome of any scenario.
///
/// A class: thousands are handed from judge to judge, and none ever changes.
package final class Hypothesis: Sendable {
  /// The kind of mistake, for lists and counts: `shifted`, `closed-form`, …
  package let name: String
  /// The mistake in words.
  package let text: String
  /// Where PyTorch has what is done otherwise: `StepLR.get_lr`.
  package let place: String
  /// The classes that a case must contain to show it; nil where any case can.
  package let types: Set<SchedulerType>?
  /// How much it assumes: of those that explain the same, the one that assumes least is named.
  let cost: Int
  /// What is done otherwise.
  let change: Change
  /// What a scenario must have to show it; nil where any scenario can.
  let needs: (@Sendable (Scenario) -> Bool)?
  /// The mistake in a formula, where it is one.
  let fault: (type: SchedulerType, fault: Fault)?
  /// Whether it is one of the many changes of a formula that a search tries: most are wrong at once.
  let isSearched: Bool

  /// What is done otherwise than PyTorch does it, in up to three stages.
  struct Change: Sendable {
    /// The scenario is read otherwise; nil where this does not show.
    var scenario: (@Sendable (Scenario) -> Scenario)?
    /// It is played otherwise.
    var variation: (@Sendable (inout PlayVariation) -> Void)?
    /// What comes of it is changed; nil where nothing can be said of the case.
    var outcome: (@Sendable (Outcome, PlayedCase) -> Outcome?)?
  }

  init(
    _ name: String,
    _ text: String,
    at place: String,
    of types: Set<SchedulerType>? = nil,
    cost: Int = 1,
    _ change: Change,
    needs: (@Sendable (Scenario) -> Bool)? = nil,
    fault: (type: SchedulerType, fault: Fault)? = nil,
    isSearched: Bool = false
  ) {
    self.name = name
    self.text = text
    self.place = place
    self.types = types
    self.cost = cost
    self.change = change
    self.needs = needs
    self.fault = fault
    self.isSearched = isSearched
  }

  /// The same, shown by some scenarios alone.
  func shown(by needs: @escaping @Sendable (Scenario) -> Bool) -> Hypothesis {
    Hypothesis(
      name,
      text,
      at: place,
      of: types,
      cost: cost,
      change,
      needs: needs,
      fault: fault,
      isSearched: isSearched
    )
  }

  /// The same mistake, made outside of composites alone.
  var outsideOfComposites: Hypothesis {
    let own = needs
    return Hypothesis(
      name,
      "\(text), outside of composites",
      at: place,
      of: types,
      cost: cost + 1,
      change,
      needs: { scenario in
        !scenario.schedulerTypes.contains(where: \.isComposite) && own?(scenario) ?? true
      }
    )
  }

  /// Whether a case can show it, as far as its classes tell.
  func concerns(_ types: Set<SchedulerType>) -> Bool {
    self.types.map { !$0.isDisjoint(with: types) } ?? true
  }
}

/// A value that a mistake does not determine.
enum Undetermined {
  /// A value that anything matches.
  static let value = Double(nan: 0x756e, signaling: false)

  static func holds(_ value: Double) -> Bool { value.bitPattern == self.value.bitPattern }
}

extension PlayedCase {
  /// What an implementation with some mistakes would give; nil where they do not show.
  package func outcome(with hypotheses: [Hypothesis]) -> Outcome? {
    var scenario = scenario
    var variation = PlayVariation()
    var isVaried = false
    let hypotheses = hypotheses.filter { $0.needs?(self.scenario) ?? true }
    for hypothesis in hypotheses {
      if let change = hypothesis.change.scenario { scenario = change(scenario) }
      if let change = hypothesis.change.variation {
        change(&variation)
        isVaried = true
      }
    }
    let isOther = isVaried || scenario != self.scenario
    var outcome = isOther ? ReferencePlayer(variation).play(scenario) : expected
    var isChanged = isOther
    for hypothesis in hypotheses {
      guard let change = hypothesis.change.outcome, let changed = change(outcome, self) else { continue }
      outcome = changed
      isChanged = true
    }
    return isChanged ? outcome : nil
  }
}

extension Scenario {
  /// The same with all schedulers changed, those of reloads and those that are added in mid-program too.
  func changingSchedulers(_ change: (SchedulerSpec) -> SchedulerSpec) -> Scenario {
    var scenario = self
    scenario.schedulers = schedulers.map { $0.changed(by: change) }
    for index in program.indices {
      switch program[index].action {
      case .addScheduler(let spec): scenario.program[index].action = .addScheduler(spec.changed(by: change))
      case .reload(var reload):
        reload.schedulers = reload.schedulers?.map { $0.changed(by: change) }
        scenario.program[index].action = .reload(reload)
      case .step, .stepEpochs, .stepMetrics, .setLR, .addGroup, .observe, .save: break
      }
    }
    return scenario
  }

  /// The same with all groups changed, those of reloads and those that are added in mid-program too.
  func changingGroups(_ change: (ParameterGroup) -> ParameterGroup) -> Scenario {
    var scenario = self
    scenario.groups = groups.map(change)
    for index in program.indices {
      switch program[index].action {
      case .addGroup(let group): scenario.program[index].action = .addGroup(change(group))
      case .reload(var reload):
        reload.groups = reload.groups?.map(change)
        scenario.program[index].action = .reload(reload)
      case .step, .stepEpochs, .stepMetrics, .setLR, .addScheduler, .observe, .save: break
      }
    }
    return scenario
  }

  /// Whether saved states are loaded.
  var hasReload: Bool { program.contains { if case .reload = $0.action { true } else { false } } }

  /// Whether a scheduler is stepped to an epoch.
  var hasStepsToEpochs: Bool { program.contains { if case .stepEpochs = $0.action { true } else { false } } }

  /// Whether there is ever more than one group.
  var hasGroups: Bool { groups.count + addedGroups.count > 1 }
}

extension SchedulerSpec {
  /// The scheduler and those inside it, changed from the inside out.
  package func changed(by change: (SchedulerSpec) -> SchedulerSpec) -> SchedulerSpec {
    var spec = self
    if case .schedulers(let children) = self["schedulers"] {
      spec["schedulers"] = .schedulers(children.map { $0.changed(by: change) })
    }
    return change(spec)
  }
}
