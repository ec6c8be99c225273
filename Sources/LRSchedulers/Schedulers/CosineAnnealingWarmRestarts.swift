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
  var plain = PlainSlot<Plain>()
  /// The length of the first period, epochs.
  public let t0: Number
  /// The factor from one period's length to the next.
  public let tMult: Number
  /// The smallest lr.
  public let etaMin: Number
  /// The epochs since the last restart.
  public private(set) var tCur: Number {
    get { current.number }
    set { current.number = newValue }
  }
  /// The length of the current period, epochs.
  public private(set) var tI: Number {
    get { period.number }
    set { period.number = newValue }
  }
  private var current: IntegerCell
  private var period: IntegerCell

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
    period = IntegerCell(t0)
    current = IntegerCell(lastEpoch)
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

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) { try plainStep(&optimizer) }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    try plainSteps(&optimizer, count: count, into: &rates)
  }

  package mutating func exactStep(_ optimizer: inout Optimizer) throws(PythonError) {
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
    leavePlainSchedule()
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

extension CosineAnnealingWarmRestarts: PlainEpochScheduler {
  struct Plain: PlainSchedule {
    var epoch: Int
    var tCur: Int
    var tI: Int
    var factor = 2.0
    let tMult: Int
    let etaMin: Double

    @inline(__always)
    mutating func advance() -> Bool {
      var next = tCur + 1
      if next >= tI {
        let period = tI.multipliedReportingOverflow(by: tMult)
        guard !period.overflow, period.partialValue.magnitude < Number.exactIntegers else { return false }
        next %= tI
        tI = period.partialValue
      }
      epoch &+= 1
      tCur = next
      factor = 1 + CLibrary.cosine(Double.pi * Double(tCur) / Double(tI))
      return true
    }

    @inline(__always)
    func rate(_ current: Double, _ base: Double) -> Double {
      etaMin + (base - etaMin) * factor / 2
    }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    guard let tCur = current.integer, let tI = period.integer, case .integer(let tMult) = tMult,
      tCur >= 0, tI > 0, tCur.magnitude < Number.exactIntegers, tI.magnitude < Number.exactIntegers,
      let bases = state.plainBaseLRs, let etaMin = etaMin.plain
    else { return nil }
    return PlainSlot(Plain(epoch: epoch, tCur: tCur, tI: tI, tMult: tMult, etaMin: etaMin), bases)
  }

  mutating func follow(_ schedule: Plain) {
    current.set(schedule.tCur)
    period.set(schedule.tI)
  }
}
