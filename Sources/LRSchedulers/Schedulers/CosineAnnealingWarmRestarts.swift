/// Cosine annealing with warm restarts: after T_0 epochs the lr jumps back to the base lr, and each period is
/// `tMult` times as long as the one before.
///
///     lr = eta_min + (base_lr − eta_min) · (1 + cos(π·T_cur / T_i)) / 2
///
/// `step(epoch)` takes fractions of an epoch. It finds the period by a logarithm whose rounding PyTorch does not
/// correct: at an exact restart it may still be in the period before, whose end it then shows
/// (T_0 1, T_mult 3, epoch 121).
///
/// ```swift
/// var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 10, tMult: 2)
/// try scheduler.step(&optimizer, 0.5)
/// ```
///
/// Source: PyTorch `CosineAnnealingWarmRestarts`; Loshchilov and Hutter, SGDR (arXiv 1608.03983).
public struct CosineAnnealingWarmRestarts: EpochScheduler {
  package var state = Self.unstarted
  package var period: Period<Number>?
  /// The length of the first period, epochs.
  public let t0: Number
  /// The factor from one period's length to the next.
  public let tMult: Number
  /// The smallest lr.
  public let etaMin: Number

  /// - Parameters:
  ///   - t0: The length of the first period, a positive integer.
  ///   - tMult: The factor from one period's length to the next, a positive integer.
  ///   - etaMin: The smallest lr.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a period or factor that is no positive integer.
  public init(
    _ optimizer: inout Optimizer,
    t0: any PythonNumber,
    tMult: any PythonNumber = 1,
    etaMin: any PythonNumber = 0.0,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    self.t0 = try t0.number.positiveInteger(named: "T_0")
    self.tMult = try tMult.number.positiveInteger(named: "T_mult")
    self.etaMin = etaMin.number
    period = Period(current: lastEpoch.number, length: t0.number)
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] {
    [("T_0", t0), ("T_i", tI), ("T_mult", tMult), ("eta_min", etaMin), ("T_cur", tCur)]
  }

  package static var givesRatePerBaseLR: Bool { true }
  package static var keepsPeriod: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    guard let period = now.period else { return now.lr }
    let etaMin = A(etaMin)
    let tCur = A.operand("T_cur", period.current, not: "last_epoch", now.epoch)
    let tI = A.operand("T_i", period.length, not: "T_0", A(t0))
    return try etaMin + (now.baseLR - etaMin) * (1 + A.cos(A.pi * tCur / tI)) / 2
  }

  @inline(__always)
  package func next<A>(_ period: Period<A>) throws(PythonError) -> Period<A> {
    var (tCur, tI) = (period.current, period.length)
    tCur.become(try tCur + 1)
    let t0 = A(t0)
    if try tCur >= A.operand("T_i", tI, not: "T_0", t0) {
      tCur.become(try tCur % A.operand("T_i", tI, not: "T_0", t0))
      tI.become(try A.operand("T_i", tI, not: "T_0", t0) * A(tMult))
    }
    return Period(current: tCur, length: tI)
  }

  /// T_cur and T_i at an epoch, which may be a fraction.
  package func period<A>(at epoch: A) throws(PythonError) -> Period<A> {
    let (first, old, tMult) = (A(t0), A(tI), A(tMult))
    var t0: A { A.operand("T_0", first, not: "T_i", old) }
    guard try epoch >= t0 else { return Period(current: epoch, length: t0) }
    if try tMult == 1 { return Period(current: try epoch % t0, length: old) }
    let n = try A.truncated(A.log(epoch / t0 * (tMult - 1) + 1, base: tMult))
    return Period(
      current: try epoch - t0 * (tMult ** n - 1) / (tMult - 1),
      length: try t0 * tMult ** n
    )
  }

  /// T_cur: the epochs since the last restart.
  public var tCur: Number { period?.current ?? 0 }
  /// T_i: the length of the current period, epochs.
  public var tI: Number { period?.length ?? t0 }

  // PyTorch's step is its own and does not count the calls.
  package mutating func exactStep(_ optimizer: inout Optimizer) throws(PythonError) {
    if try state.lastEpoch < 0 {
      try step(&optimizer, 0)
      return
    }
    if let current = period?.map(Faulty.init) {
      let next = try state.fault.computing(.period) { () throws(PythonError) in try self.next(current) }
      period = next.map(\.number)
    }
    state.lastEpoch = try PythonMath.floor(state.lastEpoch + state.stride)
    try update(&optimizer, closedForm: false)
  }

  public mutating func step(_ optimizer: inout Optimizer, _ epoch: any PythonNumber) throws(PythonError) {
    let epoch = epoch.number
    if try epoch < 0 { throw PythonError(.valueError, "the epoch is negative") }
    let found = try state.fault.computing(.periodAtEpoch) { () throws(PythonError) in
      try period(at: Faulty(epoch))
    }
    period = found.map(\.number)
    state.lastEpoch = try PythonMath.floor(epoch)
    try update(&optimizer, closedForm: false)
  }

  package mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    try step(&optimizer)
  }
}
