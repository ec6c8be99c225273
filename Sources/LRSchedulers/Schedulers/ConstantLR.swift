/// The base lr times a constant factor until `totalIters`, then undone.
///
///     lr(0) = lr · factor,  lr(total_iters) = lr(t−1) · (1 / factor),  otherwise lr(t−1)
///     step(epoch): lr(t) = base_lr · (factor + (t ≥ total_iters) · (1 − factor))
///
/// Where `totalIters` is 0 the factor is never undone (PyTorch issue 185006).
///
/// ```swift
/// var scheduler = try ConstantLR(&optimizer, factor: 0.5, totalIters: 4)
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `ConstantLR`.
public struct ConstantLR: EpochScheduler {
  package var state = Self.unstarted
  /// The factor, 0 to 1.
  public let factor: Number
  /// The number of steps with the factor.
  public let totalIters: Number

  /// - Parameters:
  ///   - factor: The factor, 0 to 1.
  ///   - totalIters: The number of steps with the factor.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a factor out of range. A factor of zero raises `ZeroDivisionError` when it is to
  ///   be undone.
  public init(
    _ optimizer: inout Optimizer,
    factor: any PythonNumber = 1.0 / 3,
    totalIters: any PythonNumber = 5,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    self.factor = try factor.number.checked(from: 0, to: 1.0, "the factor is not between 0 and 1")
    self.totalIters = totalIters.number
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] {
    [("factor", factor), ("total_iters", totalIters)]
  }

  package static var hasClosedForm: Bool { true }
  package static var multipliesLR: Bool { true }

  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, factor) = (now.epoch, A(factor))
    if try t == 0 { return try now.currentLR * factor }
    if try t != A(totalIters) { return try now.currentLR }
    return try now.currentLR * (1.0 / factor)
  }

  package func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, factor) = (now.epoch, A(factor))
    let isOver: A = try t >= A(totalIters) ? 1 : 0
    return try now.baseLR * (factor + isOver * (1 - factor))
  }
}
