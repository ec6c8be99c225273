/// Decay by gamma every `stepSize` epochs.
///
///     lr(t) = lr(t−1) · gamma   if t > 0 and t mod step_size = 0, otherwise lr(t−1)
///     step(epoch): lr(t) = base_lr · gamma ^ (t div step_size)
///
/// ```swift
/// var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05)])
/// var scheduler = try StepLR(&optimizer, stepSize: 30, gamma: 0.1)
/// for _ in 0..<30 { try scheduler.step(&optimizer) }
/// print(optimizer.learningRates)  // [0.005000000000000001]
/// ```
///
/// Source: PyTorch `StepLR`.
public struct StepLR: EpochScheduler {
  package var state = Self.unstarted
  /// The period of the decay, epochs.
  public let stepSize: Number
  /// The factor of each decay.
  public let gamma: Number

  /// - Parameters:
  ///   - stepSize: The period of the decay, epochs.
  ///   - gamma: The factor of each decay.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `KeyError` when resuming without `initial_lr`. A period of zero raises `ZeroDivisionError` in the
  ///   first step.
  public init(
    _ optimizer: inout Optimizer,
    stepSize: any PythonNumber,
    gamma: any PythonNumber = 0.1,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    self.stepSize = stepSize.number
    self.gamma = gamma.number
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] { [("step_size", stepSize), ("gamma", gamma)] }

  package static var hasClosedForm: Bool { true }
  package static var multipliesLR: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, stepSize, gamma) = (now.epoch, A(stepSize), A(gamma))
    let isLater = try t != 0
    let isMultiple = try isLater ? t % stepSize == 0 : true
    guard A.both("t ≠ 0 and t mod step_size = 0", isLater, isMultiple) else { return try now.currentLR }
    return try now.currentLR * gamma
  }

  package func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, stepSize, gamma) = (now.epoch, A(stepSize), A(gamma))
    return try now.baseLR * gamma ** (t /% stepSize)
  }
}
