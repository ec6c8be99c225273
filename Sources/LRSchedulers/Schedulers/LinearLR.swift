/// A factor that changes linearly from `startFactor` to `endFactor` over `totalIters` steps.
///
///     lr(0) = lr · start
///     lr(t) = lr(t−1) · (1 + (end − start) / (total_iters · start + (t − 1) · (end − start)))   for t ≤ total_iters
///     step(epoch): lr(t) = base_lr · (start + (end − start) · min(total_iters, t) / total_iters)
///
/// Source: PyTorch `LinearLR`.
public struct LinearLR: LRScheduler, EpochScheduler {
  package var state: EpochState
  var plain = PlainSlot<Plain>()
  /// The factor of the first epoch.
  public let startFactor: Number
  /// The factor from epoch `totalIters` on.
  public let endFactor: Number
  /// The number of steps from one to the other.
  public let totalIters: Number

  /// - Parameters:
  ///   - startFactor: The factor of the first epoch, above 0 and at most 1.
  ///   - endFactor: The factor from epoch `totalIters` on, 0 to 1.
  ///   - totalIters: The number of steps from one to the other.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a factor out of range; `ZeroDivisionError` where the recursion divides by zero.
  public init(
    _ optimizer: inout Optimizer,
    startFactor: Number = .float(1.0 / 3),
    endFactor: Number = 1.0,
    totalIters: Number = 5,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    let startProblem = "the start factor is not above 0 and at most 1"
    try startFactor.refuse(below: 0, above: 1.0, startProblem)
    if startFactor == 0 { throw PythonError(.valueError, startProblem) }
    try endFactor.refuse(below: 0, above: 1.0, "the end factor is not between 0 and 1")
    self.startFactor = startFactor
    self.endFactor = endFactor
    self.totalIters = totalIters
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    if state.lastEpoch.isZero {
      try optimizer.appendCurrentLR(times: startFactor, to: &values)
      return
    }
    let done = try state.lastEpoch > totalIters
    if state.isInitial || done {
      optimizer.appendCurrentLR(to: &values)
      return
    }
    guard !optimizer.groups.isEmpty else { return }
    let change = try endFactor - startFactor
    let previous = try totalIters * startFactor + (state.lastEpoch - 1) * change
    try optimizer.appendCurrentLR(times: 1.0 + change / previous, to: &values)
  }

  package static var hasClosedForm: Bool { true }

  package func appendClosedFormLR(to values: inout RateList) throws(PythonError) {
    for base in state.baseLRs {
      let elapsed = try Number.minimum(totalIters, state.lastEpoch)
      let factor = try startFactor + (endFactor - startFactor) * elapsed / totalIters
      values.append(try base * factor)
    }
  }
}

extension LinearLR: PlainEpochScheduler, ScalingScheduler {
  struct Plain: ScalingSchedule {
    var epoch: Int
    var factor = 1.0
    let total: Double
    // total_iters · start, and end − start.
    let scaledStart: Double
    let change: Double

    @inline(__always)
    mutating func advance() -> Bool {
      if Double(epoch + 1) > total {
        factor = 1
      } else {
        let previous = scaledStart + Double(epoch) * change
        guard previous != 0 else { return false }
        factor = 1.0 + change / previous
      }
      epoch &+= 1
      return true
    }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    guard let start = startFactor.plain, let end = endFactor.plain, let total = totalIters.plain
    else { return nil }
    return PlainSlot(
      Plain(epoch: epoch, total: total, scaledStart: total * start, change: end - start),
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
