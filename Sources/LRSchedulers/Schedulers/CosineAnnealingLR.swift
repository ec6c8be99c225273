/// Cosine annealing without restarts: down to `etaMin` in `tMax` epochs, then up again.
///
///     lr(t) = (1 + cos(π·t / T_max)) / (1 + cos(π·(t − 1) / T_max)) · (lr(t−1) − eta_min) + eta_min
///     lr(t) = lr(t−1) + (base_lr − eta_min) · (1 − cos(π / T_max)) / 2      where t − 1 is an odd multiple of T_max
///     step(epoch): lr(t) = eta_min + (base_lr − eta_min) · (1 + cos(π·t / T_max)) / 2
///
/// Source: PyTorch `CosineAnnealingLR`; Loshchilov and Hutter, SGDR (arXiv 1608.03983).
public struct CosineAnnealingLR: LRScheduler, EpochScheduler {
  package var state: EpochState
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
