/// Runs its children one after the other, each from its milestone on.
///
/// A child starts at its milestone as if `step(0)` were called: by its closed form where it has one. Milestones
/// are searched as they stand, sorted or not.
/// Source: PyTorch `SequentialLR` as of 2.13 (milestone 0 starts the second child, PyTorch issue 185872; nested
/// composites step once more, issue 196243, and cannot start at a milestone).
public struct SequentialLR: CompositeScheduler {
  /// The children, in the order in which they run.
  public internal(set) var schedulers: [any LRScheduler]
  /// The epochs at which the second and later children start.
  public let milestones: [Number]
  private var epoch: Number
  // The child that stepped last: PyTorch's _last_lr is that child's list.
  private var current: Int

  /// - Parameters:
  ///   - schedulers: The children, built on the same optimizer; the learning rates are set back to the groups'
  ///     initial ones and the first child makes its initial step again.
  ///   - milestones: The epochs at which the second and later children start.
  ///   - lastEpoch: One less than the epoch that is counted from.
  /// - Throws: `ValueError` for no child, a ReduceLROnPlateau among them, or another number of milestones than
  ///   of children less one.
  public init(
    _ optimizer: inout Optimizer,
    schedulers: [any LRScheduler],
    milestones: [Number],
    lastEpoch: Number = -1
  ) throws(PythonError) {
    try schedulers.refuseUnchainable()
    guard milestones.count == schedulers.count - 1 else {
      throw PythonError(
        .valueError,
        "\(milestones.count) milestones for \(schedulers.count) schedulers"
      )
    }
    self.schedulers = schedulers
    self.milestones = milestones
    epoch = try lastEpoch + 1
    for index in optimizer.groups.indices {
      optimizer.groups[index].lr = try optimizer.groups[index].required(.initialLR)
    }
    current = try milestones.bisectRight(0)
    try undoStep()
    try self.schedulers[current].performInitialStep(&optimizer)
  }

  public var lastEpoch: Number? { epoch }

  public var lastLR: [Number] { schedulers[current].lastLR }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    epoch = try epoch + 1
    let index = try milestones.bisectRight(epoch)
    if index > 0, milestones[index - 1] == epoch {
      try schedulers[index].restart(&optimizer)
    } else {
      try schedulers[index].step(&optimizer)
    }
    current = index
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let saved = try state.state(of: SequentialLR.self)
    epoch = saved.epoch
    current = saved.current
    try schedulers.load(saved.schedulers)
  }
}
