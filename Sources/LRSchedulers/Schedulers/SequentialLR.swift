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
  // The milestones, where they are ints.
  private let plainMilestones: [Int]?
  private let milestonesAreSorted: Bool
  private var epoch: IntegerCell
  // The child that stepped last: PyTorch's _last_lr is that child's list.
  private var current: Int
  // The epoch at which the next child's turn comes, where that is known: all steps before are the current child's.
  private var endOfTurn: Int?

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
    let integers = milestones.integers
    plainMilestones = integers
    milestonesAreSorted = integers.map { zip($0, $0.dropFirst()).allSatisfy(<=) } ?? false
    epoch = IntegerCell(try lastEpoch + 1)
    for index in optimizer.groups.indices {
      optimizer.groups[index].lr = try optimizer.groups[index].required(.initialLR)
    }
    current = try milestones.bisectRight(0)
    try undoStep()
    try self.schedulers[current].performInitialStep(&optimizer)
  }

  public var lastEpoch: Number? { epoch.number }

  public var lastLR: [Number] { schedulers[current].lastLR }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    let (index, starts) = try advance()
    if starts {
      try schedulers[index].restart(&optimizer)
    } else {
      try schedulers[index].step(&optimizer)
    }
    current = index
  }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    var left = count
    while left > 0 {
      try step(&optimizer)
      try optimizer.appendRates(to: &rates)
      left -= 1
      // What the child makes before another one's turn are its own many steps.
      let run = min(left, stepsOfCurrent)
      if run > 0, !optimizer.groups.isEmpty {
        let start = rates.count
        // Where one fails, that one is counted too.
        defer { skip(min(run, (rates.count - start) / optimizer.groups.count + 1)) }
        try schedulers[current].step(&optimizer, count: run, into: &rates)
        left -= run
      }
    }
  }

  // How many of the steps after the last one are surely the same child's.
  private var stepsOfCurrent: Int {
    guard let epoch = epoch.integer, epoch >= 0, let endOfTurn else { return 0 }
    return endOfTurn - epoch - 1
  }

  private mutating func skip(_ steps: Int) {
    if let epoch = epoch.integer { self.epoch.set(epoch + steps) }
  }

  // Goes to the next epoch, and tells whose it is and whether it is that child's first.
  @inline(__always)
  private mutating func advance() throws(PythonError) -> (index: Int, starts: Bool) {
    if let last = epoch.integer, last < Int.max, let plainMilestones {
      epoch.set(last + 1)
      if let endOfTurn, last + 1 < endOfTurn { return (current, false) }
      let index = plainMilestones.bisectRight(last + 1)
      if milestonesAreSorted {
        endOfTurn = index < plainMilestones.count ? plainMilestones[index] : Int.max
      }
      return (index, index > 0 && plainMilestones[index - 1] == last + 1)
    }
    let next = try epoch.number + 1
    epoch.number = next
    let index = try milestones.bisectRight(next)
    return (index, index > 0 && milestones[index - 1] == next)
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let saved = try state.state(of: SequentialLR.self)
    epoch = saved.epoch
    current = saved.current
    endOfTurn = nil
    try schedulers.load(saved.schedulers)
  }
}
