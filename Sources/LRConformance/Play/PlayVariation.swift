import LRSchedulers

/// How a play differs from PyTorch's way: the wrong schedulers that diagnosis tries.
struct PlayVariation: Sendable {
  /// Builds a scheduler from its specification and its children; nil builds the right one.
  typealias Build =
    @Sendable (SchedulerSpec, [any LRScheduler], inout Optimizer) throws(PythonError) -> (any LRScheduler)?

  /// Another way to build schedulers.
  var build: Build?
  /// A mistake in the formulas of the schedulers of a class.
  var fault: (type: SchedulerType, fault: Fault)?
  /// What is put around each scheduler that has no children.
  var wrapLeaf: (@Sendable (any LRScheduler) -> any LRScheduler)?
  /// Whether the learning rate that construction sets is there; otherwise the group keeps its own.
  var appliesInitialStep = true
  /// Whether a scheduler takes the current lr for its base, though another has set `initial_lr`.
  var takesBaseFromCurrentLR = false
  /// What becomes of a saved state.
  var loading = Loading.right

  enum Loading: Sendable {
    case right
    /// Nothing is loaded.
    case nothing
    /// The scheduler goes on one step too early.
    case oneStepBack
    /// The scheduler's state is loaded, the optimizer's is not.
    case schedulerOnly
  }
}
