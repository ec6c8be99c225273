/// The base lr times a function of the epoch.
///
///     lr(t) = base_lr · lr_lambda(t)
///
/// ```swift
/// let decay = ScheduleFunction { (epoch) throws(PythonError) in try Number.float(0.95).power(epoch) }
/// var scheduler = try LambdaLR(&optimizer, lrLambda: .all(decay))
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `LambdaLR`.
public struct LambdaLR: EpochScheduler {
  package var state = Self.unstarted
  private let lrLambda: ScheduleFunctions
  // How many groups there were at construction: others have no function.
  private let groupCount: Int

  /// - Parameters:
  ///   - lrLambda: The factor as a function of the epoch.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a list of another length than the groups'; what the function raises.
  public init(
    _ optimizer: inout Optimizer,
    lrLambda: ScheduleFunctions,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    try lrLambda.requireOne(forEach: optimizer.groups)
    self.lrLambda = lrLambda
    groupCount = optimizer.groups.count
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package static var givesRatePerBaseLR: Bool { true }

  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    guard now.group < groupCount else {
      throw PythonError(.valueError, "more base learning rates than lr_lambdas")
    }
    return try now.baseLR * A.call(lrLambda, now.epoch, group: now.group)
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    self.state = try state.state(of: LambdaLR.self).state
  }
}
