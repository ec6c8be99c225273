/// Anneals each group's lr to a fixed one, for stochastic weight averaging.
///
///     lr(t) = swa_lr · α(t) + lr₀ · (1 − α(t)),  lr₀ = (lr(t−1) − α(t−1) · swa_lr) / (1 − α(t−1))
///     cos:    α(t) = (1 − cos(π · min(1, t / anneal_epochs))) / 2
///     linear: α(t) = min(1, t / anneal_epochs)
///
/// t counts the steps, also after a resume: PyTorch's `_step_count`.
///
/// ```swift
/// var scheduler = try SWALR(&optimizer, swaLR: 0.05, annealEpochs: 20, annealStrategy: .linear)
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `torch.optim.swa_utils.SWALR`; Izmailov et al., Averaging Weights Leads to Wider Optima and Better
/// Generalization (arXiv 1803.05407).
public struct SWALR: EpochScheduler {
  package var state = Self.unstarted
  /// The number of epochs of the annealing.
  public let annealEpochs: Number
  /// How the lr changes on the way.
  public let annealStrategy: AnnealStrategy

  /// - Parameters:
  ///   - swaLR: The lr to anneal to.
  ///   - annealEpochs: The number of epochs of the annealing, 0 or more.
  ///   - annealStrategy: How the lr changes on the way.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a list of another length than the groups', for an unknown strategy, and for a number
  ///   of epochs that is no integer from 0.
  public init(
    _ optimizer: inout Optimizer,
    swaLR: PerGroup,
    annealEpochs: any PythonNumber = 10,
    annealStrategy: AnnealStrategy = .cosine,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    let targets = try swaLR.values(named: "swa_lr", for: optimizer)
    for index in optimizer.groups.indices { optimizer.groups[index].swaLR = targets[index] }
    try annealStrategy.refuseUnknown()
    guard annealEpochs.number.isInteger, try annealEpochs.number >= 0 else {
      throw PythonError(.valueError, "anneal_epochs is not an integer from 0")
    }
    self.annealEpochs = annealEpochs.number
    self.annealStrategy = annealStrategy
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] { [("anneal_epochs", annealEpochs)] }

  package static var readsOptions: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (swaLR, annealEpochs) = (try now.option(.swaLR), A(annealEpochs))
    var t = try (now.stepCount - 1).named("t")
    if try annealEpochs == 0 { t = try A.maximum(1, t) }
    let before = try alpha(t - 1, annealEpochs)
    let lr0 = try before == 1 ? swaLR : (now.currentLR - before * swaLR) / (1 - before)
    let alpha = try alpha(t, annealEpochs)
    return try swaLR * alpha + lr0 * (1 - alpha)
  }

  private func alpha<A: Arithmetic>(_ t: A, _ annealEpochs: A) throws(PythonError) -> A {
    let part = try A.maximum(0, A.minimum(1, t / A.maximum(1, annealEpochs)))
    return (try annealStrategy == .linear ? part : (1 - A.cos(A.pi * part)) / 2).named("α")
  }
}

/// How OneCycleLR and SWALR go from one lr to another.
public enum AnnealStrategy: String, Sendable, CaseIterable {
  /// Along half a cosine.
  case cosine = "cos"
  /// Along a straight line.
  case linear
  /// Any other text; refused, as by PyTorch.
  case unknown

  func refuseUnknown() throws(PythonError) {
    if self == .unknown { throw PythonError(.valueError, "anneal_strategy is neither 'cos' nor 'linear'") }
  }
}
