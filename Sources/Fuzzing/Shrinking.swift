import JSON
import LRSchedulers
import Scenarios

extension Scenario {
  /// Simpler scenarios, the boldest reductions first. Each is valid and smaller or rounder than this one.
  func reductions() -> [Scenario] {
    var candidates = schedulerReductions() + programReductions() + groupReductions() + observeReductions()
    candidates += argumentReductions() + numberReductions()
    // A family's function and its arguments say the same: neither changes alone.
    if family != nil { candidates.removeAll { $0.schedulers != schedulers } }
    let size = complexity
    return candidates.filter { $0.complexity < size && $0.isValid }
  }

  /// What shrinking makes less of.
  var complexity: Int {
    var total = observe.count * 3 + (optimizer == .sgd ? 0 : 2)
    for spec in schedulers.flatMap(\.flattened) {
      total += 50
      for argument in spec.arguments { total += 5 + argument.value.complexity }
    }
    for group in groups {
      total += 20 + group.lr.complexity
      for number in [
        group.momentum, group.initialLR, group.maxLR, group.minLR, group.maxMomentum, group.baseMomentum,
        group.swaLR,
      ] {
        if let number { total += 5 + number.complexity }
      }
      if group.betas != nil { total += 5 }
    }
    for operation in program {
      total += 15 + (operation.scheduler == nil ? 0 : 1)
      switch operation.action {
      case .step(let count): total += min(count, 10_000)
      case .stepEpochs(let values), .stepMetrics(let values), .setLR(let values):
        total += values.reduce(0) { $0 + 1 + $1.complexity }
      case .addGroup(let group): total += 10 + group.lr.complexity
      case .reload(let reload):
        total += reload.scope == nil ? 10 : 5
        for spec in (reload.schedulers ?? []).flatMap(\.flattened) {
          total += 20 + spec.arguments.reduce(0) { $0 + 5 + $1.value.complexity }
        }
        for group in reload.groups ?? [] { total += 10 + group.lr.complexity }
        total += (reload.build == .first ? 0 : 2) + (reload.throughJSON ? 2 : 0)
      case .observe, .save: total += 1
      case .addScheduler(let spec):
        for spec in spec.flattened { total += 50 + spec.arguments.reduce(0) { $0 + 5 + $1.value.complexity } }
      }
    }
    return total
  }

  private var isValid: Bool {
    guard let node = try? JSONNode(parsing: json().compactBytes()) else { return false }
    return (try? Scenario(node)) != nil
  }

  private func schedulerReductions() -> [Scenario] {
    var result: [Scenario] = []
    if schedulers.count > 1 {
      for index in schedulers.indices {
        var scenario = self
        scenario.schedulers.remove(at: index)
        scenario.program = program.compactMap { operation in
          guard let addressed = operation.scheduler else { return operation }
          if addressed == index { return nil }
          var operation = operation
          operation.scheduler = schedulers.count == 2 ? nil : addressed > index ? addressed - 1 : addressed
          return operation
        }
        result.append(scenario)
      }
    }
    for index in schedulers.indices {
      for spec in schedulers[index].structuralReductions() {
        var scenario = self
        scenario.schedulers[index] = spec
        result.append(scenario)
      }
    }
    return result
  }

  private func programReductions() -> [Scenario] {
    var result: [Scenario] = []
    func with(_ program: [Operation]) {
      var scenario = self
      scenario.program = program
      result.append(scenario)
    }
    if program.count > 2 { with(Array(program.prefix(program.count / 2))) }
    for index in program.indices {
      var shorter = program
      shorter.remove(at: index)
      with(shorter)
    }
    for index in program.indices {
      if index + 1 < program.count, program[index].scheduler == program[index + 1].scheduler,
        case .step(let a) = program[index].action, case .step(let b) = program[index + 1].action
      {
        var merged = program
        merged[index].action = .step(a + b)
        merged.remove(at: index + 1)
        with(merged)
      }
      for action in program[index].action.reductions {
        var reduced = program
        reduced[index].action = action
        with(reduced)
      }
      if program[index].scheduler != nil {
        var reduced = program
        reduced[index].scheduler = nil
        with(reduced)
      }
    }
    return result
  }

  private func groupReductions() -> [Scenario] {
    var result: [Scenario] = []
    if groups.count > 1 {
      for index in groups.indices {
        var scenario = self
        scenario.groups.remove(at: index)
        scenario.schedulers = schedulers.map { $0.changed { $0.withoutGroup(index, of: groups.count) } }
        for place in scenario.program.indices {
          if case .setLR(var rates) = scenario.program[place].action, index < rates.count {
            rates.remove(at: index)
            scenario.program[place].action = .setLR(rates)
          }
        }
        result.append(scenario)
      }
    }
    for index in groups.indices {
      var plain = self
      plain.groups[index] = ParameterGroup(lr: groups[index].lr)
      result.append(plain)
      for lr in groups[index].lr.reductions {
        var scenario = self
        scenario.groups[index].lr = lr
        result.append(scenario)
      }
    }
    if optimizer != .sgd {
      var scenario = self
      scenario.optimizer = .sgd
      for index in groups.indices { scenario.groups[index].betas = nil }
      result.append(scenario)
    }
    return result
  }

  private func observeReductions() -> [Scenario] {
    guard explicitObserve != nil else { return [] }
    var result: [Scenario] = []
    var plain = self
    plain.explicitObserve = nil
    result.append(plain)
    for channel in observe where observe.count > 1 {
      var scenario = self
      scenario.explicitObserve = [channel]
      result.append(scenario)
    }
    return result
  }

  private func argumentReductions() -> [Scenario] {
    schedulers.indices.flatMap { index in
      schedulers[index].argumentReductions().map { spec in
        var scenario = self
        scenario.schedulers[index] = spec
        return scenario
      }
    }
  }

  private func numberReductions() -> [Scenario] {
    schedulers.indices.flatMap { index in
      schedulers[index].numberReductions().map { spec in
        var scenario = self
        scenario.schedulers[index] = spec
        return scenario
      }
    }
  }
}

extension SchedulerSpec {
  /// A child in the place of the composite, a composite with fewer children, and the same inside each child.
  fileprivate func structuralReductions() -> [SchedulerSpec] {
    let children = children
    var result = children
    if children.count > 1 {
      for index in children.indices {
        var spec = self
        var fewer = children
        fewer.remove(at: index)
        spec["schedulers"] = .schedulers(fewer)
        if case .numbers(var milestones) = self["milestones"], !milestones.isEmpty {
          milestones.remove(at: min(index, milestones.count - 1))
          spec["milestones"] = .numbers(milestones)
        }
        result.append(spec)
      }
    }
    return result + inside { $0.structuralReductions() }
  }

  fileprivate func argumentReductions() -> [SchedulerSpec] {
    var result: [SchedulerSpec] = []
    for argument in arguments where argument.name != "schedulers" {
      var spec = self
      if type.parameters.contains(where: { $0.name == argument.name && $0.defaultValue != nil }) {
        spec[argument.name] = nil
        result.append(spec)
      }
      switch argument.value {
      case .numbers(let values) where argument.name != "milestones":
        if let first = values.first { result.append(with(argument.name, .number(first))) }
      case .numbers(let values) where type == .multiStep:
        for index in values.indices {
          var fewer = values
          fewer.remove(at: index)
          result.append(with(argument.name, .numbers(fewer)))
        }
      case .functions(let functions):
        if let first = functions.first { result.append(with(argument.name, .function(first))) }
      case .function(let function) where function.source != "0.5":
        if let half = try? Expression("0.5") { result.append(with(argument.name, .function(half))) }
      default: break
      }
    }
    return result + inside { $0.argumentReductions() }
  }

  fileprivate func numberReductions() -> [SchedulerSpec] {
    var result: [SchedulerSpec] = []
    for argument in arguments {
      switch argument.value {
      case .number(let value):
        result += value.reductions.map { with(argument.name, .number($0)) }
      case .numbers(let values):
        for index in values.indices {
          for number in values[index].reductions {
            var changed = values
            changed[index] = number
            result.append(with(argument.name, .numbers(changed)))
          }
        }
      default: break
      }
    }
    return result + inside { $0.numberReductions() }
  }

  private func inside(_ reduce: (SchedulerSpec) -> [SchedulerSpec]) -> [SchedulerSpec] {
    let children = children
    return children.indices.flatMap { index in
      reduce(children[index]).map { child in
        var changed = children
        changed[index] = child
        return with("schedulers", .schedulers(changed))
      }
    }
  }

  fileprivate func withoutGroup(_ index: Int, of count: Int) -> SchedulerSpec {
    var spec = self
    for argument in arguments {
      switch argument.value {
      case .numbers(var values) where argument.name != "milestones" && values.count == count:
        values.remove(at: index)
        spec[argument.name] = .numbers(values)
      case .functions(var functions) where functions.count == count:
        functions.remove(at: index)
        spec[argument.name] = .functions(functions)
      default: break
      }
    }
    return spec
  }
}

extension Action {
  fileprivate var reductions: [Action] {
    switch self {
    case .step(let count):
      return [1, count / 2, count - 1].filter { $0 > 0 && $0 < count }.map { .step($0) }
    case .stepEpochs(let values): return Self.lists(values).map { .stepEpochs($0) }
    case .stepMetrics(let values): return Self.lists(values).map { .stepMetrics($0) }
    case .setLR(let values):
      return values.indices.flatMap { index in
        values[index].reductions.map { number in
          var changed = values
          changed[index] = number
          return .setLR(changed)
        }
      }
    case .addGroup(let group): return group.lr.reductions.map { .addGroup(ParameterGroup(lr: $0)) }
    case .reload(let reload): return reload.reductions.map { .reload($0) }
    case .addScheduler(let spec):
      return (spec.structuralReductions() + spec.argumentReductions() + spec.numberReductions()).map {
        .addScheduler($0)
      }
    case .observe, .save: return []
    }
  }

  private static func lists(_ values: [Number]) -> [[Number]] {
    var result: [[Number]] = []
    if values.count > 1 {
      result.append(Array(values.prefix(values.count / 2)))
      for index in values.indices {
        var shorter = values
        shorter.remove(at: index)
        result.append(shorter)
      }
    }
    for index in values.indices {
      for number in values[index].reductions {
        var changed = values
        changed[index] = number
        result.append(changed)
      }
    }
    return result
  }
}

extension Reload {
  fileprivate var reductions: [Reload] {
    var result = ReloadScope.allCases.map(Reload.init)
    var plainer = self
    plainer.build = .first
    result.append(plainer)
    plainer = self
    plainer.throughJSON = false
    result.append(plainer)
    plainer = self
    plainer.schedulers = nil
    result.append(plainer)
    plainer = self
    plainer.groups = nil
    result.append(plainer)
    for index in (schedulers ?? []).indices {
      for spec in schedulers?[index].numberReductions() ?? [] {
        plainer = self
        plainer.schedulers?[index] = spec
        result.append(plainer)
      }
    }
    return result.filter { $0 != self }
  }
}

extension Number {
  // Its value as a float.
  private var float: Number { .float((try? double()) ?? .nan) }

  /// How far a number is from a round one.
  fileprivate var complexity: Int {
    switch self {
    case .integer(let value): min(Int(clamping: value.magnitude), 12) + (value < 0 ? 1 : 0)
    case .float(let value): value.isFinite ? 1 + "\(value)".utf8.count : 3
    case .big, .complex: 100
    case .tensor: 20 + float.complexity
    }
  }

  /// Rounder numbers.
  fileprivate var reductions: [Number] {
    let own = complexity
    let candidates: [Number]
    switch self {
    case .integer(let value): candidates = [0, 1, 2, .integer(value / 2), .integer(value &- 1)]
    case .float(let value) where value.isFinite:
      candidates =
        [1.0, 0.5, 0.1, 0.0, 2.0] + [.float(value.rounded())]
        + [10.0, 100, 1000].map { .float((value * $0).rounded() / $0) }
    case .big: candidates = [1]
    case .float, .complex: candidates = [1.0]
    case .tensor(let tensor):
      candidates =
        [float] + (tensor.dtype == .float64 ? [] : [.tensor(tensor.converted(to: .float64))])
        + float.reductions.compactMap { reduced in
          (try? reduced.double()).map { .tensor(Tensor($0, tensor.dtype)) }
        }
    }
    return candidates.filter { $0.complexity < own && !($0 == self) }
  }
}

extension ArgumentValue {
  fileprivate var complexity: Int {
    switch self {
    case .null, .flag: 1
    case .number(let number): number.complexity
    case .numbers(let numbers): numbers.reduce(2) { $0 + 2 + $1.complexity }
    case .text(let text): text == "min" || text == "rel" ? 1 : 2
    case .function(let expression): expression.source.utf8.count
    case .functions(let expressions): expressions.reduce(2) { $0 + 2 + $1.source.utf8.count }
    // The children count for themselves.
    case .schedulers: 0
    }
  }
}
