/// Polynomial decay to zero over `totalIters` steps.
///
///     lr(t) = lr(t−1) · ((1 − t / total_iters) / (1 − (t − 1) / total_iters)) ^ power   for t ≤ total_iters
///     step(epoch): lr(t) = base_lr · (1 − min(total_iters, t) / total_iters) ^ power
///
/// Source: PyTorch `PolynomialLR`.
public struct PolynomialLR: LRScheduler, EpochScheduler {
  package var state: EpochState
  var plain = PlainSlot<Plain>()
  /// The number of steps to zero.
  public let totalIters: Number
  /// The exponent; 1 is linear decay.
  public let power: Number

  /// - Parameters:
  ///   - totalIters: The number of steps to zero.
  ///   - power: The exponent; 1 is linear decay.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `KeyError` when resuming without `initial_lr`.
  public init(
    _ optimizer: inout Optimizer,
    totalIters: Number = 5,
    power: Number = 1.0,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    self.totalIters = totalIters
    self.power = power
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    let done = try state.lastEpoch > totalIters
    if state.isInitial || done {
      optimizer.appendCurrentLR(to: &values)
      return
    }
    let remaining = try 1.0 - state.lastEpoch / totalIters
    let before = try 1.0 - (state.lastEpoch - 1) / totalIters
    try optimizer.appendCurrentLR(times: (remaining / before).power(power), to: &values)
  }

  package static var hasClosedForm: Bool { true }

  package func appendClosedFormLR(to values: inout RateList) throws(PythonError) {
    for base in state.baseLRs {
      let elapsed = try Number.minimum(totalIters, state.lastEpoch)
      values.append(try base * (1.0 - elapsed / totalIters).power(power))
    }
  }
}

extension PolynomialLR: PlainEpochScheduler, ScalingScheduler {
  struct Plain: ScalingSchedule {
    var epoch: Int
    // 1 − epoch / total_iters, which the next step divides by.
    var remaining: Double
    var factor = 1.0
    let total: Double
    let power: Double

    @inline(__always)
    mutating func advance() -> Bool {
      if Double(epoch + 1) > total {
        factor = 1
      } else {
        let next = 1.0 - Double(epoch + 1) / total
        let ratio = next / remaining
        // pow's special cases, zero and negative bases among them, are the exact arithmetic's.
        guard remaining > 0, ratio > 0, ratio.isFinite else { return false }
        let factor = CLibrary.power(ofVariable: ratio, power)
        guard factor.isFinite else { return false }
        self.factor = factor
        remaining = next
      }
      epoch &+= 1
      return true
    }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    guard let total = totalIters.plain, let power = power.plain, total > 0, power.isFinite else { return nil }
    return PlainSlot(
      Plain(epoch: epoch, remaining: 1.0 - Double(epoch) / total, total: total, power: power),
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
