/// Cosine annealing with warm restarts: after T_0 epochs the lr jumps back to the base lr, and each period is
/// `tMult` times as long as the one before.
///
///     lr = eta_min + (base_lr − eta_min) · (1 + cos(π·T_cur / T_i)) / 2
///
/// `step(epoch)` takes fractions of an epoch. It finds the period by a logarithm whose rounding PyTorch does not
/// correct: at an exact restart it may still be in the period before, whose end it then shows
/// (T_0 1, T_mult 3, epoch 121).
/// Source: PyTorch `CosineAnnealingWarmRestarts`; Loshchilov and Hutter, SGDR (arXiv 1608.03983).
public struct CosineAnnealingWarmRestarts: LRScheduler, EpochScheduler {
  package var state: EpochState
  /// The length of the first period, epochs.
  public let t0: Number
  /// The factor from one period's length to the next.
  public let tMult: Number
  /// The smallest lr.
  public let etaMin: Number
  /// The epochs since the last restart.
  public private(set) var tCur: Number
  /// The length of the current period, epochs.
  public private(set) var tI: Number

  /// - Parameters:
  ///   - t0: The length of the first period, a positive integer.
  ///   - tMult: The factor from one period's length to the next, a positive integer.
  ///   - etaMin: The smallest lr.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a period or factor that is no positive integer.
  public init(
    _ optimizer: inout Optimizer,
    t0: Number,
    tMult: Number = 1,
    etaMin: Number = 0.0,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    try t0.refuseUnlessInteger(from: 1, "T_0 is not a positive integer")
    try tMult.refuseUnlessInteger(from: 1, "T_mult is not a positive integer")
    self.t0 = t0
    self.tMult = tMult
    self.etaMin = etaMin
    tI = t0
    tCur = lastEpoch
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    guard !state.baseLRs.isEmpty else { return }
    let factor = try 1 + PythonMath.cos(PythonMath.pi * tCur / tI)
    for base in state.baseLRs {
      values.append(try etaMin + (base - etaMin) * factor / 2)
    }
  }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if try state.lastEpoch < 0 {
      try step(&optimizer, 0)
      return
    }
    tCur = try tCur + 1
    if try tCur >= tI {
      tCur = try tCur.modulo(tI)
      tI = try tI * tMult
    }
    state.lastEpoch = try PythonMath.floor(state.lastEpoch + 1)
    try update(&optimizer, closedForm: false)
  }

  public mutating func step(_ optimizer: inout Optimizer, _ epoch: Number) throws(PythonError) {
    if try epoch < 0 { throw PythonError(.valueError, "the epoch is negative") }
    if try epoch >= t0 {
      if tMult == 1 {
        tCur = try epoch.modulo(t0)
      } else {
        let periods = try epoch / t0 * (tMult - 1) + 1
        let n = try PythonMath.truncated(PythonMath.log(periods, base: tMult))
        tCur = try epoch - t0 * (tMult.power(n) - 1) / (tMult - 1)
        tI = try t0 * tMult.power(n)
      }
    } else {
      tI = t0
      tCur = epoch
    }
    state.lastEpoch = try PythonMath.floor(epoch)
    try update(&optimizer, closedForm: false)
  }

  // PyTorch's step is its own and does not count the calls.
  public mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    try step(&optimizer)
  }
}
