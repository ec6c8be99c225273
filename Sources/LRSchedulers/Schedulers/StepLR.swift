/// Decay by gamma every `stepSize` epochs.
///
///     lr(t) = lr(t−1) · gamma   if t > 0 and t mod step_size = 0, otherwise lr(t−1)
///     step(epoch): lr(t) = base_lr · gamma ^ (t div step_size)
///
/// Source: PyTorch `StepLR`.
public struct StepLR: LRScheduler, EpochScheduler {
  package var state: EpochState
  var plain = PlainSlot<Plain>()
  /// The period of the decay, epochs.
  public let stepSize: Number
  /// The factor of each decay.
  public let gamma: Number

  /// - Parameters:
  ///   - stepSize: The period of the decay, epochs.
  ///   - gamma: The factor of each decay.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `KeyError` when resuming without `initial_lr`. A period of zero raises `ZeroDivisionError` in the
  ///   first step.
  public init(
    _ optimizer: inout Optimizer,
    stepSize: Number,
    gamma: Number = 0.1,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    self.stepSize = stepSize
    self.gamma = gamma
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    if state.lastEpoch.isZero {
      optimizer.appendCurrentLR(to: &values)
    } else if try state.lastEpoch.modulo(stepSize).isZero {
      try optimizer.appendCurrentLR(times: gamma, to: &values)
    } else {
      optimizer.appendCurrentLR(to: &values)
    }
  }

  package static var hasClosedForm: Bool { true }

  package func appendClosedFormLR(to values: inout RateList) throws(PythonError) {
    for base in state.baseLRs {
      values.append(try base * gamma.power(state.lastEpoch.floorDivided(by: stepSize)))
    }
  }
}

extension StepLR: PlainEpochScheduler, ScalingScheduler {
  struct Plain: ScalingSchedule {
    var epoch: Int
    // The next epoch at which the lr decays, and whether this one is such.
    var next: Int
    var decays = false
    let period: Int
    let gamma: Double

    @inline(__always)
    static var mostlyStays: Bool { true }

    @inline(__always)
    mutating func advance() -> Bool {
      epoch &+= 1
      decays = epoch == next
      if decays { next += period }
      return true
    }

    @inline(__always)
    var factor: Double { decays ? gamma : 1 }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    guard case .integer(let period) = stepSize, period > 0, let gamma = gamma.plain,
      period.magnitude < Number.exactIntegers
    else { return nil }
    return PlainSlot(
      Plain(epoch: epoch, next: (epoch / period + 1) * period, period: period, gamma: gamma),
      groups: optimizer.groups.count
    )
  }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) { try plainStep(&optimizer) }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    try plainSteps(&optimizer, count: count, into: &rates)
  }
}
