/// The current lr times a function of the epoch, each step.
///
///     lr(t) = lr(t−1) · lr_lambda(t)
///
/// Source: PyTorch `MultiplicativeLR`.
public struct MultiplicativeLR: LRScheduler, FunctionScheduler {
  package var state: EpochState
  /// One function for each group that there was at construction.
  let lambdas: [ScheduleFunction]

  /// - Parameters:
  ///   - lrLambda: The factor of one step as a function of the epoch; not called for epoch 0.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a list of another length than the groups'; `TypeError` for what is no function.
  public init(
    _ optimizer: inout Optimizer,
    lrLambda: ScheduleFunctions,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    lambdas = try lrLambda.functions(for: optimizer)
    guard lambdas.allSatisfy(\.isCallable) else {
      throw PythonError(.typeError, "lr_lambda is not a function")
    }
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  static var multipliesBase: Bool { false }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) { try functionStep(&optimizer) }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    try functionSteps(&optimizer, count: count, into: &rates)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    if state.isInitial {
      optimizer.appendCurrentLR(to: &values)
      return
    }
    for index in 0..<min(lambdas.count, optimizer.groups.count) {
      values.append(try multiplicand(optimizer, index) * lambdas[index](state.lastEpoch))
    }
    try optimizer.requireGroups(lambdas.count)
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    self.state = try state.state(of: MultiplicativeLR.self).state
  }
}
