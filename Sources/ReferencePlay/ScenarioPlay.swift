import LRSchedulers
import Scenarios

/// An optimizer and its schedulers in the middle of a scenario: the reference's, or those under test.
package protocol ScenarioStage {
  /// What is thrown to refuse.
  associatedtype Failure: Error

  /// How many parameter groups there are now.
  var groupCount: Int { get }
  /// How many schedulers there are.
  var schedulerCount: Int { get }

  /// `step()` of a scheduler.
  mutating func step(_ scheduler: Int) throws(Failure)
  /// `step(epoch)` of a scheduler.
  mutating func step(_ scheduler: Int, epoch: Number) throws(Failure)
  /// `step(metrics)` of a scheduler.
  mutating func step(_ scheduler: Int, metric: Number) throws(Failure)
  /// The learning rates are changed from outside, one for each group.
  mutating func setLR(_ rates: [Number]) throws(Failure)
  /// A parameter group is added.
  mutating func add(_ group: ParameterGroup) throws(Failure)
  /// One more scheduler is built on the optimizer.
  mutating func add(_ scheduler: SchedulerSpec) throws(Failure)
  /// The state is saved, for later reloads.
  mutating func save() throws(Failure)
  /// Everything is built again, and saved state is loaded.
  mutating func reload(_ reload: Reload) throws(Failure)
  /// Appends what a channel shows now.
  mutating func observe(_ channel: Channel, _ values: inout [Double]) throws(Failure)
  /// Makes all steps of an action in fewer calls and records them; false where each must be a call of its own.
  mutating func stepInBulk(_ action: Action, _ recorder: inout TraceRecorder) throws(Failure) -> Bool
}

extension ScenarioStage {
  package mutating func stepInBulk(_ action: Action, _ recorder: inout TraceRecorder) throws(Failure) -> Bool
  {
    false
  }
}

/// Follows a scenario's program on a stage and records what is observed: after construction and after each step.
package struct ScenarioPlay {
  private let scenario: Scenario
  private var recorder: TraceRecorder
  // The memory of the last observation, for the next.
  private var observed: [[Double]] = []

  /// A play that has not begun.
  package init(_ scenario: Scenario) {
    self.scenario = scenario
    recorder = TraceRecorder(
      scenario.observe,
      groups: scenario.groups.count,
      schedulers: scenario.schedulers.count,
      observations: scenario.observationCount
    )
  }

  /// What was observed up to now.
  package var trace: Trace { recorder.trace }
  /// How many observations were made up to now.
  package var count: Int { recorder.count }

  /// Plays to the end of the program, or to the error that ends it.
  ///
  /// - Parameter stage: The optimizer and schedulers, just built.
  package mutating func run<Stage: ScenarioStage>(_ stage: inout Stage) throws(Stage.Failure) {
    try observe(&stage)
    for operation in scenario.program { try perform(operation, &stage) }
  }

  private mutating func perform<Stage: ScenarioStage>(
    _ operation: Operation,
    _ stage: inout Stage
  ) throws(Stage.Failure) {
    let addressed = operation.scheduler.map { $0..<($0 + 1) } ?? 0..<stage.schedulerCount
    if try stage.stepInBulk(operation.action, &recorder) { return }
    switch operation.action {
    case .step(let count):
      for _ in 0..<count {
        for index in addressed { try stage.step(index) }
        try observe(&stage)
      }
    case .stepEpochs(let epochs):
      for epoch in epochs {
        for index in addressed { try stage.step(index, epoch: epoch) }
        try observe(&stage)
      }
    case .stepMetrics(let metrics):
      for metric in metrics {
        for index in addressed { try stage.step(index, metric: metric) }
        try observe(&stage)
      }
    case .setLR(let rates): try stage.setLR(rates)
    case .addGroup(let group): try stage.add(group)
    case .addScheduler(let spec): try stage.add(spec)
    case .observe: try observe(&stage)
    case .save: try stage.save()
    case .reload(let reload): try stage.reload(reload)
    }
  }

  private mutating func observe<Stage: ScenarioStage>(_ stage: inout Stage) throws(Stage.Failure) {
    var values: [[Double]] = []
    swap(&values, &observed)
    let channels = scenario.observe
    while values.count < channels.count { values.append([]) }
    for index in channels.indices {
      values[index].removeAll(keepingCapacity: true)
      try stage.observe(channels[index], &values[index])
    }
    recorder.append(values, groups: stage.groupCount)
    swap(&values, &observed)
  }
}
