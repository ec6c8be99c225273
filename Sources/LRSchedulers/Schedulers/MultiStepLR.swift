/// Decay by gamma at each milestone.
///
///     lr(t) = lr(t−1) · gamma ^ (how often t is among the milestones)
///     step(epoch): lr(t) = base_lr · gamma ^ (how many milestones are ≤ t)
///
/// The order of the milestones does not matter, and one that is named twice counts twice.
///
/// ```swift
/// let milestones = [30, 80]
/// var scheduler = try MultiStepLR(&optimizer, milestones: milestones, gamma: 0.1)
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `MultiStepLR`.
public struct MultiStepLR: EpochScheduler {
  package var state = Self.unstarted
  /// The milestones in ascending order, epochs.
  public var milestones: [Number] { sortedMilestones.numbers }
  private let sortedMilestones: Milestones
  /// The factor of each decay.
  public let gamma: Number

  /// - Parameters:
  ///   - milestones: The epochs at which the lr decays, in any order; not NaN.
  ///   - gamma: The factor of each decay.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `KeyError` when resuming without `initial_lr`.
  public init(
    _ optimizer: inout Optimizer,
    milestones: [any PythonNumber],
    gamma: any PythonNumber = 0.1,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    sortedMilestones = try Milestones(milestones.map(\.number))
    self.gamma = gamma.number
    try start(&optimizer, lastEpoch: lastEpoch)
  }

  package var savedArguments: [(key: String, value: Number)] { [("gamma", gamma)] }

  // JSON has no keys but texts: after a way through it no epoch is among the milestones (PyTorch issue 153842).
  private var hasTextMilestones = false

  package mutating func passThroughJSON() throws(PythonError) {
    try refuseTensorsInJSON()
    hasTextMilestones = true
  }

  package static var hasClosedForm: Bool { true }
  package static var multipliesLR: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    if hasTextMilestones { return now.lr }
    let occurrences = try now.occurrences(in: sortedMilestones)
    if try occurrences == 0 { return try now.currentLR }
    return try now.currentLR * A(gamma) ** occurrences
  }

  package func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A {
    if hasTextMilestones { throw PythonError(.attributeError, "'dict' object has no attribute 'elements'") }
    return try now.baseLR * A(gamma) ** A.count(of: sortedMilestones, upTo: now.epoch)
  }
}
