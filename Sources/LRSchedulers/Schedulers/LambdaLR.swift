/// The base lr times a function of the epoch.
///
///     lr(t) = base_lr · lr_lambda(t)
///
/// Source: PyTorch `LambdaLR`.
public struct LambdaLR: LRScheduler, FunctionScheduler {
  package var state: EpochState
  /// One function for each group that there was at construction.
  let lambdas: [ScheduleFunction]

  /// - Parameters:
  ///   - lrLambda: The factor as a function of the epoch.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a list of another length than the groups'; what the function raises.
  public init(
    _ optimizer: inout Optimizer,
    lrLambda: ScheduleFunctions,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    lambdas = try lrLambda.functions(for: optimizer)
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  static var multipliesBase: Bool { true }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) { try functionStep(&optimizer) }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    try functionSteps(&optimizer, count: count, into: &rates)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    let count = min(lambdas.count, state.baseLRs.count)
    for index in 0..<count {
      values.append(try multiplicand(optimizer, index) * lambdas[index](state.lastEpoch))
    }
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    self.state = try state.state(of: LambdaLR.self).state
  }
}
