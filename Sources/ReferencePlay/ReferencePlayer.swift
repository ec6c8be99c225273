import LRSchedulers
import Scenarios

/// Plays scenarios on the reference implementation.
package struct ReferencePlayer: Sendable {
  private let factory: SchedulerFactory

  /// A player.
  package init() { factory = SchedulerFactory() }

  init(callLog: CallLog) { factory = SchedulerFactory(callLog: callLog) }

  package init(_ variation: PlayVariation) { factory = SchedulerFactory(variation: variation) }

  /// Plays a scenario to its end or to the error that ends it.
  package func play(_ scenario: Scenario) -> Outcome {
    var play = ScenarioPlay(scenario)
    var factory = factory
    factory.budget = EvaluationBudget()
    do {
      var stage = try ReferenceStage(scenario, factory)
      try play.run(&stage)
      return Outcome(trace: play.trace)
    } catch {
      return Outcome(
        trace: play.trace,
        error: RunError(step: play.count, type: error.kind.rawValue, message: error.message)
      )
    }
  }
}

/// The reference's optimizer and schedulers in the middle of a scenario.
private struct ReferenceStage: ScenarioStage {
  typealias Failure = PythonError

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

  var groupCount: Int { optimizer.groups.count }
  var schedulerCount: Int { schedulers.count }

  mutating func step(_ scheduler: Int) throws(PythonError) { try schedulers[scheduler].step(&optimizer) }

  mutating func step(_ scheduler: Int, epoch: Number) throws(PythonError) {
    try schedulers[scheduler].step(&optimizer, epoch)
  }

  mutating func step(_ scheduler: Int, metric: Number) throws(PythonError) {
    try schedulers[scheduler].step(&optimizer, metric)
  }

  mutating func setLR(_ rates: [Number]) {
    for (index, rate) in zip(optimizer.groups.indices, rates) { optimizer.groups[index].lr = rate }
  }

  mutating func add(_ group: ParameterGroup) { optimizer.add(group) }

  mutating func stepInBulk(_ action: Action, _ recorder: inout TraceRecorder) throws(PythonError) -> Bool {
    switch action {
    case .step(let count) where observesLRAlone: try stepInBulk(count, &recorder)
    case .stepMetrics(let metrics) where observesLRAlone && isPlateau: try stepInBulk(metrics, &recorder)
    default: return false
    }
    return true
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

  // Whether the scheduler takes many metrics at once: the one that is asked for, with nothing around it.
  private var isPlateau: Bool { factory.variation.wrapLeaf == nil && schedulers[0] is ReduceLROnPlateau }

  private mutating func stepInBulk(_ metrics: [Number], _ recorder: inout TraceRecorder) throws(PythonError) {
    guard var plateau = schedulers[0] as? ReduceLROnPlateau else { return }
    // What was made before an error is part of the trace.
    defer { schedulers[0] = plateau }
    var left = metrics[...]
    while let metric = left.first {
      var rates: [Double] = []
      defer { recorder.append(rows: rates, groups: optimizer.groups.count) }
      let floats = left.prefix(4096).prefix(while: { if case .float = $0 { true } else { false } })
      if floats.isEmpty {
        try plateau.step(&optimizer, metric)
        try optimizer.appendRates(to: &rates)
        left.removeFirst()
      } else {
        let values = try floats.map { (metric) throws(PythonError) in try metric.double() }
        try plateau.step(&optimizer, metrics: values[...], into: &rates)
        left.removeFirst(floats.count)
      }
    }
  }

  mutating func reload(_ scope: ReloadScope) throws(PythonError) {
    let saved = self
    self = try ReferenceStage(scenario, factory)
    let loading = factory.variation.loading
    if loading == .nothing { return }
    if scope == .all, loading != .schedulerOnly { try optimizer.load(saved.optimizer) }
    for index in schedulers.indices {
      try schedulers[index].load(saved.schedulers[index])
      if loading == .oneStepBack {
        try schedulers[index].asChild { (scheduler) throws(PythonError) in try scheduler.undoStep() }
      }
    }
  }

  mutating func observe(_ channel: Channel, _ values: inout [Double]) throws(PythonError) {
    switch channel {
    case .lr:
      try optimizer.appendRates(to: &values)
    case .momentum:
      try optimizer.appendMomenta(to: &values, missing: Trace.missing)
    case .lastEpoch:
      for scheduler in schedulers { values.append(try scheduler.lastEpoch?.double() ?? Trace.missing) }
    case .lastLR:
      for rate in schedulers.last?.lastLR ?? [] { values.append(try rate.double()) }
    case .getLR:
      for rate in try schedulers.last?.getLR(&optimizer) ?? [] { values.append(try rate.double()) }
    }
  }
}
