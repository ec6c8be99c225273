/// Cosine annealing without restarts: down to `etaMin` in `tMax` epochs, then up again.
///
///     lr(t) = (1 + cos(π·t / T_max)) / (1 + cos(π·(t − 1) / T_max)) · (lr(t−1) − eta_min) + eta_min
///     lr(t) = lr(t−1) + (base_lr − eta_min) · (1 − cos(π / T_max)) / 2      where t − 1 is an odd multiple of T_max
///     step(epoch): lr(t) = eta_min + (base_lr − eta_min) · (1 + cos(π·t / T_max)) / 2
///
/// Source: PyTorch `CosineAnnealingLR`; Loshchilov and Hutter, SGDR (arXiv 1608.03983).
public struct CosineAnnealingLR: LRScheduler, EpochScheduler {
  package var state: EpochState
  var plain = PlainSlot<Plain>()
  /// The epochs from the largest to the smallest lr.
  public let tMax: Number
  /// The smallest lr.
  public let etaMin: Number

  /// - Parameters:
  ///   - tMax: The epochs from the largest to the smallest lr.
  ///   - etaMin: The smallest lr.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `KeyError` when resuming without `initial_lr`. A period of zero raises `ZeroDivisionError` in the
  ///   first step.
  public init(
    _ optimizer: inout Optimizer,
    tMax: Number,
    etaMin: Number = 0.0,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    self.tMax = tMax
    self.etaMin = etaMin
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    let epoch = state.lastEpoch
    if state.isInitial {
      optimizer.appendCurrentLR(to: &values)
    } else if state.stepCount == 1, try epoch > 0 {
      // Only get_lr() right after a resumed construction comes here.
      let factor = try 1 + PythonMath.cos(epoch * PythonMath.pi / tMax)
      for index in 0..<min(state.baseLRs.count, optimizer.groups.count) {
        values.append(try etaMin + (state.baseLRs[index] - etaMin) * factor / 2)
      }
      try optimizer.requireGroups(state.baseLRs.count)
    } else if try (epoch - 1 - tMax).modulo(2 * tMax).isZero {
      // The quotient below would be 0 / 0: the lr leaves eta_min by the first difference of the closed form.
      let factor = try 1 - PythonMath.cos(PythonMath.pi / tMax)
      for index in 0..<min(state.baseLRs.count, optimizer.groups.count) {
        values.append(
          try optimizer.groups[index].lr + (state.baseLRs[index] - etaMin) * factor / 2
        )
      }
      try optimizer.requireGroups(state.baseLRs.count)
    } else {
      let now = try 1 + PythonMath.cos(PythonMath.pi * epoch / tMax)
      let before = try 1 + PythonMath.cos(PythonMath.pi * (epoch - 1) / tMax)
      let ratio = try now / before
      for index in optimizer.groups.indices {
        values.append(try ratio * (optimizer.groups[index].lr - etaMin) + etaMin)
      }
    }
  }

  package static var hasClosedForm: Bool { true }

  package func appendClosedFormLR(to values: inout RateList) throws(PythonError) {
    for base in state.baseLRs {
      let factor = try 1 + PythonMath.cos(PythonMath.pi * state.lastEpoch / tMax)
      values.append(try etaMin + (base - etaMin) * factor / 2)
    }
  }
}

extension CosineAnnealingLR: PlainEpochScheduler {
  struct Plain: PlainSchedule {
    var epoch: Int
    // 1 + cos(π·epoch / T_max), which the next step divides by.
    var height: Double
    // The next epoch at which the lr leaves eta_min, and whether this one is such.
    var departure: Int
    var departs = false
    var ratio = 1.0
    let tMax: Int
    let etaMin: Double
    // 1 − cos(π / T_max).
    let firstDrop: Double

    @inline(__always)
    mutating func advance() -> Bool {
      let next = 1 + CLibrary.cosine(Double.pi * Double(epoch + 1) / Double(tMax))
      departs = epoch + 1 == departure
      if departs {
        departure += 2 * tMax
      } else {
        guard height != 0 else { return false }
        ratio = next / height
      }
      epoch &+= 1
      height = next
      return true
    }

    @inline(__always)
    func rate(_ current: Double, _ base: Double) -> Double {
      departs
        ? current + (base - etaMin) * firstDrop / 2
        : ratio * (current - etaMin) + etaMin
    }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    guard state.stepCount > 0, case .integer(let tMax) = tMax, tMax > 0,
      tMax.magnitude < Number.exactIntegers / 4, let etaMin = etaMin.plain, let bases = state.plainBaseLRs
    else { return nil }
    // The first epoch after this one that is T_max + 1 more than a multiple of 2·T_max.
    let periods = epoch < tMax + 1 ? 0 : (epoch - tMax - 1) / (2 * tMax) + 1
    let schedule = Plain(
      epoch: epoch,
      height: 1 + CLibrary.cosine(Double.pi * Double(epoch) / Double(tMax)),
      departure: tMax + 1 + periods * 2 * tMax,
      tMax: tMax,
      etaMin: etaMin,
      firstDrop: 1 - CLibrary.cosine(Double.pi / Double(tMax))
    )
    return PlainSlot(schedule, bases)
  }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) { try plainStep(&optimizer) }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    try plainSteps(&optimizer, count: count, into: &rates)
  }
}
