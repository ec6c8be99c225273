/// Runs its children one after the other, each from its milestone on.
///
/// A child starts at its milestone as if `step(0)` were called: by its closed form where it has one. Milestones
/// are searched as they stand, sorted or not.
///
/// ```swift
/// let warmUp = try ConstantLR(&optimizer, factor: 0.1, totalIters: 20)
/// let decay = try ExponentialLR(&optimizer, gamma: 0.9)
/// var scheduler = try SequentialLR(&optimizer, schedulers: [warmUp, decay], milestones: [20])
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `SequentialLR` as of 2.13 (milestone 0 starts the second child, PyTorch issue 185872; nested
/// composites step once more, issue 196243, and cannot start at a milestone).
public struct SequentialLR: CompositeScheduler {
  /// The children, in the order in which they are stepped.
  public var schedulers: [any LRScheduler] { children }
  package var children: [any NestableScheduler]
  /// The epochs at which the second and later children start.
  public var milestones: [Number] { starts.numbers }
  private var starts: Milestones
  private var epoch: Number
  // The child that stepped last: PyTorch's _last_lr is that child's list.
  private var current: Int
  // How many of the next steps are surely the same child's: those before the next milestone, where these are sorted
  // ints.
  private var steady = 0
  /// The mistake that the turns are computed with; nil for none.
  package var fault = Fault.planted

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
    milestones: [any PythonNumber],
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    children = try Self.nestable(schedulers)
    guard milestones.count == schedulers.count - 1 else {
      throw PythonError(.valueError, "\(milestones.count) milestones for \(schedulers.count) schedulers")
    }
    let starts = Milestones(asGiven: milestones.map(\.number))
    self.starts = starts
    for index in optimizer.groups.indices {
      try optimizer.groups[index].resetLR()
    }
    // The first epoch, and the child that starts.
    (epoch, current) = try Fault.constructing { () throws(PythonError) in
      let epoch = try Faulty(lastEpoch.number) + 1
      return (epoch.number, try Faulty.count(of: starts, upTo: 0).number.index)
    }
    guard children.indices.contains(current) else { throw .noSuchChild }
    try undoStep()
    try children[current].performInitialStep(&optimizer)
  }

  public var lastEpoch: Number? { epoch }

  public var lastLR: [Number] { children[current].lastLR }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if steady > 0, fault == nil {
      skip(1)
      return try children[current].step(&optimizer)
    }
    let turn = try nextTurn()
    epoch = turn.epoch
    // A list's last element is its element −1, too.
    let index = turn.child < 0 ? turn.child + children.count : turn.child
    guard children.indices.contains(index) else { throw .noSuchChild }
    if turn.isStart {
      try children[index].restart(&optimizer)
    } else {
      try children[index].step(&optimizer)
    }
    current = index
    steady = stepsBeforeMilestone
  }

  // The next epoch, the child whose turn it is then, and whether that is its milestone.
  private func nextTurn() throws(PythonError) -> (epoch: Number, child: Int, isStart: Bool) {
    try fault.computing(.turn) { () throws(PythonError) in
      let epoch = try Faulty(epoch) + 1
      let count = try Faulty.count(of: starts, upTo: epoch)
      let isLater = try count > 0
      var before = try (count - 1).number.index
      if before < 0 { before += milestones.count }
      var isMilestone = false
      if milestones.indices.contains(before) {
        isMilestone = try Faulty(milestones[before]) == epoch
      } else if isLater {
        throw PythonError.noSuchChild
      }
      let isStart = Faulty.both("a later child, and the epoch is its milestone", isLater, isMilestone)
      return (epoch.number, count.number.index, isStart)
    }
  }

  /// What a child makes before another one's turn are its own many steps.
  package mutating func manySteps(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) throws(PythonError) -> Int {
    let run = fault == nil ? min(count, steady) : 0
    if run == 0 || optimizer.groups.isEmpty { return 0 }
    let start = rates.count
    // Where one fails, that one is counted too.
    defer { skip(min(run, (rates.count - start) / optimizer.groups.count + 1)) }
    try children[current].step(&optimizer, count: run, into: &rates)
    return run
  }

  private var stepsBeforeMilestone: Int {
    guard case .integer(let epoch) = epoch, epoch >= 0 else { return 0 }
    var next: Int?
    var before = Int.min
    for milestone in milestones {
      guard case .integer(let milestone) = milestone, milestone >= before else { return 0 }
      before = milestone
      if milestone > epoch, next == nil { next = milestone }
    }
    return (next ?? Int.max) - epoch - 1
  }

  private mutating func skip(_ steps: Int) {
    if case .integer(let last) = epoch { epoch = .integer(last &+ steps) }
    steady -= steps
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let saved = try state.state(of: SequentialLR.self)
    starts = saved.starts
    epoch = saved.epoch
    current = saved.current
    steady = saved.steady
    try load(children: saved.children)
  }

  /// Has `get_last_lr()` give what another one's gives, whose children have the same last rates.
  package mutating func keepLastLR(of other: SequentialLR) { (current, steady) = (other.current, 0) }
}

extension Number {
  // A place in a list; one that no list has, where it is no int.
  fileprivate var index: Int { if case .integer(let value) = self { value } else { .max } }
}

extension PythonError {
  fileprivate static var noSuchChild: PythonError { PythonError(.indexError, "list index out of range") }
}
