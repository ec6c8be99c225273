import LRSchedulers
import Scenarios

/// The reference's optimizer and schedulers in the middle of a scenario.
struct ReferenceStage: ScenarioStage {
  typealias Failure = PythonError

  private let scenario: Scenario
  private let factory: SchedulerFactory
  var optimizer: Optimizer
  var schedulers: [any LRScheduler] = []
  // What `save` has saved.
  private var saved: SavedStage?
  // Only where a variation wants it: the stage before the last call of a step, the calls of each scheduler, and the
  // optimizer that is looked at where the schedulers change another.
  var before: SavedStage?
  var calls: [Int: Int] = [:]
  var used: Optimizer?

  init(_ scenario: Scenario, _ factory: SchedulerFactory) throws(PythonError) {
    self.scenario = scenario
    self.factory = factory
    optimizer = Optimizer(scenario.optimizer, groups: scenario.groups)
    try build(scenario.schedulers, factory)
  }

  private mutating func build(_ specs: [SchedulerSpec], _ factory: SchedulerFactory) throws(PythonError) {
    schedulers = []
    for spec in specs { schedulers.append(try factory.make(spec, &optimizer)) }
  }

  /// The optimizer that is looked at.
  var inUse: Optimizer { used ?? optimizer }

  var groupCount: Int { inUse.groups.count }
  var schedulerCount: Int { schedulers.count }

  var variation: PlayVariation { factory.variation }

  mutating func step(_ scheduler: Int) throws(PythonError) {
    for _ in 0..<prepareStep(scheduler) { try schedulers[scheduler].step(&optimizer) }
  }

  mutating func step(_ scheduler: Int, epoch: Number) throws(PythonError) {
    for _ in 0..<prepareStep(scheduler) { try schedulers[scheduler].step(&optimizer, epoch) }
  }

  mutating func step(_ scheduler: Int, metric: Number) throws(PythonError) {
    for _ in 0..<prepareStep(scheduler) { try schedulers[scheduler].step(&optimizer, metric) }
  }

  mutating func setLR(_ rates: [Number]) { changeUsed { $0.setRates(rates) } }

  mutating func add(_ group: ParameterGroup) { changeUsed { $0.add(group) } }

  mutating func add(_ scheduler: SchedulerSpec) throws(PythonError) {
    schedulers.append(try factory.make(scheduler, &optimizer))
  }

  mutating func save() { saved = savedNow }

  /// What is saved now.
  private var savedNow: SavedStage {
    let now = SavedStage(optimizer: inUse, schedulers: schedulers)
    return before.map { variation.loading.saved($0, now) } ?? now
  }

  mutating func stepInBulk(_ action: Action, _ recorder: inout TraceRecorder) throws(PythonError) -> Bool {
    switch action {
    case .step(let count) where observesLRAlone: try stepInBulk(count, &recorder)
    case .stepMetrics(let metrics) where observesLRAlone && isPlateau: try stepInBulk(metrics, &recorder)
    case .step, .stepEpochs, .stepMetrics, .setLR, .addGroup, .reload, .observe, .save, .addScheduler:
      return false
    }
    return true
  }

  // Whether many steps can be one call: nothing but the rates is looked at between them.
  private var observesLRAlone: Bool {
    schedulers.count == 1 && scenario.observe == [.lr] && !optimizer.groups.isEmpty && used == nil
      && variation.stepsPlainly
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

  mutating func reload(_ reload: Reload) throws(PythonError) {
    var state = saved ?? savedNow
    if reload.throughJSON { try state.passThroughJSON(reload.load) }
    let loading = variation.loading
    if loading == .keysAsText { state.turnKeysIntoText() }
    var parts = loading == .nothing ? [] : reload.load
    if loading == .schedulerOnly { parts.removeAll { $0 == .optimizer } }
    if loading == .optimizerOnly { parts.removeAll { $0 == .scheduler } }

    used = nil
    optimizer = Optimizer(scenario.optimizer, groups: reload.groups ?? scenario.groups)
    if reload.build == .afterOptimizer || loading == .optimizerFirst, parts.contains(.optimizer) {
      try load(state.optimizer)
      parts.removeAll { $0 == .optimizer }
    }
    var again = factory
    again.variation = variation.onReload
    try build(reload.schedulers ?? scenario.schedulers, again)
    for part in parts {
      switch part {
      case .optimizer: try load(state.optimizer)
      case .scheduler: try load(state.schedulers)
      }
    }
    finishLoading()
    // A state that went through JSON is a copy, and the saved one as it was.
    if !reload.throughJSON, parts.contains(.scheduler) { saved?.spend() }
  }

  private mutating func load(_ state: Optimizer) throws(PythonError) {
    let fresh = optimizer
    try optimizer.load(state)
    if variation.loading == .withoutMomentum { keepMomentum(of: fresh) }
  }

  private mutating func load(_ states: [any LRScheduler]) throws(PythonError) {
    for (index, state) in zip(schedulers.indices, states) {
      let fresh = schedulers[index]
      try schedulers[index].load(state)
      try misload(index, fresh)
    }
  }

  mutating func observe(_ channel: Channel, _ values: inout [Double]) throws(PythonError) {
    switch channel {
    case .lr:
      try inUse.appendRates(to: &values)
    case .momentum:
      try inUse.appendMomenta(to: &values, missing: Trace.missing)
    case .lastEpoch:
      for scheduler in schedulers { values.append(try scheduler.lastEpoch?.double() ?? Trace.missing) }
    case .lastLR:
      for rate in schedulers.last?.lastLR ?? [] { values.append(try rate.double()) }
    case .getLR:
      for rate in try schedulers.last?.getLR(&optimizer) ?? [] { values.append(try rate.double()) }
    case .beta2:
      for group in inUse.groups {
        values.append(try group.betas?.second.double() ?? Trace.missing)
      }
    case .initialLR:
      for group in inUse.groups {
        values.append(try group.initialLR?.double() ?? Trace.missing)
      }
    case .state(let key):
      let number = (schedulers.last as? any SavedState)?.savedNumber(key)
      values.append(try number?.double() ?? Trace.missing)
    }
  }
}
