import Adapters
import LRSchedulers
import Scenarios

/// Makes random scenarios: mostly valid, with boundaries, extremes and wrong arguments among them.
struct ScenarioGenerator {
  /// What may be used: classes and features.
  var schedulers: [SchedulerType]
  var features: Set<Feature>
  /// What composites are made of where no other class may be used.
  var members: [SchedulerType] = [.exponential]
  /// The share of scenarios with deliberately wrong or extreme arguments.
  var wildness = 0.15

  var random: RandomSource
  private var isWild = false
  // The type of the groups' learning rates, where they are Tensors.
  private var tensors: Tensor.DType?

  init(seed: UInt64, index: Int, schedulers: [SchedulerType], features: Set<Feature>) {
    random = RandomSource(seed: seed, index: index)
    self.schedulers = schedulers
    self.features = features
  }

  mutating func scenario() -> Scenario {
    isWild = random.chance(wildness)
    tensors = features.contains(.tensorLR) && random.chance(0.1) ? random.pick(Tensor.DType.allCases) : nil
    let optimizer = random.pick([OptimizerKind.sgd, .sgd, .sgd, .adam, .adagrad])
    let groupCount = features.contains(.groups) ? random.pick([1, 1, 1, 2, 3]) : 1
    let groups = (0..<groupCount).map { _ in group(optimizer) }
    let count = random.pick([1, 1, 1, 1, 2])
    let specs = (0..<count).map { _ in scheduler(groupCount, optimizer, depth: random.pick([0, 1, 1, 2, 3])) }
    var scenario = Scenario(optimizer: optimizer, groups: groups, schedulers: specs, program: [])
    scenario.program = program(specs, groupCount, optimizer)
    scenario.explicitObserve = channels(specs)
    return scenario
  }

  // MARK: Groups

  mutating func group(_ optimizer: OptimizerKind) -> ParameterGroup {
    var group = ParameterGroup(lr: rate())
    if let tensors, let value = try? group.lr.double() { group.lr = .tensor(Tensor(value, tensors)) }
    if optimizer == .sgd, random.chance(0.3) { group.momentum = .float(random.pick([0.5, 0.9, 0.95])) }
    if optimizer == .adam, random.chance(0.3) { group.betas = Betas(0.8, 0.99) }
    if random.chance(features.contains(.resume) ? 0.15 : 0) { group.initialLR = rate() }
    return group
  }

  private mutating func rate() -> Number {
    if isWild, random.chance(0.3) {
      return random.pick([
        0, 0.0, -0.1, 1e-300, 1e300, .float(.leastNonzeroMagnitude), .integer(3), .float(-0.0),
      ])
    }
    switch random.below(6) {
    case 0: return .float(random.pick([0.1, 0.05, 0.01, 1.0, 0.5]))
    case 1: return .integer(random.pick([1, 2]))
    case 2: return .float(random.unit())
    default: return .float(random.pick([0.1, 0.2, 0.4, 0.25, 0.001]))
    }
  }

  // MARK: Numbers

  /// A count of steps or epochs; boundaries more often than chance has them.
  private mutating func period() -> Number {
    if isWild, random.chance(0.25) { return random.pick([0, -1, 1, 2.5, .integer(1000), 0.0]) }
    return .integer(random.pick([1, 2, 3, 4, 5, 7, 10, random.integer(1...30)]))
  }

  private mutating func factor() -> Number {
    if isWild, random.chance(0.25) { return random.pick([0, 1, 0.0, 1.0, 1.5, -0.5, .integer(2), 1e-9]) }
    return .float(random.pick([0.1, 0.5, 0.9, 0.95, 0.25, 0.3, random.unit()]))
  }

  private mutating func minimum() -> Number {
    random.chance(0.6) ? 0 : .float(random.pick([0.001, 0.05, 0.02]))
  }

  private mutating func perGroup(_ groups: Int, _ one: (inout ScenarioGenerator) -> Number) -> ArgumentValue {
    guard groups > 1, random.chance(0.3) else { return .number(one(&self)) }
    let count = isWild && random.chance(0.2) ? groups + 1 : groups
    return .numbers((0..<count).map { _ in one(&self) })
  }

  // MARK: Schedulers

  private mutating func scheduler(_ groups: Int, _ optimizer: OptimizerKind, depth: Int) -> SchedulerSpec {
    var candidates = schedulers.filter {
      depth > 0 || !$0.isComposite
    }
    if !features.contains(.functions) { candidates.removeAll { $0 == .lambda || $0 == .multiplicative } }
    if candidates.isEmpty { candidates = depth > 0 ? schedulers : members }
    let type = random.pick(candidates)
    var arguments: [KeywordArgument] = []
    func add(_ name: String, _ value: ArgumentValue) { arguments.append(KeywordArgument(name, value)) }
    func optional(_ name: String, _ probability: Double, _ value: (inout ScenarioGenerator) -> Number) {
      if random.chance(probability) { add(name, .number(value(&self))) }
    }
    switch type {
    case .lambda, .multiplicative:
      let expressions = (0..<groups).map { _ in factors() }
      if groups > 1, random.chance(0.4) {
        add("lr_lambda", .functions(expressions))
      } else {
        add("lr_lambda", .function(expressions[0]))
      }
    case .step:
      add("step_size", .number(period()))
      optional("gamma", 0.7) { $0.factor() }
    case .multiStep:
      var milestones = (0..<random.integer(0...4)).map { _ in period() }
      if random.chance(0.8) { milestones.sort { ((try? $0 < $1) ?? false) } }
      add("milestones", .numbers(milestones))
      optional("gamma", 0.7) { $0.factor() }
    case .constant:
      optional("factor", 0.7) { $0.factor() }
      optional("total_iters", 0.7) { $0.period() }
    case .linear:
      optional("start_factor", 0.7) { $0.factor() }
      optional("end_factor", 0.5) { $0.factor() }
      optional("total_iters", 0.7) { $0.period() }
    case .exponential:
      add("gamma", .number(factor()))
    case .polynomial:
      optional("total_iters", 0.7) { $0.period() }
      optional("power", 0.6) { .float($0.random.pick([0.5, 1.0, 2.0, 0.9])) }
    case .cosineAnnealing:
      add("T_max", .number(period()))
      optional("eta_min", 0.5) { $0.minimum() }
    case .warmRestarts:
      add("T_0", .number(period()))
      optional("T_mult", 0.5) { .integer($0.random.pick([1, 2, 3])) }
      optional("eta_min", 0.5) { $0.minimum() }
    case .cyclic: cyclic(groups, optimizer, &arguments)
    case .oneCycle: oneCycle(groups, optimizer, &arguments)
    case .swa:
      add("swa_lr", perGroup(groups) { $0.rate() })
      optional("anneal_epochs", 0.7) { .integer($0.random.pick([0, 1, 2, 5, 10, 20])) }
      if random.chance(0.4) { add("anneal_strategy", .text(random.pick(["cos", "linear"]))) }
    case .plateau: plateau(groups, &arguments)
    case .chained, .sequential:
      let count = random.pick([1, 2, 2, 3])
      var children: [SchedulerSpec] = []
      for _ in 0..<count {
        var child = scheduler(groups, optimizer, depth: depth - 1)
        // Refused as a child: now and then that is what is tried.
        for _ in 0..<4 where child.type == .plateau && !isWild {
          child = scheduler(groups, optimizer, depth: depth - 1)
        }
        children.append(child)
      }
      add("schedulers", .schedulers(children))
      if type == .sequential {
        var last = 0
        let milestones = (1..<max(2, count)).prefix(count - 1).map { _ -> Number in
          last += random.integer(isWild ? 0...3 : 1...6)
          return .integer(last)
        }
        add("milestones", .numbers(milestones))
      }
    }
    let resumes = features.contains(.resume) && random.chance(0.08)
    if resumes, type != .plateau, type != .chained {
      add("last_epoch", .number(.integer(random.pick([-1, 0, 1, 4, 9]))))
    }
    return SchedulerSpec(type: type, arguments: arguments)
  }

  private mutating func cyclic(
    _ groups: Int,
    _ optimizer: OptimizerKind,
    _ arguments: inout [KeywordArgument]
  ) {
    arguments.append(
      KeywordArgument("base_lr", perGroup(groups) { .float($0.random.pick([0.01, 0.1, 0.125])) })
    )
    arguments.append(KeywordArgument("max_lr", perGroup(groups) { .float($0.random.pick([0.5, 0.1, 1.0])) }))
    arguments.append(KeywordArgument("step_size_up", .number(period())))
    if random.chance(0.3) { arguments.append(KeywordArgument("step_size_down", .number(period()))) }
    if random.chance(0.6) {
      arguments.append(
        KeywordArgument("mode", .text(random.pick(["triangular", "triangular2", "exp_range"])))
      )
    }
    if random.chance(0.4) { arguments.append(KeywordArgument("gamma", .number(factor()))) }
    if features.contains(.functions), random.chance(0.2) {
      arguments.append(KeywordArgument("scale_fn", .function(scaleExpression())))
      arguments.append(KeywordArgument("scale_mode", .text(random.pick(["cycle", "iterations"]))))
    }
    if optimizer == .adagrad || random.chance(0.3) {
      arguments.append(
        KeywordArgument("cycle_momentum", .flag(optimizer == .adagrad ? isWild : random.chance(0.5)))
      )
    }
    momentum(&arguments)
  }

  private mutating func oneCycle(
    _ groups: Int,
    _ optimizer: OptimizerKind,
    _ arguments: inout [KeywordArgument]
  ) {
    arguments.append(KeywordArgument("max_lr", perGroup(groups) { .float($0.random.pick([0.1, 1.0, 0.5])) }))
    if random.chance(0.8) {
      arguments.append(
        KeywordArgument("total_steps", .number(.integer(random.pick([1, 2, 3, 5, 10, 20, 40]))))
      )
    } else {
      arguments.append(KeywordArgument("epochs", .number(.integer(random.integer(1...5)))))
      arguments.append(KeywordArgument("steps_per_epoch", .number(.integer(random.integer(1...10)))))
    }
    if random.chance(0.4) {
      arguments.append(
        KeywordArgument("pct_start", .number(.float(random.pick([0.3, 0.5, 0.25, 1.0, 0.0, 0.1]))))
      )
    }
    if random.chance(0.3) { arguments.append(KeywordArgument("anneal_strategy", .text("linear"))) }
    if random.chance(0.3) { arguments.append(KeywordArgument("three_phase", .flag(random.chance(0.7)))) }
    if random.chance(0.3) {
      arguments.append(KeywordArgument("div_factor", .number(random.pick([10.0, 25, 4.0]))))
    }
    if random.chance(0.3) {
      arguments.append(KeywordArgument("final_div_factor", .number(random.pick([10.0, 100, 1.0]))))
    }
    if optimizer == .adagrad { arguments.append(KeywordArgument("cycle_momentum", .flag(false))) }
    momentum(&arguments)
  }

  private mutating func momentum(_ arguments: inout [KeywordArgument]) {
    if random.chance(0.2) {
      arguments.append(KeywordArgument("base_momentum", .number(.float(random.pick([0.5, 0.8])))))
    }
    if random.chance(0.2) {
      arguments.append(KeywordArgument("max_momentum", .number(.float(random.pick([0.95, 0.9])))))
    }
  }

  private mutating func plateau(_ groups: Int, _ arguments: inout [KeywordArgument]) {
    if random.chance(0.5) { arguments.append(KeywordArgument("mode", .text(random.pick(["min", "max"])))) }
    if random.chance(0.5) { arguments.append(KeywordArgument("factor", .number(factor()))) }
    if random.chance(0.8) {
      arguments.append(KeywordArgument("patience", .number(.integer(random.integer(0...3)))))
    }
    if random.chance(0.4) {
      arguments.append(KeywordArgument("threshold", .number(.float(random.pick([0.0, 0.1, 1e-4, 0.5])))))
    }
    if random.chance(0.4) {
      arguments.append(KeywordArgument("threshold_mode", .text(random.pick(["rel", "abs"]))))
    }
    if random.chance(0.4) {
      arguments.append(KeywordArgument("cooldown", .number(.integer(random.integer(0...3)))))
    }
    if random.chance(0.3) { arguments.append(KeywordArgument("min_lr", perGroup(groups) { $0.minimum() })) }
    if random.chance(0.2) {
      arguments.append(KeywordArgument("eps", .number(.float(random.pick([0.0, 1e-8, 0.01])))))
    }
  }

  // MARK: Functions

  /// A function that gives factors: an expression, or a table that may end before the program does.
  private mutating func factors() -> Expression {
    guard features.contains(.tables), random.chance(0.1) else { return expression() }
    return Expression(table: (0..<random.integer(1...40)).map { _ in factor() })
  }

  private mutating func expression() -> Expression {
    var sources = [
      "0.95 ** epoch", "epoch // 3", "1 / (1 + epoch)", "0.5 if epoch % 4 == 3 else 1", "1.0 - 0.01 * epoch",
      "min(1, (epoch + 1) / 5)", "max(0.1, 1 - epoch / 10)", "0.5 * (1 + cos(pi * epoch / 10))",
      "sqrt(epoch + 1)",
      "exp(-0.1 * epoch)", "log(epoch + 2)", "2 ** -epoch", "epoch % 3 + 1", "abs(5 - epoch) / 5",
    ]
    if isWild {
      sources += [
        "1 / epoch", "log(epoch)", "2 ** epoch", "epoch ** 20", "(-1.5) ** epoch", "1 // (epoch - 3)",
      ]
    }
    // Written here, so that they can be parsed.
    return (try? Expression(random.pick(sources))) ?? Self.one
  }

  private mutating func scaleExpression() -> Expression {
    (try? Expression(random.pick(["1 / x", "0.9 ** x", "1.0", "1 / (1 + x)", "0.5 * (1 + sin(x))"])))
      ?? Self.one
  }

  private static let one: Expression = {
    do { return try Expression("1") } catch { preconditionFailure("the literal 1 is an expression") }
  }()

  // MARK: Program

  private mutating func program(
    _ specs: [SchedulerSpec],
    _ groups: Int,
    _ optimizer: OptimizerKind
  ) -> [Operation] {
    let metricSchedulers = specs.indices.filter { specs[$0].type == .plateau }
    var program: [Operation] = []
    var currentGroups = groups
    for _ in 0..<random.integer(1...4) {
      if !metricSchedulers.isEmpty {
        program += steps(specs, metrics: metricSchedulers)
      } else if features.contains(.closedForm) || features.contains(.fractionalEpoch), random.chance(0.15) {
        program.append(Operation(.stepEpochs(epochs(specs))))
      } else {
        program.append(Operation(.step(random.pick([1, 2, 3, 5, 10, random.integer(1...40)]))))
      }
      if features.contains(.setLR), random.chance(0.12) {
        program.append(Operation(.setLR((0..<currentGroups).map { _ in rate() })))
      }
      if features.contains(.addGroup), features.contains(.groups), random.chance(0.05) {
        program.append(Operation(.addGroup(group(optimizer))))
        currentGroups += 1
      }
      if features.contains(.reload), random.chance(0.12) {
        let reload = reload(specs, groups, optimizer)
        program.append(Operation(.reload(reload)))
        currentGroups = reload.groups?.count ?? groups
      }
      if features.contains(.save), random.chance(0.05) { program.append(Operation(.save)) }
      if features.contains(.addScheduler), metricSchedulers.isEmpty, random.chance(0.04) {
        program.append(Operation(.addScheduler(scheduler(currentGroups, optimizer, depth: random.below(2)))))
      }
      if features.contains(.observe), random.chance(0.15) { program.append(Operation(.observe)) }
    }
    // Past the end of what has one.
    if metricSchedulers.isEmpty, random.chance(0.3),
      let end = specs.flatMap(\.flattened).compactMap(\.end).max()
    {
      program.append(Operation(.step(min(60, end + random.integer(1...5)))))
    }
    program.append(
      Operation(metricSchedulers.isEmpty ? .step(random.integer(1...3)) : .stepMetrics(metrics(3)))
    )
    if specs.count > metricSchedulers.count, !metricSchedulers.isEmpty { program.removeLast() }
    return program
  }

  private mutating func reload(_ specs: [SchedulerSpec], _ groups: Int, _ optimizer: OptimizerKind) -> Reload
  {
    var reload = Reload(random.pick([.all, .all, .scheduler]))
    guard features.contains(.reloadOptions), random.chance(0.4) else { return reload }
    reload.load = random.pick([
      [.optimizer, .scheduler], [.scheduler, .optimizer], [.optimizer], [.scheduler], [],
    ])
    if reload.load.contains(.optimizer), random.chance(0.3) { reload.build = .afterOptimizer }
    if random.chance(0.3) { reload.groups = (0..<groups).map { _ in group(optimizer) } }
    if random.chance(0.3) { reload.schedulers = specs.map { otherArguments($0, groups, optimizer) } }
    reload.throughJSON = random.chance(0.3)
    return reload
  }

  // A scheduler of the same class, children and all, with other arguments.
  private mutating func otherArguments(
    _ spec: SchedulerSpec,
    _ groups: Int,
    _ optimizer: OptimizerKind
  ) -> SchedulerSpec {
    guard spec.children.isEmpty else {
      var other = spec
      var children: [SchedulerSpec] = []
      for child in spec.children { children.append(otherArguments(child, groups, optimizer)) }
      other["schedulers"] = .schedulers(children)
      return other
    }
    let all = schedulers
    schedulers = [spec.type]
    defer { schedulers = all }
    let other = scheduler(groups, optimizer, depth: 0)
    return other.type == spec.type ? other : spec
  }

  // A metric for those that take one, a plain step for the others.
  private mutating func steps(_ specs: [SchedulerSpec], metrics indices: [Int]) -> [Operation] {
    if indices.count == specs.count { return [Operation(.stepMetrics(metrics(random.integer(1...12))))] }
    return (0..<random.integer(1...5)).flatMap { _ in
      specs.indices.map { index in
        indices.contains(index)
          ? Operation(.stepMetrics(metrics(1)), scheduler: index) : Operation(.step(1), scheduler: index)
      }
    }
  }

  private mutating func metrics(_ count: Int) -> [Number] {
    var level = random.pick([1.0, 0.5, -1.0, 10.0])
    return (0..<count).map { _ in
      switch random.below(8) {
      case 0, 1: level -= random.unit() * 0.3
      case 2: level += random.unit() * 0.3
      case 3 where isWild: return .float(random.pick([.nan, .infinity, -.infinity]))
      default: break
      }
      return .float(level)
    }
  }

  private mutating func epochs(_ specs: [SchedulerSpec]) -> [Number] {
    var epoch = Double(random.integer(0...12))
    return (0..<random.integer(1...5)).map { _ in
      switch random.below(5) {
      case 0: epoch += Double(random.integer(1...5))
      case 1: epoch = Double(random.integer(isWild ? -2...40 : 0...40))
      case 2 where features.contains(.fractionalEpoch): epoch += random.pick([0.25, 0.5, 0.1])
      default: epoch += 1
      }
      if epoch == epoch.rounded(), random.chance(0.8) { return .integer(Int(epoch)) }
      return .float(epoch)
    }
  }

  private mutating func channels(_ specs: [SchedulerSpec]) -> [Channel]? {
    if random.chance(0.4) { return nil }
    var channels: [Channel] = [.lr]
    if features.contains(.momentum), random.chance(0.6) { channels.append(.momentum) }
    if random.chance(0.3) { channels.append(.lastEpoch) }
    if random.chance(0.2) { channels.append(.lastLR) }
    if features.contains(.beta2), random.chance(0.1) { channels.append(.beta2) }
    if features.contains(.initialLR), random.chance(0.1) { channels.append(.initialLR) }
    if features.contains(.state), random.chance(0.2) {
      channels.append(
        .state(random.pick(["_step_count", "last_epoch", "T_cur", "T_i", "best", "num_bad_epochs", "gamma"]))
      )
    }
    let hasGetLR = specs.last.map { ![.chained, .sequential, .plateau].contains($0.type) } ?? false
    if features.contains(.getLR), hasGetLR || isWild, random.chance(0.1) {
      channels.insert(.getLR, at: random.below(channels.count + 1))
    }
    return channels
  }
}

extension SchedulerSpec {
  /// The epoch after which another part of the schedule begins, or none; nil where there is no such.
  fileprivate var end: Int? {
    let names = ["total_iters", "T_max", "T_0", "step_size", "step_size_up", "anneal_epochs", "milestones"]
    return names.compactMap { name -> Int? in
      switch value(of: name) {
      case .number(.integer(let end)): end
      case .numbers(let milestones):
        milestones.compactMap { if case .integer(let end) = $0 { end } else { nil } }.max()
      default: nil
      }
    }.filter { 0...1000 ~= $0 }.max()
  }
}
