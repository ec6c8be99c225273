import LRSchedulers
import ReferencePlay
import Scenarios

/// OneCycleLR that turns at `pct_start · total_steps` and ends at `total_steps`, where PyTorch does so one step before.
struct LatePhases: SchedulerAround {
  private struct Turn {
    var end: Double
    var lr: Double
    var isFast: Bool
  }

  var inner: any LRScheduler
  private var epoch: Number
  private let isCosine: Bool
  private let cyclesMomentum: Bool
  // The lr of a group at each turn, the start first.
  private var turns: [[Turn]] = []

  /// Builds OneCycleLR that way.
  ///
  /// - Parameter isWhole: Whether it turns at the last whole step before.
  static func building(atWholeSteps isWhole: Bool) -> PlayVariation.Build {
    { (spec, _, optimizer) throws(PythonError) in
      guard spec.type == .oneCycle, case .number(let pct) = spec.value(of: "pct_start"),
        case .flag(let isThree) = spec.value(of: "three_phase"), let total = spec.oneCycleSteps
      else { return nil }
      let scheduler = try SchedulerFactory().make(spec, &optimizer)
      let ends = try [1.0, 2.0].prefix(isThree ? 2 : 1).map { (factor) throws(PythonError) in
        let end = try factor * pct.double() * total
        return isWhole ? end.rounded(.down) : end
      }
      var late = LatePhases(scheduler, spec)
      try late.turn(at: ends + [total], optimizer)
      try late.set(&optimizer)
      return late
    }
  }

  private init(_ inner: any LRScheduler, _ spec: SchedulerSpec) {
    self.inner = inner
    epoch = inner.lastEpoch ?? 0
    isCosine = spec.value(of: "anneal_strategy") == .text("cos")
    cyclesMomentum = spec.value(of: "cycle_momentum") == .flag(true)
  }

  private mutating func turn(at ends: [Double], _ optimizer: Optimizer) throws(PythonError) {
    for group in optimizer.groups {
      guard let initial = group.initialLR, let most = group.maxLR, let least = group.minLR else { continue }
      let start = Turn(end: 0, lr: try initial.double(), isFast: false)
      var own = [start, Turn(end: ends[0], lr: try most.double(), isFast: true)]
      if ends.count > 2 { own.append(Turn(end: ends[1], lr: start.lr, isFast: false)) }
      own.append(Turn(end: ends[ends.count - 1], lr: try least.double(), isFast: false))
      turns.append(own)
    }
  }

  var lastEpoch: Number? { epoch }
  var lastLR: [Number] { inner.lastLR }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    epoch = try epoch + 1
    try set(&optimizer)
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    epoch = argument.number
    try set(&optimizer)
  }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let state = state as? LatePhases else { return }
    try inner.load(state.inner)
    epoch = state.epoch
    turns = state.turns
  }

  private func set(_ optimizer: inout Optimizer) throws(PythonError) {
    let t = try epoch.double()
    for (index, own) in turns.enumerated() where index < optimizer.groups.count {
      let next = own.indices.dropFirst().first { t < own[$0].end } ?? own.count - 1
      let (from, to) = (own[next - 1], own[next])
      let part = to.end > from.end ? min(1, (t - from.end) / (to.end - from.end)) : 1
      optimizer.groups[index].lr = .float(anneal(from.lr, to.lr, part))
      guard cyclesMomentum, let most = try optimizer.groups[index].maxMomentum?.double(),
        let least = try optimizer.groups[index].baseMomentum?.double()
      else { continue }
      let momentum = Number.float(anneal(from.isFast ? least : most, to.isFast ? least : most, part))
      optimizer.groups[index].setMomentum(momentum, of: optimizer.kind)
    }
  }

  private func anneal(_ start: Double, _ end: Double, _ part: Double) -> Double {
    let cosine = (try? PythonMath.cos(.float(.pi * part)).double()) ?? .nan
    return isCosine ? end + (start - end) / 2 * (1 + cosine) : start + (end - start) * part
  }
}
