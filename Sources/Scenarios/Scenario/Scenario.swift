import LRSchedulers

/// What an implementation is told to do: build an optimizer and schedulers, run a program, observe.
package struct Scenario: Sendable, Equatable {
  /// The optimizer's kind.
  package var optimizer: OptimizerKind
  /// The parameter groups as they are given, before the optimizer's defaults.
  package var groups: [ParameterGroup]
  /// The schedulers, built in order on the one optimizer.
  package var schedulers: [SchedulerSpec]
  /// The operations, in order.
  package var program: [Operation]
  /// What is observed, in the order in which it is; nil where the scenario leaves it out.
  package var explicitObserve: [Channel]?

  /// A scenario; without `observe` the learning rates are observed.
  package init(
    optimizer: OptimizerKind,
    groups: [ParameterGroup],
    schedulers: [SchedulerSpec],
    program: [Operation],
    observe: [Channel]? = nil
  ) {
    self.optimizer = optimizer
    self.groups = groups
    self.schedulers = schedulers
    self.program = program
    explicitObserve = observe
  }

  /// What is observed, in order.
  package var observe: [Channel] { explicitObserve ?? [.lr] }

  /// The number of observations that a run without error makes: one after construction, one after each step.
  package var observationCount: Int { 1 + program.reduce(0) { $0 + $1.action.stepCount } }

  /// Every class that the scenario builds, the children of composites included, each once, in order.
  package var schedulerTypes: [SchedulerType] {
    var seen: [SchedulerType] = []
    for spec in schedulers.flatMap(\.flattened) where !seen.contains(spec.type) { seen.append(spec.type) }
    return seen
  }
}

/// What can be observed after construction and after each step.
public enum Channel: String, Sendable, CaseIterable {
  /// Each group's learning rate.
  case lr
  /// Each group's momentum or first beta.
  case momentum
  /// Each scheduler's `last_epoch`.
  case lastEpoch = "last_epoch"
  /// `get_last_lr()` of the last scheduler.
  case lastLR = "last_lr"
  /// `get_lr()` of the last scheduler, called outside a step, with its side effects.
  case getLR = "get_lr"

  /// Whether a column is a scheduler's and not a parameter group's.
  package var isPerScheduler: Bool { self == .lastEpoch }
}

/// One operation of a program.
package struct Operation: Sendable, Equatable {
  /// What is done.
  package var action: Action
  /// The index of the one scheduler that is stepped; nil steps all of them, in order.
  package var scheduler: Int?

  /// An operation on all schedulers, or on one.
  package init(_ action: Action, scheduler: Int? = nil) {
    self.action = action
    self.scheduler = scheduler
  }
}

/// What an operation does.
package enum Action: Sendable, Equatable {
  /// So many calls of `step()`.
  case step(Int)
  /// One call of `step(epoch)` for each.
  case stepEpochs([Number])
  /// One call of `step(metrics)` for each.
  case stepMetrics([Number])
  /// New learning rates for all groups, from outside.
  case setLR([Number])
  /// A parameter group is added to the optimizer.
  case addGroup(ParameterGroup)
  /// Everything is built anew and the saved state loaded.
  case reload(ReloadScope)

  /// The number of observations that it makes.
  package var stepCount: Int {
    switch self {
    case .step(let count): count
    case .stepEpochs(let values), .stepMetrics(let values): values.count
    case .setLR, .addGroup, .reload: 0
    }
  }
}

/// Whose state is loaded after everything is built anew.
public enum ReloadScope: String, Sendable, CaseIterable {
  /// The optimizer's, then the schedulers'.
  case all
  /// Only the schedulers'.
  case scheduler
}
