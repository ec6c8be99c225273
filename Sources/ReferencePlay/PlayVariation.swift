import LRSchedulers
import Scenarios

/// How a play differs from PyTorch's way: the wrong schedulers that diagnosis tries.
package struct PlayVariation: Sendable {
  /// Builds a scheduler from its specification and its children; nil builds the right one.
  package typealias Build =
    @Sendable (SchedulerSpec, [any LRScheduler], inout Optimizer) throws(PythonError) -> (any LRScheduler)?

  /// Another way to build schedulers.
  package var build: Build?
  /// A mistake in the formulas of the schedulers of a class.
  package var fault: (type: SchedulerType, fault: Fault)?
  /// What is put around each scheduler that has no children.
  package var wrapLeaf: (@Sendable (any LRScheduler) -> any LRScheduler)?
  /// Whether the learning rate that construction sets is there; otherwise the group keeps its own.
  package var appliesInitialStep = true
  /// Whether a scheduler takes the current lr for its base, though another has set `initial_lr`.
  package var takesBaseFromCurrentLR = false
  /// What becomes of a saved state.
  package var loading = Loading.right

  /// A variation; PyTorch's way where nothing is named.
  package init(
    build: Build? = nil,
    fault: (type: SchedulerType, fault: Fault)? = nil,
    wrapLeaf: (@Sendable (any LRScheduler) -> any LRScheduler)? = nil,
    appliesInitialStep: Bool = true,
    takesBaseFromCurrentLR: Bool = false,
    loading: Loading = .right
  ) {
    self.build = build
    self.fault = fault
    self.wrapLeaf = wrapLeaf
    self.appliesInitialStep = appliesInitialStep
    self.takesBaseFromCurrentLR = takesBaseFromCurrentLR
    self.loading = loading
  }

  package enum Loading: Sendable {
    case right
    /// Nothing is loaded.
    case nothing
    /// The scheduler goes on one step too early.
    case oneStepBack
    /// The scheduler's state is loaded, the optimizer's is not.
    case schedulerOnly
  }
}
