/// Polynomial decay to zero over `totalIters` steps.
///
///     lr(t) = lr(t−1) · ((1 − t / total_iters) / (1 − (t − 1) / total_iters)) ^ power   for t ≤ total_iters
///     step(epoch): lr(t) = base_lr · (1 − min(total_iters, t) / total_iters) ^ power
///
/// ```swift
/// var scheduler = try PolynomialLR(&optimizer, totalIters: 100, power: 2.0)
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `PolynomialLR`.
public struct PolynomialLR: EpochScheduler {
  package var state = Self.unstarted
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
    totalIters: any PythonNumber = 5,
    power: any PythonNumber = 1.0,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    self.totalIters = totalIters.number
    self.power = power.number
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] {
    [("total_iters", totalIters), ("power", power)]
  }

  package static var hasClosedForm: Bool { true }
  package static var multipliesLR: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, totalIters, power) = (now.epoch, A(totalIters), A(power))
    let isOver = try t > totalIters
    if A.either("the initial step or t > total_iters", now.isInitial, isOver) { return try now.currentLR }
    return try now.currentLR * ((1.0 - t / totalIters) / (1.0 - (t - 1) / totalIters)) ** power
  }

  package func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, totalIters, power) = (now.epoch, A(totalIters), A(power))
    return try now.baseLR * (1.0 - A.minimum(totalIters, t) / totalIters) ** power
  }
}
