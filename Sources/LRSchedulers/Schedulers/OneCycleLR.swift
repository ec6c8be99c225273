/// One cycle: from `maxLR / divFactor` up to `maxLR`, then down to a fraction of where it started; the momentum
/// goes the other way.
///
///     initial_lr = max_lr / div_factor,  min_lr = initial_lr / final_div_factor
///     phases end at pct_start·N − 1 and N − 1; with three phases at pct_start·N − 1, 2·pct_start·N − 2, N − 1
///     cos:    end + (start − end) / 2 · (1 + cos(π·pct))
///     linear: (end − start) · pct + start
///
/// Source: PyTorch `OneCycleLR`; Smith and Topin, Super-Convergence (arXiv 1708.07120).
public struct OneCycleLR: LRScheduler, EpochScheduler {
  private struct Phase {
    var end: Number
    var startLR: ParameterGroup.Option
    var endLR: ParameterGroup.Option
    var startMomentum: ParameterGroup.Option
    var endMomentum: ParameterGroup.Option
  }

  package var state: EpochState
  var plain = PlainSlot<Plain>()
  /// The number of steps of the cycle.
  public let totalSteps: Number
  private let phases: [Phase]
  private let annealsByCosine: Bool
  private let cyclesMomentum: Bool

  /// - Parameters:
  ///   - maxLR: The largest lr.
  ///   - totalSteps: The number of steps of the cycle; else `epochs` times `stepsPerEpoch`.
  ///   - epochs: The number of epochs.
  ///   - stepsPerEpoch: The number of steps in an epoch.
  ///   - pctStart: The part of the cycle that rises, a float from 0 to 1.
  ///   - annealStrategy: `cos` or `linear`.
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
    totalSteps: Number? = nil,
    epochs: Number? = nil,
    stepsPerEpoch: Number? = nil,
    pctStart: Number = 0.3,
    annealStrategy: String = "cos",
    cycleMomentum: Bool = true,
    baseMomentum: PerGroup = 0.85,
    maxMomentum: PerGroup = 0.95,
    divFactor: Number = 25.0,
    finalDivFactor: Number = 1e4,
    threePhase: Bool = false,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    let total: Number
    if let totalSteps {
      total = try OneCycleLR.positive(totalSteps, "total_steps")
    } else if let epochs, let stepsPerEpoch {
      let epochs = try OneCycleLR.positive(epochs, "epochs")
      total = try epochs * OneCycleLR.positive(stepsPerEpoch, "steps_per_epoch")
    } else {
      throw PythonError(.valueError, "neither total_steps nor both epochs and steps_per_epoch")
    }
    self.totalSteps = total
    phases = try OneCycleLR.phases(total, pctStart: pctStart, threePhase: threePhase)

    let pctProblem = "pct_start is not a float between 0 and 1"
    try pctStart.refuse(below: 0, above: 1, pctProblem)
    if pctStart.isInteger { throw PythonError(.valueError, pctProblem) }
    guard annealStrategy == "cos" || annealStrategy == "linear" else {
      throw PythonError(.valueError, "anneal_strategy is neither 'cos' nor 'linear'")
    }
    annealsByCosine = annealStrategy == "cos"

    let starts = lastEpoch == -1
    let maxLRs = try maxLR.values(named: "max_lr", for: optimizer)
    if starts {
      for index in optimizer.groups.indices {
        let initial = try maxLRs[index] / divFactor
        optimizer.groups[index].initialLR = initial
        optimizer.groups[index].maxLR = maxLRs[index]
        optimizer.groups[index].minLR = try initial / finalDivFactor
      }
    }
    cyclesMomentum = cycleMomentum
    if cycleMomentum {
      let bounds = try MomentumBounds(optimizer, base: baseMomentum, max: maxMomentum)
      if starts { bounds.apply(to: &optimizer) }
    }
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  private static func positive(_ count: Number, _ name: String) throws(PythonError) -> Number {
    try count.refuseUnlessInteger(from: 1, "\(name) is not a positive integer")
    return count
  }

  private static func phases(
    _ total: Number,
    pctStart: Number,
    threePhase: Bool
  ) throws(PythonError) -> [Phase] {
    let rise = Phase(
      end: try Number.float((pctStart * total).double()) - 1,
      startLR: .initialLR,
      endLR: .maxLR,
      startMomentum: .maxMomentum,
      endMomentum: .baseMomentum
    )
    guard threePhase else {
      let fall = Phase(
        end: try total - 1,
        startLR: .maxLR,
        endLR: .minLR,
        startMomentum: .baseMomentum,
        endMomentum: .maxMomentum
      )
      return [rise, fall]
    }
    let fall = Phase(
      end: try Number.float((2 * pctStart * total).double()) - 2,
      startLR: .maxLR,
      endLR: .initialLR,
      startMomentum: .baseMomentum,
      endMomentum: .maxMomentum
    )
    let annihilation = Phase(
      end: try total - 1,
      startLR: .initialLR,
      endLR: .minLR,
      startMomentum: .maxMomentum,
      endMomentum: .maxMomentum
    )
    return [rise, fall, annihilation]
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    let step = state.lastEpoch
    if try step > totalSteps {
      throw PythonError(.valueError, "a step beyond the total of steps")
    }
    guard !optimizer.groups.isEmpty else { return }
    var start: Number = 0.0
    var current = 0
    while current < phases.count - 1 {
      if try step <= phases[current].end { break }
      start = phases[current].end
      current += 1
    }
    let phase = phases[current]
    let pct = try (step - start) / (phase.end - start)
    // What the groups share of the cosine annealing.
    let weight = annealsByCosine ? try PythonMath.cos(PythonMath.pi * pct) + 1 : pct
    for index in optimizer.groups.indices {
      let start = try optimizer.groups[index].required(phase.startLR)
      values.append(try anneal(start, optimizer.groups[index].required(phase.endLR), weight))
      if cyclesMomentum {
        let momentum = try anneal(
          optimizer.groups[index].required(phase.startMomentum),
          optimizer.groups[index].required(phase.endMomentum),
          weight
        )
        optimizer.groups[index].setMomentum(momentum, of: optimizer.kind)
      }
    }
  }

  private func anneal(
    _ start: Number,
    _ end: Number,
    _ weight: Number
  ) throws(PythonError) -> Number {
    annealsByCosine
      ? try end + (start - end) / 2.0 * weight
      : try (end - start) * weight + start
  }
}

extension OneCycleLR: PlainEpochScheduler {
  // The rest of one phase.
  struct Plain: PlainSchedule {
    // The values at the phase's two ends, which are the group's options.
    struct Group: BitwiseCopyable, Sendable {
      // The options that they are of.
      let bounds: ParameterGroup.Bounds
      var startLR: Double
      var endLR: Double
      var startMomentum = 0.0
      var endMomentum = 0.0
    }

    var epoch: Int
    // cos(π·pct) + 1, or pct itself.
    var weight = 0.0
    let start: Double
    let length: Double
    let last: Double
    let annealsByCosine: Bool
    let setsMomentum: Bool

    @inline(__always)
    mutating func advance() -> Bool {
      let step = Double(epoch + 1)
      guard step <= last else { return false }
      epoch &+= 1
      let pct = (step - start) / length
      weight = annealsByCosine ? CLibrary.cosine(Double.pi * pct) + 1 : pct
      return true
    }

    @inline(__always)
    func rate(_ current: Double, _ group: Group) -> Double { anneal(group.startLR, group.endLR) }

    @inline(__always)
    func momentum(_ group: Group) -> Double { anneal(group.startMomentum, group.endMomentum) }

    @inline(__always)
    private func anneal(_ start: Double, _ end: Double) -> Double {
      annealsByCosine ? end + (start - end) / 2.0 * weight : (end - start) * weight + start
    }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    var start = 0.0
    var index = 0
    while index < phases.count - 1, let end = phases[index].end.plain, Double(epoch + 1) > end {
      start = end
      index += 1
    }
    let phase = phases[index]
    var groups: [Plain.Group] = []
    for group in optimizer.groups {
      guard let constants = constants(of: group, in: phase) else { return nil }
      groups.append(constants)
    }
    guard let total = totalSteps.plain, let end = phase.end.plain, end != start else { return nil }
    let schedule = Plain(
      epoch: epoch,
      start: start,
      length: end - start,
      last: min(index == phases.count - 1 ? total : end, total),
      annealsByCosine: annealsByCosine,
      setsMomentum: cyclesMomentum
    )
    return PlainSlot(schedule, groups)
  }

  // The options are read in each step: another scheduler, or a reload, may have changed them.
  @inline(__always)
  func isCurrent(_ schedule: Plain, _ optimizer: Optimizer) -> Bool {
    for index in optimizer.groups.indices
    where !optimizer.groups[index].has(plain.groups[index].bounds) { return false }
    return true
  }

  private func constants(of group: ParameterGroup, in phase: Phase) -> Plain.Group? {
    guard let start = group[phase.startLR]?.plain, let end = group[phase.endLR]?.plain else { return nil }
    var constants = Plain.Group(bounds: group.bounds, startLR: start, endLR: end)
    if cyclesMomentum {
      guard let start = group[phase.startMomentum]?.plain, let end = group[phase.endMomentum]?.plain
      else { return nil }
      constants.startMomentum = start
      constants.endMomentum = end
    }
    return constants
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
