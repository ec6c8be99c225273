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
  /// The schedule of trainers that the LambdaLR stands for; nil where it stands for itself.
  package var family: FamilyUse?

  /// A scenario; without `observe` the learning rates are observed.
  package init(
    optimizer: OptimizerKind,
    groups: [ParameterGroup],
    schedulers: [SchedulerSpec],
    program: [Operation],
    observe: [Channel]? = nil,
    family: FamilyUse? = nil
  ) {
    self.optimizer = optimizer
    self.groups = groups
    self.schedulers = schedulers
    self.program = program
    explicitObserve = observe
    self.family = family
  }

  /// What is observed, in order.
  package var observe: [Channel] { explicitObserve ?? [.lr] }

  /// The number of observations that a run without error makes: one after construction, one after each step, and those
  /// that are asked for.
  package var observationCount: Int { 1 + program.reduce(0) { $0 + $1.action.stepCount } }

  /// The schedulers, those that the program adds or builds otherwise included.
  package var allSchedulers: [SchedulerSpec] {
    schedulers
      + program.flatMap { operation -> [SchedulerSpec] in
        switch operation.action {
        case .addScheduler(let spec): [spec]
        case .reload(let reload): reload.schedulers ?? []
        case .step, .stepEpochs, .stepMetrics, .setLR, .addGroup, .observe, .save: []
        }
      }
  }

  /// Every class that the scenario builds, the children of composites included, each once, in order.
  package var schedulerTypes: [SchedulerType] {
    var seen: [SchedulerType] = []
    for spec in allSchedulers.flatMap(\.flattened) where !seen.contains(spec.type) { seen.append(spec.type) }
    return seen
  }
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
  /// Everything is built again, and saved state is loaded.
  case reload(Reload)
  /// One more observation, without a step.
  case observe
  /// The state is saved; later reloads load it.
  case save
  /// One more scheduler is built on the optimizer.
  case addScheduler(SchedulerSpec)

  /// The keys that name operations in a program.
  package enum Name: String, Sendable, CaseIterable {
    case step
    case stepEpochs = "step_epochs"
    case stepMetrics = "step_metrics"
    case setLR = "set_lr"
    case addGroup = "add_group"
    case reload, observe, save
    case addScheduler = "add_scheduler"
  }

  /// The key that names it.
  package var name: Name {
    switch self {
    case .step: .step
    case .stepEpochs: .stepEpochs
    case .stepMetrics: .stepMetrics
    case .setLR: .setLR
    case .addGroup: .addGroup
    case .reload: .reload
    case .observe: .observe
    case .save: .save
    case .addScheduler: .addScheduler
    }
  }

  /// Whether it steps schedulers, and so may address one.
  package var steps: Bool {
    switch self {
    case .step, .stepEpochs, .stepMetrics: true
    case .setLR, .addGroup, .reload, .observe, .save, .addScheduler: false
    }
  }

  /// The number of observations that it makes.
  package var stepCount: Int {
    switch self {
    case .step(let count): count
    case .stepEpochs(let values), .stepMetrics(let values): values.count
    case .observe: 1
    case .setLR, .addGroup, .reload, .save, .addScheduler: 0
    }
  }
}
