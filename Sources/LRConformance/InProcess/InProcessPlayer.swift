import LRSchedulers

/// Plays scenarios on schedulers of this process, as `ReferencePlayer` plays them on the reference.
struct InProcessPlayer<Schedulers: SchedulersUnderTest>: Sendable {
  /// What a scenario comes to: an outcome, `skipped` where `init` throws `Unsupported` or an argument is never read, a
  /// fault where something is declared and not written.
  func play(_ scenario: Scenario) -> PlayAnswer {
    var recorder = TraceRecorder(
      scenario.observe,
      groups: scenario.groups.count,
      schedulers: scenario.schedulers.count,
      observations: scenario.observationCount
    )
    var specs: [SchedulerSpec] = []
    var isBuilt = false
    do {
      var stage = try InProcessStage<Schedulers>(scenario)
      isBuilt = true
      specs = stage.specs
      try stage.observe(&recorder)
      for operation in scenario.program { try stage.perform(operation, &recorder) }
      if let reason = Self.unreadArguments(specs) { return .reply(.skipped(reason)) }
      return .reply(.outcome(Outcome(trace: recorder.trace)))
    } catch let unsupported as Unsupported {
      if !isBuilt { return .reply(.skipped(unsupported.reason)) }
      return Self.fault("Unsupported was thrown after construction: \(unsupported.reason)")
    } catch let missing as MissingMember {
      return Self.fault(missing.description)
    } catch {
      // A constructor that refuses need not have read more than what it refuses: that is judged.
      if let reason = Self.unreadArguments(specs) { return .reply(.skipped(reason)) }
      return .reply(
        .outcome(Outcome(trace: recorder.trace, error: RunError(error, step: recorder.count)))
      )
    }
  }

  /// Why a scenario is not judged: `init` cannot say it, or leaves arguments unread. Nil where it builds it or refuses
  /// it.
  func reasonToSkip(_ scenario: Scenario) -> String? {
    do {
      let stage = try InProcessStage<Schedulers>(scenario)
      // Some may be read only when the schedulers are stepped.
      if Self.unreadArguments(stage.specs) != nil, case .reply(.skipped(let reason), _) = play(scenario) {
        return reason
      }
    } catch let unsupported as Unsupported {
      return unsupported.reason
    } catch {
      // What goes wrong is the case's to tell.
    }
    return nil
  }

  private static func unreadArguments(_ specs: [SchedulerSpec]) -> String? {
    for spec in specs {
      if let reason = spec.unreadArguments { return reason }
    }
    return nil
  }

  private static func fault(_ text: String) -> PlayAnswer { .fault(.harness(text), errorText: "") }
}

extension RunError {
  /// An error of the implementation: Python's name for it where it is the reference's own, else its type's.
  fileprivate init(_ error: any Error, step: Int) {
    if let error = error as? PythonError {
      self.init(step: step, type: error.kind.rawValue, message: error.message)
    } else {
      self.init(step: step, type: "\(Swift.type(of: error))", message: "\(error)")
    }
  }
}

/// Schedulers under test in the middle of a scenario.
private struct InProcessStage<Schedulers: SchedulersUnderTest> {
  private let scenario: Scenario
  private var schedulers: Schedulers
  private var count: Int
  private var groups: Int
  private var saved: Schedulers?
  /// What the schedulers were built of, with a note of what was read of it.
  private(set) var specs: [SchedulerSpec]

  init(_ scenario: Scenario) throws {
    // Swift refuses an argument that is not there when it compiles.
    if let name = scenario.allSchedulers.lazy.flatMap(\.flattened).flatMap(\.unknownArguments).first {
      throw Unsupported("the unknown argument \(name)")
    }
    for case .stepEpochs(let epochs) in scenario.program.map(\.action) {
      // `step(_:epoch:)` takes a double, and another epoch would be another case.
      for epoch in epochs where try !(epoch == .float(epoch.double()) || epoch.isNaN) {
        throw Unsupported("an epoch that is no Double")
      }
    }
    for case .reload(let reload) in scenario.program.map(\.action) {
      // A value is built with its schedulers, and has no text.
      if reload.build == .afterOptimizer {
        throw Unsupported("schedulers built after the optimizer's state is loaded")
      }
      if reload.throughJSON { throw Unsupported("state through JSON") }
    }
    self.scenario = scenario
    let setup = try Setup(scenario)
    specs = setup.schedulers
    schedulers = try Schedulers(setup)
    groups = scenario.groups.count
    count = specs.count
  }

  mutating func perform(_ operation: Operation, _ recorder: inout TraceRecorder) throws {
    let addressed = operation.scheduler.map { $0..<($0 + 1) } ?? 0..<count
    switch operation.action {
    case .step(let count):
      for _ in 0..<count {
        for index in addressed { try schedulers.step(index) }
        try observe(&recorder)
      }
    case .stepEpochs(let epochs):
      for epoch in epochs {
        for index in addressed { try schedulers.step(index, epoch: epoch.double()) }
        try observe(&recorder)
      }
    case .stepMetrics(let metrics):
      for metric in metrics {
        for index in addressed { try schedulers.step(index, metric: metric.double()) }
        try observe(&recorder)
      }
    case .setLR(let rates):
      try schedulers.setLR(rates.map { try $0.double() })
    case .addGroup(let group):
      let added = Optimizer(scenario.optimizer, groups: [group]).groups
      for group in added { try schedulers.add(GroupSetup(group)) }
      groups += added.count
    case .reload(let reload): try self.reload(reload)
    case .observe: try observe(&recorder)
    case .save: saved = schedulers
    case .addScheduler(let spec):
      let noted = spec.noting()
      specs.append(noted)
      try schedulers.add(noted)
      count += 1
    }
  }

  private mutating func reload(_ reload: Reload) throws {
    let state = saved ?? schedulers
    var anew = scenario
    anew.groups = reload.groups ?? scenario.groups
    anew.schedulers = reload.schedulers ?? scenario.schedulers
    let setup = try Setup(anew)
    specs += reload.schedulers == nil ? [] : setup.schedulers
    schedulers = try Schedulers(setup)
    (groups, count) = (anew.groups.count, anew.schedulers.count)
    if let scope = reload.scope {
      try schedulers.reload(state, scope)
    } else {
      for part in reload.load { try schedulers.load(state, part) }
    }
  }

  mutating func observe(_ recorder: inout TraceRecorder) throws {
    var values: [[Double]] = []
    values.reserveCapacity(scenario.observe.count)
    for channel in scenario.observe { values.append(try observe(channel)) }
    recorder.append(values, groups: groups)
  }

  private mutating func observe(_ channel: Channel) throws -> [Double] {
    switch channel {
    case .lr: try schedulers.lr
    case .momentum: try schedulers.momentum.map { $0 ?? Trace.missing }
    case .lastEpoch: try schedulers.lastEpoch.map { $0 ?? Trace.missing }
    case .lastLR: try schedulers.lastLR
    case .getLR: try schedulers.getLR()
    case .beta2: try schedulers.beta2.map { $0 ?? Trace.missing }
    case .initialLR: try schedulers.initialLR.map { $0 ?? Trace.missing }
    case .state(let key): [try schedulers.state(key) ?? Trace.missing]
    }
  }
}
