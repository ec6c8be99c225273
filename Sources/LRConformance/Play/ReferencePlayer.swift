import LRSchedulers

/// Plays scenarios on the reference implementation.
public struct ReferencePlayer: Sendable {
  private let factory: SchedulerFactory

  /// A player.
  public init() { factory = SchedulerFactory() }

  init(callLog: CallLog) { factory = SchedulerFactory(callLog: callLog) }

  init(_ variation: PlayVariation) { factory = SchedulerFactory(variation: variation) }

  /// Plays a scenario to its end or to the error that ends it.
  public func play(_ scenario: Scenario) -> Outcome {
    var recorder = TraceRecorder(
      scenario.observe,
      groups: scenario.groups.count,
      schedulers: scenario.schedulers.count,
      observations: scenario.observationCount
    )
    var factory = factory
    factory.budget = EvaluationBudget()
    do {
      var stage = try Stage(scenario, factory)
      try stage.observe(&recorder)
      for operation in scenario.program { try stage.perform(operation, &recorder) }
      return Outcome(trace: recorder.trace)
    } catch {
      return Outcome(
        trace: recorder.trace,
        error: RunError(step: recorder.count, type: error.kind.rawValue, message: error.message)
      )
    }
  }
}

/// An optimizer and its schedulers in the middle of a scenario.
private struct Stage {
  private let scenario: Scenario
  private let factory: SchedulerFactory
  private var optimizer: Optimizer
  private var schedulers: [any LRScheduler] = []

  init(_ scenario: Scenario, _ factory: SchedulerFactory) throws(PythonError) {
    self.scenario = scenario
    self.factory = factory
    optimizer = Optimizer(scenario.optimizer, groups: scenario.groups)
    for spec in scenario.schedulers { schedulers.append(try factory.make(spec, &optimizer)) }
  }

  mutating func perform(
    _ operation: Operation,
    _ recorder: inout TraceRecorder
  ) throws(PythonError) {
    switch operation.action {
    case .step(let count) where observesLRAlone:
      try stepInBulk(count, &recorder)
    case .step(let count):
      for _ in 0..<count {
        for index in addressed(operation) { try schedulers[index].step(&optimizer) }
        try observe(&recorder)
      }
    case .stepEpochs(let arguments), .stepMetrics(let arguments):
      for argument in arguments {
        for index in addressed(operation) { try schedulers[index].step(&optimizer, argument) }
        try observe(&recorder)
      }
    case .setLR(let rates):
      for (index, rate) in zip(optimizer.groups.indices, rates) { optimizer.groups[index].lr = rate }
    case .addGroup(let group):
      optimizer.add(group)
    case .reload(let scope):
      try reload(scope)
    }
  }

  // Whether many steps can be one call: nothing but the rates is looked at between them.
  private var observesLRAlone: Bool {
    schedulers.count == 1 && scenario.observe == [.lr] && !optimizer.groups.isEmpty
  }

  private mutating func stepInBulk(_ count: Int, _ recorder: inout TraceRecorder) throws(PythonError) {
    var left = count
    while left > 0 {
      var rates: [Double] = []
      // What was observed before an error is part of the trace.
      defer { recorder.append(rows: rates, groups: optimizer.groups.count) }
      let made = min(left, 4096)
      try schedulers[0].step(&optimizer, count: made, into: &rates)
      left -= made
    }
  }

  private func addressed(_ operation: Operation) -> Range<Int> {
    guard let scheduler = operation.scheduler else { return schedulers.indices }
    return scheduler..<(scheduler + 1)
  }

  private mutating func reload(_ scope: ReloadScope) throws(PythonError) {
    let saved = self
    self = try Stage(scenario, factory)
    let loading = factory.variation.loading
    if loading == .nothing { return }
    if scope == .all, loading != .schedulerOnly { try optimizer.load(saved.optimizer) }
    for index in schedulers.indices {
      try schedulers[index].load(saved.schedulers[index])
      if loading == .oneStepBack { try schedulers[index].undoStep() }
    }
  }

  mutating func observe(_ recorder: inout TraceRecorder) throws(PythonError) {
    var values: [[Double]] = []
    values.reserveCapacity(scenario.observe.count)
    for channel in scenario.observe { values.append(try observe(channel)) }
    recorder.append(values, groups: optimizer.groups.count)
  }

  private mutating func observe(_ channel: Channel) throws(PythonError) -> [Double] {
    switch channel {
    case .lr:
      return try doubles(optimizer.groups.map(\.lr))
    case .momentum:
      return try doubles(optimizer.groups.map(\.observedMomentum))
    case .lastEpoch:
      return try doubles(schedulers.map(\.lastEpoch))
    case .lastLR:
      return try doubles(schedulers.last?.lastLR ?? [])
    case .getLR:
      return try doubles(schedulers.last?.getLR(&optimizer) ?? [])
    }
  }

  private func doubles(_ numbers: [Number?]) throws(PythonError) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(numbers.count)
    for number in numbers { values.append(try number?.double() ?? Trace.missing) }
    return values
  }
}
