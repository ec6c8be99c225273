/// The current lr times a function of the epoch, each step.
///
///     lr(t) = lr(t−1) · lr_lambda(t)
///
/// ```swift
/// let factor = ScheduleFunction { (_) throws(PythonError) in 0.95 }
/// var scheduler = try MultiplicativeLR(&optimizer, lrLambda: .all(factor))
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `MultiplicativeLR`.
public struct MultiplicativeLR: EpochScheduler {
  package var state = Self.unstarted
  private let lrLambda: ScheduleFunctions
  // How many groups there were at construction: others have no function.
  private let groupCount: Int

  /// - Parameters:
  ///   - lrLambda: The factor of one step as a function of the epoch; not called for epoch 0.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a list of another length than the groups'; `TypeError` for what is no function.
  public init(
    _ optimizer: inout Optimizer,
    lrLambda: ScheduleFunctions,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    try lrLambda.requireOne(forEach: optimizer.groups)
    self.lrLambda = lrLambda
    groupCount = optimizer.groups.count
    guard lrLambda.areCallable else {
      throw PythonError(.typeError, "lr_lambda is not a function")
    }
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    if now.isFirst { return try now.currentLR }
    guard now.group < groupCount else {
      throw PythonError(.valueError, "more parameter groups than lr_lambdas")
    }
    return try now.currentLR * A.call(lrLambda, now.epoch, group: now.group)
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    self.state = try state.state(of: MultiplicativeLR.self).state
  }
}
