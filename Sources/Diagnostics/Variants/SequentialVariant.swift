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
    /// The first child's initial step is undone, and not made again.
    case firstNotStarted
    /// A SequentialLR inside of another is not stepped when the outer one is built.
    case innerNotStepped
    /// The initial steps of the children are undone in another way.
    case notUndone, undoneTwice, undoneForward, compositesNotUndone, leavesNotUndone

    var text: String {
      switch self {
      case .childrenNotRestarted: "the next child is not started anew at its milestone"
      case .initialStepsNotUndone: "the initial steps of the later children are not undone"
      case .allChildrenStep: "all children are stepped, whatever the milestone"
      case .restartsFromCurrentLR: "the next child starts from the lr that it finds at its milestone"
      case .milestoneDoesNothing: "nothing is set at a milestone: the next child begins one step later"
      case .ratesNotReset: "the learning rates are not set back to initial_lr before the first child starts"
      case .basesFromFirstChild: "the later children's base lr is what the first child has set"
      case .firstNotStarted: "the initial step of the first child is undone, and not made again"
      case .innerNotStepped: "a SequentialLR inside of another is not stepped when the outer one is built"
      case .notUndone: "the initial steps of the children are not undone, but the rates are set back"
      case .undoneTwice: "the initial steps of the children are undone twice"
      case .undoneForward: "the children go one step on where their initial steps are to be undone"
      case .compositesNotUndone: "the initial steps inside of composites are not undone"
      case .leavesNotUndone: "the initial steps are undone inside of composites alone"
      case .epochsFromTheStart: "the next child counts its epochs from the start, not from its milestone"
      }
    }

    /// How much it assumes; the rates are not set back either where nothing is undone.
    var cost: Int { self == .initialStepsNotUndone ? 2 : 1 }

    /// Where PyTorch has it.
    var method: String { isOfConstructor ? "__init__" : "step" }

    /// Whether the steps are made as PyTorch makes them.
    fileprivate var isOfConstructor: Bool {
      switch self {
      case .initialStepsNotUndone, .ratesNotReset, .basesFromFirstChild, .firstNotStarted, .innerNotStepped,
        .notUndone,
        .undoneTwice, .undoneForward, .compositesNotUndone, .leavesNotUndone:
        true
      case .childrenNotRestarted, .allChildrenStep, .restartsFromCurrentLR, .epochsFromTheStart,
        .milestoneDoesNothing:
        false
      }
    }
  }

  private let mistake: Mistake
  package var children: [any NestableScheduler]
  private var milestones: Milestones
  private var epoch: Number
  // The child that stepped last; the first is that of epoch 0, whatever `last_epoch` is.
  private var current = 0

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
      milestones.count == children.count - 1, case .number(let lastEpoch) = spec.value(of: "last_epoch")
    else { return nil }
    self.mistake = mistake
    self.children = nestable
    self.milestones = Milestones(asGiven: milestones)
    epoch = try lastEpoch + 1
    current = child(at: 0)
    if mistake == .initialStepsNotUndone { return }
    for index in optimizer.groups.indices where mistake != .ratesNotReset {
      try optimizer.groups[index].assign(lr: optimizer.groups[index].initialLR ?? optimizer.groups[index].lr)
    }
    for index in self.children.indices { try undo(index) }
    if mistake != .firstNotStarted { try begin(&optimizer) }
    if mistake == .basesFromFirstChild { setBases(optimizer.groups.map(\.lr)) }
  }

  private mutating func setBases(_ rates: [Number]) {
    for index in children.indices.dropFirst() {
      guard var child = children[index] as? any EpochScheduler else { continue }
      child.state.baseLRs = rates
      children[index] = child
    }
  }

  private mutating func begin(_ optimizer: inout Optimizer) throws(PythonError) {
    let index = current
    if mistake == .innerNotStepped, var inner = children[index] as? SequentialVariant {
      try inner.begin(&optimizer)
      children[index] = inner
    } else {
      try children[index].performInitialStep(&optimizer)
    }
  }

  private mutating func undo(_ index: Int) throws(PythonError) {
    let isComposite = children[index] is any CompositeScheduler
    switch mistake {
    case .undoneTwice:
      try children[index].undoStep()
      try children[index].undoStep()
    case .undoneForward:
      guard var child = children[index] as? any EpochScheduler else { return }
      child.state.lastEpoch = try child.state.lastEpoch + 1
      children[index] = child
    case .notUndone: break
    case .compositesNotUndone where isComposite, .leavesNotUndone where !isComposite: break
    default: try children[index].undoStep()
    }
  }

  private func child(at epoch: Number) -> Int {
    guard case .integer(let count)? = try? Number.count(of: milestones, upTo: epoch) else { return 0 }
    return min(count, children.count - 1)
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
    current = child(at: epoch)
    if mistake == .allChildrenStep {
      for index in children.indices { try children[index].step(&optimizer) }
      return
    }
    let starts = current > 0 && milestones.numbers[current - 1] == epoch
    switch mistake {
    case _ where starts && mistake.isOfConstructor: try children[current].restart(&optimizer)
    case .restartsFromCurrentLR where starts: try children[current].performInitialStep(&optimizer)
    case .milestoneDoesNothing where starts: break
    case .epochsFromTheStart where starts: try children[current].step(&optimizer, epoch)
    default: try children[current].step(&optimizer)
    }
  }
}
