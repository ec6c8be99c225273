import LRSchedulers
import Scenarios

/// What is to be built: the optimizer's parameter groups and the schedulers on them.
public struct Setup: Sendable {
  /// The optimizer's kind.
  public var optimizer: OptimizerKind
  /// The parameter groups; one, unless `.groups` is declared.
  public var groups: [GroupSetup]
  /// The schedulers, to be built in order on the one optimizer.
  public var schedulers: [SchedulerSpec]

  init(_ scenario: Scenario) throws(PythonError) {
    optimizer = scenario.optimizer
    groups = []
    for group in Optimizer(scenario.optimizer, groups: scenario.groups).groups {
      groups.append(try GroupSetup(group))
    }
    schedulers = scenario.schedulers.map { $0.noting() }
  }

  /// The scheduler, where there is only one.
  ///
  /// - Throws: `Unsupported` where there are several.
  public func onlyScheduler() throws(Unsupported) -> SchedulerSpec {
    guard schedulers.count == 1 else { throw Unsupported("several schedulers on one optimizer") }
    return schedulers[0]
  }
}

/// A parameter group to be made, the optimizer's defaults filled in.
public struct GroupSetup: Sendable, Equatable {
  /// The learning rate.
  public var lr: Double
  /// The type of a learning rate that is a Tensor; nil for a number.
  public var tensor: Tensor.DType?
  /// SGD's momentum; nil for other optimizers.
  public var momentum: Double?
  /// Adam's coefficients, two of them; nil for other optimizers.
  public var betas: [Double]?
  /// The base learning rate of a group that is resumed.
  public var initialLR: Double?
  /// OneCycleLR's upper learning rate of a group that is resumed.
  public var maxLR: Double?
  /// OneCycleLR's final learning rate of a group that is resumed.
  public var minLR: Double?
  /// The upper momentum of a group that is resumed.
  public var maxMomentum: Double?
  /// The lower momentum of a group that is resumed.
  public var baseMomentum: Double?
  /// The learning rate that SWALR anneals to, of a group that is resumed or added.
  public var swaLR: Double?

  init(_ group: ParameterGroup) throws(PythonError) {
    lr = try group.lr.double()
    if case .tensor(let value) = group.lr { tensor = value.dtype }
    momentum = try group.momentum?.double()
    if let pair = group.betas { betas = [try pair.first.double(), try pair.second.double()] }
    initialLR = try group.initialLR?.double()
    maxLR = try group.maxLR?.double()
    minLR = try group.minLR?.double()
    maxMomentum = try group.maxMomentum?.double()
    baseMomentum = try group.baseMomentum?.double()
    swaLR = try group.swaLR?.double()
  }
}
