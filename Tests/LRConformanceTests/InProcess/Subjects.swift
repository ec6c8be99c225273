import LRSchedulers

@testable import Adapters
@testable import Fixtures
@testable import InProcess
@testable import ReferencePlay
@testable import Scenarios

/// The reference behind the protocol, with all that there is.
struct ReferenceUnderTest: SchedulersUnderTest {
  static let schedulers = SchedulerType.allCases
  static let features = Feature.allCases
  static let channels = Channel.allCases
  static let precision = Precision.exact

  private var optimizer: Optimizer
  private var schedulers: [any LRScheduler] = []

  init(_ setup: Setup) throws {
    optimizer = Optimizer(setup.optimizer, groups: setup.groups.map(ParameterGroup.init))
    for spec in setup.schedulers { schedulers.append(try SchedulerFactory().make(spec, &optimizer)) }
  }

  mutating func step(_ scheduler: Int) throws { try schedulers[scheduler].step(&optimizer) }

  mutating func step(_ scheduler: Int, epoch: Double) throws {
    try schedulers[scheduler].step(&optimizer, Number(python: epoch))
  }

  mutating func step(_ scheduler: Int, metric: Double) throws {
    try schedulers[scheduler].step(&optimizer, metric)
  }

  mutating func setLR(_ rates: [Double]) {
    for (index, rate) in rates.enumerated() { optimizer.groups[index].lr = .float(rate) }
  }

  mutating func add(_ group: GroupSetup) { optimizer.add(ParameterGroup(group)) }

  mutating func reload(_ saved: Self, _ scope: ReloadScope) throws {
    if scope != .scheduler { try optimizer.load(saved.optimizer) }
    if scope == .optimizer { return }
    for (index, state) in zip(schedulers.indices, saved.schedulers) { try schedulers[index].load(state) }
  }

  mutating func add(_ scheduler: SchedulerSpec) throws {
    schedulers.append(try SchedulerFactory().make(scheduler, &optimizer))
  }

  var beta2: [Double?] { get throws { try optimizer.groups.map { try $0.betas?.second.double() } } }
  var initialLR: [Double?] { get throws { try optimizer.groups.map { try $0.initialLR?.double() } } }
  func state(_ key: String) throws -> Double? {
    try (schedulers.last as? any SavedState)?.savedNumber(key)?.double()
  }

  var lr: [Double] { get throws { try optimizer.groups.map { try $0.lr.double() } } }
  var momentum: [Double?] { get throws { try optimizer.groups.map { try $0.observedMomentum?.double() } } }
  var lastEpoch: [Double?] { get throws { try schedulers.map { try $0.lastEpoch?.double() } } }
  var lastLR: [Double] { get throws { try schedulers.last?.lastLR.map { try $0.double() } ?? [] } }

  mutating func getLR() throws -> [Double] {
    try schedulers.last?.getLR(&optimizer).map { try $0.double() } ?? []
  }
}

extension Number {
  /// A whole double as Python's `int`, as a scenario writes it.
  fileprivate init(python value: Double) { self = Int(exactly: value).map { .integer($0) } ?? .float(value) }
}

extension ParameterGroup {
  fileprivate init(_ group: GroupSetup) {
    self.init(
      lr: group.tensor.map { Number.tensor(Tensor(group.lr, $0)) } ?? Number.float(group.lr),
      momentum: group.momentum,
      betas: group.betas.map { Betas(.float($0[0]), .float($0[1])) },
      initialLR: group.initialLR,
      maxLR: group.maxLR,
      minLR: group.minLR,
      maxMomentum: group.maxMomentum,
      baseMomentum: group.baseMomentum,
      swaLR: group.swaLR
    )
  }
}

/// As little as a package can write: StepLR, one group, `step()` and `lr`. The decay comes one step late on request.
protocol SmallStepLR: SchedulersUnderTest {
  static var lateness: Int { get }
  var state: SmallState { get set }
  init(state: SmallState)
}

/// What StepLR knows.
struct SmallState {
  var rate: Double
  var stepSize: Int
  var gamma: Double
  var steps = 0
}

/// A wrong period is refused.
struct PeriodRefused: Error {}

extension SmallStepLR {
  static var schedulers: [SchedulerType] { [.step] }

  init(_ setup: Setup) throws {
    let spec = try setup.onlyScheduler()
    self.init(
      state: SmallState(
        rate: setup.groups[0].lr,
        stepSize: try spec.int("step_size"),
        gamma: try spec.double("gamma")
      )
    )
  }

  mutating func step(_ scheduler: Int) throws {
    state.steps += 1
    let epoch = state.steps - Self.lateness
    if state.stepSize == 0 { throw PeriodRefused() }
    if epoch > 0, epoch.isMultiple(of: state.stepSize) { state.rate *= state.gamma }
  }

  var lr: [Double] { [state.rate] }
}

struct RightStepLR: SmallStepLR {
  static let lateness = 0
  var state: SmallState
}

struct LateStepLR: SmallStepLR {
  static let lateness = 1
  var state: SmallState
}

/// Declares all and has written nothing of it.
struct BoastfulStepLR: SmallStepLR {
  static let lateness = 0
  static let schedulers = SchedulerType.allCases
  static let features = Feature.allCases
  static let channels = Channel.allCases
  var state: SmallState
}

/// Asks for an argument that StepLR has not.
struct MisreadingStepLR: SmallStepLR {
  static let lateness = 0
  var state: SmallState

  init(state: SmallState) { self.state = state }

  init(_ setup: Setup) throws {
    state = SmallState(rate: setup.groups[0].lr, stepSize: try setup.onlyScheduler().int("period"), gamma: 1)
  }
}

/// StepLR as a class, which is its own state.
final class StepLRObject: SchedulersUnderTest {
  static let schedulers: [SchedulerType] = [.step]
  static let features: [Feature] = [.reload]

  private let stepSize: Int
  private let gamma: Double
  private var steps = 0
  private(set) var lr: [Double]

  init(_ setup: Setup) throws {
    let spec = try setup.onlyScheduler()
    stepSize = try spec.int("step_size")
    gamma = try spec.double("gamma")
    lr = setup.groups.map(\.lr)
  }

  func step(_ scheduler: Int) {
    steps += 1
    if steps.isMultiple(of: stepSize) { lr = lr.map { $0 * gamma } }
  }

  func reload(_ saved: StepLRObject, _ scope: ReloadScope) {
    steps = saved.steps
    if scope == .all { lr = saved.lr }
  }
}
