/// One cycle: from `maxLR / divFactor` up to `maxLR`, then down to a fraction of where it started; the momentum
/// goes the other way.
///
///     initial_lr = max_lr / div_factor,  min_lr = initial_lr / final_div_factor
///     phases end at pct_start·N − 1 and N − 1; with three phases at pct_start·N − 1, 2·pct_start·N − 2, N − 1
///     cos:    end + (start − end) / 2 · (1 + cos(π·pct))
///     linear: (end − start) · pct + start
///
/// ```swift
/// var scheduler = try OneCycleLR(&optimizer, maxLR: 0.1, totalSteps: 1000, annealStrategy: .linear)
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `OneCycleLR`; Smith and Topin, Super-Convergence (arXiv 1708.07120).
public struct OneCycleLR: EpochScheduler {
  package var state = Self.unstarted
  /// The number of steps of the cycle.
  public let totalSteps: Number
  // Where each phase ends.
  private let ends: [Number]
  private let annealStrategy: AnnealStrategy
  private let cyclesMomentum: Bool

  /// - Parameters:
  ///   - maxLR: The largest lr.
  ///   - totalSteps: The number of steps of the cycle; else `epochs` times `stepsPerEpoch`.
  ///   - epochs: The number of epochs.
  ///   - stepsPerEpoch: The number of steps in an epoch.
  ///   - pctStart: The part of the cycle that rises, a float from 0 to 1.
  ///   - annealStrategy: How the lr changes within a phase.
  ///   - cycleMomentum: Whether the momentum, or the first beta, cycles.
  ///   - baseMomentum: The lower momentum, at the largest lr.
  ///   - maxMomentum: The upper momentum.
  ///   - divFactor: The largest lr over the initial one.
  ///   - finalDivFactor: The initial lr over the final one.
  ///   - threePhase: Whether the lr falls back to the initial one first and to the final one then.
  ///   - lastEpoch: The step to resume from; -1 starts.
  /// - Throws: `ValueError` for numbers of steps that are no positive integers, for a `pctStart` that is no
  ///   float from 0 to 1, for an unknown strategy, for an optimizer without momentum, and in the step after
  ///   `totalSteps`; `KeyError` for a group that lacks the bounds; `ZeroDivisionError` for a phase of no length.
  public init(
    _ optimizer: inout Optimizer,
    maxLR: PerGroup,
    totalSteps: (any PythonNumber)? = nil,
    epochs: (any PythonNumber)? = nil,
    stepsPerEpoch: (any PythonNumber)? = nil,
    pctStart: any PythonNumber = 0.3,
    annealStrategy: AnnealStrategy = .cosine,
    cycleMomentum: Bool = true,
    baseMomentum: PerGroup = 0.85,
    maxMomentum: PerGroup = 0.95,
    divFactor: any PythonNumber = 25.0,
    finalDivFactor: any PythonNumber = 1e4,
    threePhase: Bool = false,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    let total: Number
    if let totalSteps {
      total = try totalSteps.number.positiveInteger(named: "total_steps")
    } else if let epochs, let stepsPerEpoch {
      let epochs = try epochs.number.positiveInteger(named: "epochs")
      let steps = try stepsPerEpoch.number.positiveInteger(named: "steps_per_epoch")
      total = try epochs * steps
    } else {
      throw PythonError(.valueError, "neither total_steps nor both epochs and steps_per_epoch")
    }
    self.totalSteps = total
    let pctStart = pctStart.number
    ends = try Fault.constructing { () throws(PythonError) in
      func float(_ x: Faulty) throws(PythonError) -> Faulty { Faulty(.float(try x.number.double())) }
      let (total, pctStart) = (Faulty(total), Faulty(pctStart))
      let hasThreePhases = Faulty.condition("three_phase", threePhase)
      var ends = [try float(pctStart * total) - 1]
      if hasThreePhases { ends.append(try float(2 * pctStart * total) - 2) }
      // A float as well: a float is subtracted from it, and no step depends on how it compares.
      ends.append(try float(total - 1))
      return ends.map(\.number)
    }

    let pctProblem = "pct_start is not a float between 0 and 1"
    let pct = try pctStart.checked(from: 0, to: 1, pctProblem)
    if pct.isInteger { throw PythonError(.valueError, pctProblem) }
    try annealStrategy.refuseUnknown()
    self.annealStrategy = annealStrategy

    let starts = lastEpoch.number == -1
    let maxLRs = try maxLR.values(named: "max_lr", for: optimizer)
    if Fault.constructing({ Faulty.condition("last_epoch is −1", starts) }) {
      for index in optimizer.groups.indices {
        let (lr, maxLR) = (Faulty(optimizer.groups[index].lr), Faulty(maxLRs[index]))
        (optimizer.groups[index].initialLR, optimizer.groups[index].minLR) =
          try Fault.constructing { () throws(PythonError) in
            let initial = try maxLR / Faulty(divFactor.number)
            let initialOrLR = Faulty.operand("initial_lr", initial, not: "lr", lr)
            let start = Faulty.operand("initial_lr", initialOrLR, not: "max_lr", maxLR)
            return (initial.number, try (start / Faulty(finalDivFactor.number)).number)
          }
        optimizer.groups[index].maxLR = maxLRs[index]
      }
    }
    cyclesMomentum = cycleMomentum
    _ = try MomentumBounds(
      &optimizer,
      cycles: cycleMomentum,
      base: baseMomentum,
      max: maxMomentum,
      starts: starts
    )
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] { [("total_steps", totalSteps)] }

  package static var readsOptions: Bool { true }
  package static var setsMomentum: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    if try now.epoch > A(totalSteps) {
      throw PythonError(.valueError, "a step beyond the total of steps")
    }
    let (phase, pct) = try phase(now.epoch)
    let start = try phase == 1 ? now.option(.maxLR) : now.option(.initialLR)
    let isLast = phase == ends.count - 1
    let end = try phase == 0 ? now.option(.maxLR) : isLast ? now.option(.minLR) : now.option(.initialLR)
    return try anneal(start, end, pct)
  }

  @inline(__always)
  package func momentum<A>(_ now: Moment<A>) throws(PythonError) -> A? {
    if !A.condition("cycle_momentum", cyclesMomentum) { return nil }
    let (phase, pct) = try phase(now.epoch)
    let start = try phase == 1 ? now.option(.baseMomentum) : now.option(.maxMomentum)
    let end = try phase == 0 ? now.option(.baseMomentum) : now.option(.maxMomentum)
    return try anneal(start, end, pct)
  }

  // The phase of a step, and the part of it that is over.
  @inline(__always)
  private func phase<A: Arithmetic>(_ step: A) throws(PythonError) -> (index: Int, pct: A) {
    _ = A.condition("three_phase", ends.count > 2)
    var (start, end): (A, A) = (0.0, A(ends[0]))
    var index = 0
    while index < ends.count - 1, try step > end {
      index += 1
      (start, end) = (end, A(ends[index]))
    }
    return (index, try ((step - start) / (end - start)).named("pct"))
  }

  private func anneal<A: Arithmetic>(_ start: A, _ end: A, _ pct: A) throws(PythonError) -> A {
    A.condition("anneal_strategy is linear", annealStrategy == .linear)
      ? try (last(end, start) - first(start, end)) * pct + first(start, end)
      : try last(end, start) + (first(start, end) - last(end, start)) / 2.0 * (A.cos(A.pi * pct) + 1)
  }

  // The ends are easily taken for each other.
  private func first<A: Arithmetic>(_ start: A, _ end: A) -> A { A.operand("start", start, not: "end", end) }

  private func last<A: Arithmetic>(_ end: A, _ start: A) -> A {
    A.operand("end", end, not: "start", start)
  }
}
