/// Decay by gamma every epoch.
///
///     lr(t) = lr(t−1) · gamma
///     step(epoch): lr(t) = base_lr · gamma ^ t
///
/// Source: PyTorch `ExponentialLR`.
public struct ExponentialLR: LRScheduler, EpochScheduler {
  package var state: EpochState
  var plain = PlainSlot<Plain>()
  /// The factor of each epoch.
  public let gamma: Number

  /// - Parameters:
  ///   - gamma: The factor of each epoch.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `KeyError` when resuming without `initial_lr`.
  public init(
    _ optimizer: inout Optimizer,
    gamma: Number,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    self.gamma = gamma
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    if state.isInitial {
      optimizer.appendCurrentLR(to: &values)
    } else {
      try optimizer.appendCurrentLR(times: gamma, to: &values)
    }
  }

  package static var hasClosedForm: Bool { true }

  package func appendClosedFormLR(to values: inout RateList) throws(PythonError) {
    for base in state.baseLRs {
      values.append(try base * gamma.power(state.lastEpoch))
    }
  }
}

extension ExponentialLR: PlainEpochScheduler, ScalingScheduler {
  struct Plain: ScalingSchedule {
    var epoch: Int
    let gamma: Double

    @inline(__always)
    mutating func advance() -> Bool {
      epoch &+= 1
      return true
    }

    @inline(__always)
    var factor: Double { gamma }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    gamma.plain.map { PlainSlot(Plain(epoch: epoch, gamma: $0), groups: optimizer.groups.count) }
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
