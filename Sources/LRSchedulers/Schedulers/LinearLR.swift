/// A factor that changes linearly from `startFactor` to `endFactor` over `totalIters` steps.
///
///     lr(0) = lr · start
///     lr(t) = lr(t−1) · (1 + (end − start) / (total_iters · start + (t − 1) · (end − start)))   for t ≤ total_iters
///     step(epoch): lr(t) = base_lr · (start + (end − start) · min(total_iters, t) / total_iters)
///
/// ```swift
/// var scheduler = try LinearLR(&optimizer, startFactor: 0.1, totalIters: 500)
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `LinearLR`.
public struct LinearLR: EpochScheduler {
  package var state = Self.unstarted
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
    startFactor: any PythonNumber = 1.0 / 3,
    endFactor: any PythonNumber = 1.0,
    totalIters: any PythonNumber = 5,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    let startProblem = "the start factor is not above 0 and at most 1"
    self.startFactor = try startFactor.number.checked(from: 0, to: 1.0, startProblem)
    if self.startFactor == 0 { throw PythonError(.valueError, startProblem) }
    self.endFactor = try endFactor.number.checked(from: 0, to: 1.0, "the end factor is not between 0 and 1")
    self.totalIters = totalIters.number
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] {
    [("start_factor", startFactor), ("end_factor", endFactor), ("total_iters", totalIters)]
  }

  package static var hasClosedForm: Bool { true }
  package static var multipliesLR: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, factors) = (now.epoch, Factors(start: A(startFactor), end: A(endFactor)))
    let totalIters = A(totalIters)
    if try t == 0 { return try now.currentLR * factors.first }
    let isOver = try t > totalIters
    if A.either("the initial step or t > total_iters", now.isInitial, isOver) { return try now.currentLR }
    let change = try factors.last - factors.first
    return try now.currentLR
      * (1.0 + change / (totalIters * factors.first + (t - 1) * (factors.last - factors.first)))
  }

  package func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, factors) = (now.epoch, Factors(start: A(startFactor), end: A(endFactor)))
    let totalIters = A(totalIters)
    return try now.baseLR
      * (factors.first + (factors.last - factors.first) * A.minimum(totalIters, t) / totalIters)
  }

  // The two factors, which are easily taken for each other.
  private struct Factors<A: Arithmetic> {
    let start: A
    let end: A

    var first: A { A.operand("start_factor", start, not: "end_factor", end) }
    var last: A { A.operand("end_factor", end, not: "start_factor", start) }
  }
}
