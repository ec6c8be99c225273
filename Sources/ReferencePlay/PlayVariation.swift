import LRSchedulers
import Scenarios

/// How a play differs from PyTorch's way: the wrong schedulers that diagnosis tries.
package struct PlayVariation: Sendable {
  /// Builds a scheduler from its specification and its children; nil builds the right one.
  package typealias Build =
    @Sendable (SchedulerSpec, [any LRScheduler], inout Optimizer) throws(PythonError) -> (any LRScheduler)?

  /// Another way to build schedulers.
  package private(set) var build: Build?
  /// The same on a reload.
  private(set) var buildAgain: Build?
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
  /// What a call of a step does.
  package var calls = Calls.once

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
    /// The momentum stays as the constructors have set it.
    case withoutMomentum
    /// The schedulers' state is saved before the last call of a step.
    case schedulersSavedBefore
    /// All state is.
    case allSavedBefore
    /// Loading makes a step at once.
    case step
    /// The base rates are those that the groups have at the end of the reload.
    case basesFromLR
    /// The schedulers change an optimizer that is not the one in use.
    case unusedOptimizer
    /// Loading a scheduler sets the lr.
    case setsRates
    /// The keys of saved dictionaries become text.
    case keysAsText
  }

  /// What a call of a step does.
  package enum Calls: Sendable, Equatable {
    /// It steps.
    case once
    /// It steps so many times.
    case times(Int)
    /// Only every n-th call steps.
    case every(Int)
    /// It steps from the lr that the scheduler has set last.
    case fromOwnRates
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
    case counters = "num_bad_epochs and cooldown_counter"
    case arguments = "the arguments"
    case allButEpoch = "anything but last_epoch and _last_lr"
    /// Of a composite alone.
    case ofComposite = "its own state, only its children's"
    /// Of a composite's children alone.
    case ofChildren = "its children's states"
  }
}

extension PlayVariation.Loading {
  /// Whether what is saved is older than the last step.
  var isOld: Bool { self == .schedulersSavedBefore || self == .allSavedBefore }

  /// What is saved, of the stage before the last step and of the stage now.
  func saved(_ before: SavedStage, _ now: SavedStage) -> SavedStage {
    switch self {
    case .schedulersSavedBefore: SavedStage(optimizer: now.optimizer, schedulers: before.schedulers)
    case .allSavedBefore: before
    default: now
    }
  }
}

extension PlayVariation {
  /// Whether a step is a step and nothing more.
  var stepsPlainly: Bool { calls == .once && !loading.isOld }

  /// Adds a mistake in the formulas of a class.
  package mutating func plant(_ fault: Fault, in type: SchedulerType) {
    faults[type] = faults[type].map { Fault($0, fault) } ?? fault
  }

  /// Builds in another way where none is there yet.
  ///
  /// - Parameter again: The way on a reload; the same by default.
  package mutating func build(_ other: @escaping Build, again: Build? = nil) {
    buildAgain = Self.joined(buildAgain, again ?? other)
    build = Self.joined(build, other)
  }

  /// The variation as it is on a reload.
  var onReload: PlayVariation {
    var variation = self
    variation.build = buildAgain
    return variation
  }

  private static func joined(_ first: Build?, _ second: @escaping Build) -> Build {
    guard let first else { return second }
    return { (spec, children, optimizer) throws(PythonError) in
      if let scheduler = try first(spec, children, &optimizer) { return scheduler }
      return try second(spec, children, &optimizer)
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
