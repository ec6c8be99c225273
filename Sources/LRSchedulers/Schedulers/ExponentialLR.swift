/// Decay by gamma every epoch.
///
///     lr(t) = lr(t−1) · gamma
///     step(epoch): lr(t) = base_lr · gamma ^ t
///
/// ```swift
/// let decay = 0.95
/// var scheduler = try ExponentialLR(&optimizer, gamma: decay)
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `ExponentialLR`.
public struct ExponentialLR: EpochScheduler {
  package var state = Self.unstarted
  /// The factor of each epoch.
  public let gamma: Number

  /// - Parameters:
  ///   - gamma: The factor of each epoch.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `KeyError` when resuming without `initial_lr`.
  public init(
    _ optimizer: inout Optimizer,
    gamma: any PythonNumber,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    self.gamma = gamma.number
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] { [("gamma", gamma)] }

  package static var hasClosedForm: Bool { true }
  package static var multipliesLR: Bool { true }

  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    if now.isFirst { return try now.currentLR }
    return try now.currentLR * A(gamma)
  }

  package func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A {
    try now.baseLR * A(gamma) ** now.epoch
  }
}
