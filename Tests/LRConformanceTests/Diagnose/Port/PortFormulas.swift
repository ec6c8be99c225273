import LRSchedulers
import Scenarios

/// The formulas.
extension PortScheduler {
  private var gamma: Real { mistakes.contains(.gammaIgnored) ? Real(0.1) : real("gamma") }

  private var etaMin: Real { mistakes.contains(.etaMinIgnored) ? 0 : real("eta_min") }

  private var stepSize: Double {
    let given = number("step_size")
    if mistakes.contains(.stepSizePlusOne) { return given + 1 }
    return mistakes.contains(.stepSizeMinusOne) ? given - 1 : given
  }

  private var decays: [Double] {
    var given = numbers("milestones").sorted()
    if mistakes.contains(.milestonesAsSet) { given = Set(given).sorted() }
    if mistakes.contains(.milestonesLate) { return given.map { $0 + 1 } }
    return mistakes.contains(.milestonesEarly) ? given.map { $0 - 1 } : given
  }

  private var total: Double {
    let given = number("total_iters")
    if mistakes.contains(.totalPlusOne) { return given + 1 }
    if mistakes.contains(.totalMinusOne) || mistakes.contains(.rampDividedByTotalMinusOne) {
      return given - 1
    }
    return given
  }

  private var endFactor: Real { mistakes.contains(.endFactorIgnored) ? 1 : real("end_factor") }

  private var period: Double {
    mistakes.contains(.cosineShortPeriod) ? number("T_max") - 1 : number("T_max")
  }

  private func expression(_ function: Expression, _ x: Double) -> Real {
    let argument: Number = x == x.rounded() ? .integer(Int(x)) : .float(x)
    return Real((try? function(argument).double()) ?? .nan)
  }

  /// The next rates, from those that are there.
  func rates(_ groups: [Group], isInitial: Bool) -> [Real] {
    let current = groups.map(\.lr)
    func times(_ factor: Real) -> [Real] { current.map { $0 * factor } }
    switch spec.type {
    case .lambda: return zip(bases, functions(groups.count)).map { $0 * expression($1, epoch) }
    case .multiplicative:
      return isInitial ? current : zip(current, functions(groups.count)).map { $0 * expression($1, epoch) }
    case .step:
      if mistakes.contains(.gammaEachStep) { return isInitial ? current : times(gamma) }
      if mistakes.contains(.stepDecayLate) {
        return epoch > 1 && remainder(epoch - 1, stepSize) == 0 ? times(gamma) : current
      }
      return epoch != 0 && remainder(epoch, stepSize) == 0 ? times(gamma) : current
    case .multiStep:
      if mistakes.contains(.gammaEachStep) { return isInitial ? current : times(gamma) }
      return times(Real.power(gamma, Real(decays.filter { $0 == epoch }.count)))
    case .constant:
      if epoch == 0 { return times(real("factor")) }
      return epoch == total && !mistakes.contains(.factorKept) ? times(1 / real("factor")) : current
    case .linear:
      let start = real("start_factor")
      if epoch == 0 { return times(start) }
      let end =
        mistakes.contains(.rampStopsEarly) ? total - 1 : mistakes.contains(.rampLineLate) ? total + 1 : total
      if isInitial || epoch > end { return current }
      let change = endFactor - start
      return times(1 + change / (Real(total) * start + Real(epoch - 1) * change))
    case .exponential: return isInitial ? current : times(gamma)
    case .polynomial:
      let end = mistakes.contains(.rampStopsEarly) ? total - 1 : total
      if isInitial || epoch > end { return current }
      let ratio = (1 - Real(epoch / total)) / (1 - Real((epoch - 1) / total))
      return times(Real.power(ratio, real("power")))
    case .cosineAnnealing: return cosine(current, isInitial: isInitial)
    case .cyclic: return cyclic(groups)
    case .oneCycle: return oneCycle(groups)
    case .warmRestarts, .plateau, .chained, .sequential, .swa: return current
    }
  }

  /// The rates as a function of the epoch, where PyTorch has one.
  func closedForm() -> [Real]? {
    func scaled(_ factor: Real) -> [Real] { bases.map { factor * $0 } }
    switch spec.type {
    case .step: return scaled(Real.power(gamma, Real((epoch / stepSize).rounded(.down))))
    case .multiStep: return scaled(Real.power(gamma, Real(decays.filter { $0 <= epoch }.count)))
    case .constant:
      return scaled(epoch >= total && !mistakes.contains(.factorKept) ? 1 : real("factor"))
    case .linear:
      let share = Real(min(total, epoch)) / Real(total)
      return scaled(real("start_factor") * (1 - share) + endFactor * share)
    case .exponential: return scaled(Real.power(gamma, Real(epoch)))
    case .polynomial:
      return scaled(Real.power((Real(total) - Real(min(total, epoch))) / Real(total), real("power")))
    case .cosineAnnealing: return wave(epoch / period, bases)
    default: return nil
    }
  }

  // Half a wave from the base down to eta_min at a share of 1.
  private func wave(_ share: Double, _ bases: [Real]) -> [Real] {
    let half = (1 + Real.cosine(Real.pi * Real(share))) / 2
    return bases.map { $0 * half + etaMin * (1 - half) }
  }

  private func cosine(_ current: [Real], isInitial: Bool) -> [Real] {
    if isInitial { return current }
    if mistakes.contains(.clampedAfterPeriod) { return wave(min(1, epoch / period), bases) }
    if mistakes.contains(.restartsAfterPeriod) { return wave(remainder(epoch, period) / period, bases) }
    let now = 1 + Real.cosine(Real.pi * Real(epoch / period))
    if remainder(epoch - 1 - period, 2 * period) == 0 {
      let rise = (1 - Real.cosine(Real.pi / Real(period))) / 2
      return zip(current, bases).map { $0 + ($1 - etaMin) * rise }
    }
    let before = 1 + Real.cosine(Real.pi * Real((epoch - 1) / period))
    return current.map { etaMin + ($0 - etaMin) * (now / before) }
  }

  // MARK: Warm restarts

  private var firstPeriod: Double {
    mistakes.contains(.firstPeriodLonger) ? number("T_0") + 1 : number("T_0")
  }

  private var multiplier: Double { mistakes.contains(.multiplierIgnored) ? 1 : number("T_mult") }

  func advanceCycle(_ groups: [Group]) {
    epoch = (epoch + 1).rounded(.down)
    cycleEpoch += 1
    let wraps = !mistakes.contains(.risesAfterPeriod) && !mistakes.contains(.clampedAfterPeriod)
    if wraps, cycleEpoch >= cycleLength {
      cycleEpoch -= cycleLength
      cycleLength *= multiplier
    }
    assignCycle(groups)
  }

  func jumpCycle(_ groups: [Group], to target: Double) {
    epoch = target.rounded(.down)
    cycleLength = firstPeriod
    cycleEpoch = target
    if target >= firstPeriod, !mistakes.contains(.risesAfterPeriod), !mistakes.contains(.clampedAfterPeriod) {
      if multiplier == 1 {
        cycleEpoch = remainder(target, firstPeriod)
      } else if mistakes.contains(.exactPeriods) {
        while cycleEpoch >= cycleLength {
          cycleEpoch -= cycleLength
          cycleLength *= multiplier
        }
      } else {
        let count =
          (Double.logarithm(target / firstPeriod * (multiplier - 1) + 1) / Double.logarithm(multiplier))
          .rounded(.towardZero)
        let growth = Double.power(multiplier, count)
        cycleEpoch = target - firstPeriod * (growth - 1) / (multiplier - 1)
        cycleLength = firstPeriod * growth
      }
    }
    assignCycle(groups)
  }

  private func assignCycle(_ groups: [Group]) {
    let share = cycleEpoch / cycleLength
    assign(wave(mistakes.contains(.clampedAfterPeriod) ? min(share, 1) : share, bases), groups)
  }

  // MARK: Cycles

  func startCycles(_ groups: [Group]) {
    let low = perGroup("base_lr", groups.count)
    let momentums = perGroup("max_momentum", groups.count)
    for index in groups.indices {
      groups[index].lr = low[index]
      if flag("cycle_momentum") { groups[index].momentum = momentums[index] }
    }
  }

  private func cyclic(_ groups: [Group]) -> [Real] {
    let up = number("step_size_up")
    let down = spec["step_size_down"].map { _ in number("step_size_down") } ?? up
    let size = up + down.nanReplaced(by: up)
    let cycle = (1 + epoch / size).rounded(.down)
    let x = 1 + epoch / size - cycle
    let position = Real(x <= up / size ? x / (up / size) : (x - 1) / (up / size - 1))
    let scale = amplitude(cycle: cycle)
    let high = perGroup("max_lr", groups.count)
    if flag("cycle_momentum") {
      let low = perGroup("base_momentum", groups.count)
      let high = perGroup("max_momentum", groups.count)
      for index in groups.indices {
        let height = (high[index] - low[index]) * position * scale
        let follows = mistakes.contains(.momentumWithRate)
        groups[index].momentum = follows ? low[index] + height : high[index] - height
      }
    }
    return zip(bases, high).map { $0 + ($1 - $0) * position * scale }
  }

  private func amplitude(cycle: Double) -> Real {
    if mistakes.contains(.cycleUnscaled) { return 1 }
    if case .function(let function) = spec["scale_fn"] {
      return expression(function, text("scale_mode") == "cycle" ? cycle : epoch)
    }
    switch text("mode") {
    case "triangular2":
      if mistakes.contains(.halvedByIteration) { return Real.power(2, 1 - Real(epoch)) }
      if mistakes.contains(.halvedByIterationFromOne) { return Real.power(2, -Real(epoch)) }
      return Real.power(Real(0.5), Real(mistakes.contains(.halvedEarly) ? cycle : cycle - 1))
    case "exp_range":
      if mistakes.contains(.decayedByCycle) { return Real.power(gamma, Real(cycle)) }
      if mistakes.contains(.decayedByCycleFromZero) { return Real.power(gamma, Real(cycle - 1)) }
      return Real.power(gamma, Real(epoch))
    default: return 1
    }
  }

  private var totalSteps: Double {
    spec["total_steps"].map { _ in number("total_steps") } ?? number("epochs") * number("steps_per_epoch")
  }

  func startOneCycle(_ groups: [Group]) {
    let high = perGroup("max_lr", groups.count)
    let momentums = perGroup("max_momentum", groups.count)
    for index in groups.indices {
      groups[index].initial = high[index] / real("div_factor")
      groups[index].highest = high[index]
      groups[index].lowest = high[index] / real("div_factor") / real("final_div_factor")
      if flag("cycle_momentum") { groups[index].momentum = momentums[index] }
    }
  }

  private func oneCycle(_ groups: [Group]) -> [Real] {
    let pct = number("pct_start")
    var peak = pct * totalSteps - 1
    if mistakes.contains(.peakLate) { peak += 1 }
    if mistakes.contains(.peakEarly) { peak -= 1 }
    let threePhases = flag("three_phase") && !mistakes.contains(.threePhasesIgnored)
    var (start, end, phase) = (0.0, peak, 0)
    if epoch > peak {
      (start, end, phase) = (peak, totalSteps - 1, 1)
      if threePhases {
        let back = 2 * pct * totalSteps - 2
        (start, end, phase) = epoch <= back ? (peak, back, 1) : (back, totalSteps - 1, 2)
      }
    }
    let share = Real((epoch - start) / (end - start))
    let isLinear = (text("anneal_strategy") == "linear") != mistakes.contains(.linearAnnealing)
    let weight = isLinear ? share : (1 - Real.cosine(Real.pi * share)) / 2
    let low = perGroup("base_momentum", groups.count)
    let high = perGroup("max_momentum", groups.count)
    return groups.indices.map { index in
      let group = groups[index]
      let initial = group.initial ?? 0
      let levels =
        threePhases
        ? [initial, group.highest, initial, group.lowest] : [initial, group.highest, group.lowest]
      if flag("cycle_momentum") {
        let follows = mistakes.contains(.momentumWithRate)
        let (rest, turn) = follows ? (low[index], high[index]) : (high[index], low[index])
        let momentums = [rest, turn, rest, rest]
        group.momentum = momentums[phase] + (momentums[phase + 1] - momentums[phase]) * weight
      }
      return levels[phase] + (levels[phase + 1] - levels[phase]) * weight
    }
  }
}

extension Double {
  fileprivate func nanReplaced(by other: Double) -> Double { isNaN ? other : self }
}
