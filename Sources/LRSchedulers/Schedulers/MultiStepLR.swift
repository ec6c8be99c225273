/// Decay by gamma at each milestone.
///
///     lr(t) = lr(t−1) · gamma ^ (how often t is among the milestones)
///     step(epoch): lr(t) = base_lr · gamma ^ (how many milestones are ≤ t)
///
/// The order of the milestones does not matter, and one that is named twice counts twice.
/// Source: PyTorch `MultiStepLR`.
public struct MultiStepLR: LRScheduler, EpochScheduler {
  package var state: EpochState
  var plain = PlainSlot<Plain>()
  /// The milestones in ascending order, epochs.
  public let milestones: [Number]
  /// The factor of each decay.
  public let gamma: Number

  /// - Parameters:
  ///   - milestones: The epochs at which the lr decays, in any order; not NaN.
  ///   - gamma: The factor of each decay.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `KeyError` when resuming without `initial_lr`.
  public init(
    _ optimizer: inout Optimizer,
    milestones: [Number],
    gamma: Number = 0.1,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    var sorted: [Number] = []
    for milestone in milestones {
      sorted.insert(milestone, at: try sorted.bisectRight(milestone))
    }
    self.milestones = sorted
    self.gamma = gamma
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    var index = try milestones.bisectRight(state.lastEpoch)
    var occurrences = 0
    while index > 0, milestones[index - 1] == state.lastEpoch {
      occurrences += 1
      index -= 1
    }
    if occurrences == 0 {
      optimizer.appendCurrentLR(to: &values)
    } else {
      try optimizer.appendCurrentLR(times: gamma.power(.integer(occurrences)), to: &values)
    }
  }

  package static var hasClosedForm: Bool { true }

  package func appendClosedFormLR(to values: inout RateList) throws(PythonError) {
    let passed = Number.integer(try milestones.bisectRight(state.lastEpoch))
    for base in state.baseLRs {
      values.append(try base * gamma.power(passed))
    }
  }
}

extension MultiStepLR: PlainEpochScheduler, ScalingScheduler {
  // The stretch up to the next milestone, in which nothing changes.
  struct Plain: ScalingSchedule {
    var epoch: Int
    let next: Int

    @inline(__always)
    static var mostlyStays: Bool { true }

    @inline(__always)
    mutating func advance() -> Bool {
      guard epoch + 1 < next else { return false }
      epoch &+= 1
      return true
    }

    @inline(__always)
    var factor: Double { 1 }

    @inline(__always)
    func rate(_ current: Double, _ group: NoConstants) -> Double { current }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    var next = Int.max
    for milestone in milestones {
      guard let milestone = milestone.plain, milestone.magnitude < 0x1p53 else { return nil }
      let first = Int(milestone.rounded(.up))
      if first > epoch { next = min(next, first) }
    }
    let schedule = Plain(epoch: epoch, next: next)
    // The memory of the stretch before serves again: a step allocates nothing, at milestones neither.
    return plain.groups.count == optimizer.groups.count
      ? PlainSlot(schedule, plain.groups)
      : PlainSlot(schedule, groups: optimizer.groups.count)
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
