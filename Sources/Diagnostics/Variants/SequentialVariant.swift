import LRSchedulers
import Scenarios

/// SequentialLR with a mistake that no argument expresses.
struct SequentialVariant: CompositeScheduler {
  enum Mistake: Sendable, CaseIterable {
    /// A child goes on from where it is at its milestone.
    case childrenNotRestarted
    /// What the later children did to the lr at construction stays.
    case initialStepsNotUndone
    /// All children step all the time.
    case allChildrenStep
    /// At its milestone a child starts from the lr that it finds.
    case restartsFromCurrentLR
    /// At its milestone a child is set to the epoch of the whole.
    case epochsFromTheStart
    /// Nothing happens at a milestone.
    case milestoneDoesNothing
    /// The learning rates are not set back before the first child starts.
    case ratesNotReset
    /// The later children take what the first one has set for their base.
    case basesFromFirstChild

    var text: String {
      switch self {
      case .childrenNotRestarted: "the next child is not started anew at its milestone"
      case .initialStepsNotUndone: "the initial steps of the later children are not undone"
      case .allChildrenStep: "all children are stepped, whatever the milestone"
      case .restartsFromCurrentLR: "the next child starts from the lr that it finds at its milestone"
      case .milestoneDoesNothing: "nothing is set at a milestone: the next child begins one step later"
      case .ratesNotReset: "the learning rates are not set back to initial_lr before the first child starts"
      case .basesFromFirstChild: "the later children's base lr is what the first child has set"
      case .epochsFromTheStart: "the next child counts its epochs from the start, not from its milestone"
      }
    }

    /// Where PyTorch has it.
    var method: String {
      switch self {
      case .initialStepsNotUndone, .ratesNotReset, .basesFromFirstChild: "__init__"
      default: "step"
      }
    }
  }

  private let mistake: Mistake
  package var children: [any NestableScheduler]
  private var milestones: [Number]
  private var epoch: Number = 0
  // The child that stepped last; the first is that of epoch 0, whatever `last_epoch` is.
  private var current: Int

  init?(
    _ spec: SchedulerSpec,
    _ children: [any LRScheduler],
    _ optimizer: inout Optimizer,
    _ mistake: Mistake
  ) throws(PythonError) {
    // What PyTorch refuses is refused all the same.
    let nestable = children.compactMap { $0 as? any NestableScheduler }
    guard !children.isEmpty, nestable.count == children.count,
      case .numbers(let milestones) = spec["milestones"],
      milestones.count == children.count - 1
    else { return nil }
    self.mistake = mistake
    if case .number(let last) = spec.value(of: "last_epoch") { epoch = try last + 1 }
    self.children = nestable
    self.milestones = milestones
    current = min(try milestones.bisectRight(0), nestable.count - 1)
    if mistake == .initialStepsNotUndone { return }
    for index in optimizer.groups.indices where mistake != .ratesNotReset {
      try optimizer.groups[index].assign(lr: optimizer.groups[index].initialLR ?? optimizer.groups[index].lr)
    }
    try undoStep()
    try self.children[current].performInitialStep(&optimizer)
    if mistake == .basesFromFirstChild { setBases(optimizer.groups.map(\.lr)) }
  }

  private mutating func setBases(_ rates: [Number]) {
    for index in children.indices.dropFirst() {
      guard var child = children[index] as? any EpochScheduler else { continue }
      child.state.baseLRs = rates
      children[index] = child
    }
  }

  var lastEpoch: Number? { epoch }
  var lastLR: [Number] { children[current].lastLR }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let saved = state as? SequentialVariant else { return }
    milestones = saved.milestones
    epoch = saved.epoch
    current = saved.current
    try load(children: saved.children)
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    epoch = try epoch + 1
    current = min(try milestones.bisectRight(epoch), children.count - 1)
    if mistake == .allChildrenStep {
      for index in children.indices { try children[index].step(&optimizer) }
      return
    }
    let starts = milestones.contains(epoch)
    switch mistake {
    case .initialStepsNotUndone where starts, .ratesNotReset where starts, .basesFromFirstChild where starts:
      try children[current].restart(&optimizer)
    case .restartsFromCurrentLR where starts: try children[current].performInitialStep(&optimizer)
    case .milestoneDoesNothing where starts: break
    case .epochsFromTheStart where starts: try children[current].step(&optimizer, epoch)
    default: try children[current].step(&optimizer)
    }
  }
}
