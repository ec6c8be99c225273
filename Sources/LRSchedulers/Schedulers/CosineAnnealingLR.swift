/// Cosine annealing without restarts: down to `etaMin` in `tMax` epochs, then up again.
///
///     lr(t) = (1 + cos(π·t / T_max)) / (1 + cos(π·(t − 1) / T_max)) · (lr(t−1) − eta_min) + eta_min
///     lr(t) = lr(t−1) + (base_lr − eta_min) · (1 − cos(π / T_max)) / 2      where t − 1 is an odd multiple of T_max
///     step(epoch): lr(t) = eta_min + (base_lr − eta_min) · (1 + cos(π·t / T_max)) / 2
///
/// ```swift
/// var scheduler = try CosineAnnealingLR(&optimizer, tMax: 100, etaMin: 1e-5)
/// var rates: [Double] = []
/// try scheduler.step(&optimizer, count: 100, into: &rates)
/// ```
///
/// Source: PyTorch `CosineAnnealingLR`; Loshchilov and Hutter, SGDR (arXiv 1608.03983).
public struct CosineAnnealingLR: EpochScheduler {
  package var state = Self.unstarted
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
    tMax: any PythonNumber,
    etaMin: any PythonNumber = 0.0,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    self.tMax = tMax.number
    self.etaMin = etaMin.number
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] { [("T_max", tMax), ("eta_min", etaMin)] }

  package static var hasClosedForm: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, tMax, etaMin) = (now.epoch, A(tMax), A(etaMin))
    if now.isFirst { return try now.currentLR }
    // Only get_lr() right after a resumed construction comes here.
    if try now.stepCount == 1, try t > 0 {
      return try etaMin + (now.baseLR - etaMin) * (1 + now.cos(t * A.pi / tMax)) / 2
    }
    // The quotient below would be 0 / 0: the lr leaves eta_min by the first difference of the closed form.
    if try (t - 1 - tMax) % (2 * tMax) == 0 {
      return try now.currentLR + (now.baseLR - etaMin) * (1 - A.cos(A.pi / tMax)) / 2
    }
    let before = try now.cos(A.pi * (t - 1) / tMax)
    return try (1 + now.cos(A.pi * t / tMax)) / (1 + before) * (now.currentLR - etaMin) + etaMin
  }

  package func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (t, tMax, etaMin) = (now.epoch, A(tMax), A(etaMin))
    return try etaMin + (now.baseLR - etaMin) * (1 + now.cos(A.pi * t / tMax)) / 2
  }
}
