import Adapters
import LRSchedulers
import ReferencePlay
import Scenarios

/// Plays scenarios on schedulers of this process, as `ReferencePlayer` plays them on the reference.
struct InProcessPlayer<Schedulers: SchedulersUnderTest>: Sendable {
  /// What a scenario comes to: an outcome, `skipped` where `init` throws `Unsupported` or an argument is never read, a
  /// fault where something is declared and not written.
  func play(_ scenario: Scenario) -> PlayAnswer {
    var play = ScenarioPlay(scenario)
    var specs: [SchedulerSpec] = []
    var isBuilt = false
    do {
      var stage = try InProcessStage<Schedulers>(scenario)
      isBuilt = true
      specs = stage.specs
      try play.run(&stage)
      if let reason = Self.unreadArguments(specs) { return .reply(.skipped(reason)) }
      return .reply(.outcome(Outcome(trace: play.trace)))
    } catch let unsupported as Unsupported {
      if !isBuilt { return .reply(.skipped(unsupported.reason)) }
      return Self.fault("Unsupported was thrown after construction: \(unsupported.reason)")
    } catch let missing as MissingMember {
      return Self.fault(missing.description)
    } catch {
      // A constructor that refuses need not have read more than what it refuses: that is judged.
      if let reason = Self.unreadArguments(specs) { return .reply(.skipped(reason)) }
      return .reply(
        .outcome(Outcome(trace: play.trace, error: RunError(error, step: play.count)))
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
private struct InProcessStage<Schedulers: SchedulersUnderTest>: ScenarioStage {
  typealias Failure = any Error

  private let scenario: Scenario
  private var schedulers: Schedulers
  private(set) var schedulerCount: Int
  private(set) var groupCount: Int
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
    groupCount = scenario.groups.count
    schedulerCount = specs.count
  }

  mutating func save() { saved = schedulers }

  mutating func add(_ scheduler: SchedulerSpec) throws {
    let noted = scheduler.noting()
    specs.append(noted)
    try schedulers.add(noted)
    schedulerCount += 1
  }

  mutating func reload(_ reload: Reload) throws {
    let state = saved ?? schedulers
    var anew = scenario
    anew.groups = reload.groups ?? scenario.groups
    anew.schedulers = reload.schedulers ?? scenario.schedulers
    let setup = try Setup(anew)
    specs += reload.schedulers == nil ? [] : setup.schedulers
    schedulers = try Schedulers(setup)
    (groupCount, schedulerCount) = (anew.groups.count, anew.schedulers.count)
    if let scope = reload.scope {
      try schedulers.reload(state, scope)
    } else {
      for part in reload.load { try schedulers.reload(state, part == .optimizer ? .optimizer : .scheduler) }
    }
  }

  mutating func step(_ scheduler: Int) throws { try schedulers.step(scheduler) }

  mutating func step(_ scheduler: Int, epoch: Number) throws {
    try schedulers.step(scheduler, epoch: epoch.double())
  }

  mutating func step(_ scheduler: Int, metric: Number) throws {
    try schedulers.step(scheduler, metric: metric.double())
  }

  mutating func setLR(_ rates: [Number]) throws { try schedulers.setLR(rates.map { try $0.double() }) }

  mutating func add(_ group: ParameterGroup) throws {
    let added = Optimizer(scenario.optimizer, groups: [group]).groups
    for group in added { try schedulers.add(GroupSetup(group)) }
    groupCount += added.count
  }

  mutating func observe(_ channel: Channel, _ values: inout [Double]) throws {
    switch channel {
    case .lr: values += try schedulers.lr
    case .momentum: values += try schedulers.momentum.map { $0 ?? Trace.missing }
    case .lastEpoch: values += try schedulers.lastEpoch.map { $0 ?? Trace.missing }
    case .lastLR: values += try schedulers.lastLR
    case .getLR: values += try schedulers.getLR()
    case .beta2: values += try schedulers.beta2.map { $0 ?? Trace.missing }
    case .initialLR: values += try schedulers.initialLR.map { $0 ?? Trace.missing }
    case .state(let key): values.append(try schedulers.state(key) ?? Trace.missing)
    }
  }
}
