import LRSchedulers
import Scenarios

/// How a play differs from PyTorch's way: the wrong schedulers that diagnosis tries.
package struct PlayVariation: Sendable {
  /// Builds a scheduler from its specification and its children; nil builds the right one.
  package typealias Build =
    @Sendable (SchedulerSpec, [any LRScheduler], inout Optimizer) throws(PythonError) -> (any LRScheduler)?

  /// Another way to build schedulers.
  package var build: Build?
  /// Mistakes in the formulas of the schedulers of some classes.
  package var faults: [SchedulerType: Fault] = [:]
  /// What is put around each scheduler that has no children.
  package var wrapLeaf: (@Sendable (SchedulerSpec, any LRScheduler) -> any LRScheduler)?
  /// The classes whose construction does not set the learning rate: the group keeps its own.
  package var withoutInitialStep: Set<SchedulerType> = []
  /// The classes that take the current lr for their base, though another has set `initial_lr`.
  package var baseFromCurrentLR: Set<SchedulerType> = []
  /// The classes whose state is lost in part; all where there are none.
  package var losing: Set<SchedulerType>?
  /// What becomes of a saved state.
  package var loading = Loading.right

  /// A variation; PyTorch's way where nothing is named.
  package init() {}

  package enum Loading: Sendable, Equatable {
    case right
    /// Nothing is loaded.
    case nothing
    /// The scheduler goes on one step too early.
    case oneStepBack
    /// The scheduler's state is loaded, the optimizer's is not.
    case schedulerOnly
    /// The optimizer's state is loaded, the scheduler's is not.
    case optimizerOnly
    /// The optimizer's state is loaded before the schedulers are built.
    case optimizerFirst
    /// Part of the scheduler's state is not loaded.
    case without(StatePart)
  }

  /// A part of a scheduler's state.
  package enum StatePart: String, Sendable, CaseIterable {
    case everything = "the state"
    case lastEpoch = "last_epoch"
    case stepCount = "_step_count"
    case baseLRs = "base_lrs"
    case lastLR = "_last_lr"
    case period = "T_cur and T_i"
    case plateau = "best, num_bad_epochs and cooldown_counter"
    /// Of a composite alone.
    case ofComposite = "its own state, only its children's"
    /// Of a composite's children alone.
    case ofChildren = "its children's states"
  }
}

extension PlayVariation {
  /// Adds a mistake in the formulas of a class.
  package mutating func plant(_ fault: Fault, in type: SchedulerType) {
    faults[type] = faults[type].map { Fault($0, fault) } ?? fault
  }

  /// Builds in another way where none is there yet.
  package mutating func build(_ other: @escaping Build) {
    guard let first = build else {
      build = other
      return
    }
    build = { (spec, children, optimizer) throws(PythonError) in
      if let scheduler = try first(spec, children, &optimizer) { return scheduler }
      return try other(spec, children, &optimizer)
    }
  }

  /// Puts something around each scheduler of some classes that has no children; of all where there are none.
  package mutating func wrap(
    _ types: Set<SchedulerType>? = nil,
    _ other: @escaping @Sendable (SchedulerSpec, any LRScheduler) -> any LRScheduler
  ) {
    let inner = wrapLeaf
    wrapLeaf = { spec, scheduler in
      let scheduler = inner?(spec, scheduler) ?? scheduler
      return types?.contains(spec.type) ?? true ? other(spec, scheduler) : scheduler
    }
  }
}
