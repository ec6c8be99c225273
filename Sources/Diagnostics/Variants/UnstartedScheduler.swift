import LRSchedulers
import ReferencePlay
import Scenarios

/// A scheduler whose construction makes no initial step.
struct UnstartedScheduler: SchedulerAround {
  /// When the initial step is made.
  enum Way: Sendable {
    /// By the first `step()`.
    case late
    /// Never: the first `step()` is as any other.
    case lateAndPlain
    /// Never, and no other one either.
    case never
  }

  var inner: any LRScheduler
  private let way: Way
  private var isStarted = false

  /// Builds schedulers of some classes that way.
  static func building(_ types: Set<SchedulerType>, _ way: Way) -> PlayVariation.Build {
    { (spec, children, optimizer) throws(PythonError) in
      guard children.isEmpty, types.contains(spec.type), spec.type != .plateau else { return nil }
      let given = optimizer.groups
      let scheduler = try SchedulerFactory().make(spec, &optimizer)
      for (index, group) in given.enumerated() where index < optimizer.groups.count {
        // CyclicLR's constructor sets the lr itself; a momentum is set by constructors as well.
        if spec.type != .cyclic { optimizer.groups[index].lr = group.lr }
      }
      var unstarted = UnstartedScheduler(inner: scheduler, way: way)
      try unstarted.undoStep()
      if way == .lateAndPlain, var epochs = unstarted.inner as? any EpochScheduler {
        epochs.state.stepCount = 0
        unstarted.inner = epochs
      }
      return unstarted
    }
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if way == .never { return }
    if isStarted || way == .lateAndPlain { return try inner.step(&optimizer) }
    isStarted = true
    try performInitialStep(&optimizer)
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    if way == .never { return }
    isStarted = true
    try inner.step(&optimizer, argument)
  }

  // What SequentialLR asks of its children changes nothing either.
  mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    if way == .never { return }
    try inner.asChild { (inner) throws(PythonError) in try inner.performInitialStep(&optimizer) }
  }

  mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) {
    if way == .never { return }
    try inner.asChild { (inner) throws(PythonError) in try inner.restart(&optimizer) }
  }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let state = state as? UnstartedScheduler else { return }
    try inner.load(state.inner)
    isStarted = state.isStarted
  }
}
