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
  // What `save` has saved.
  private var saved: SavedStage?

  init(_ scenario: Scenario, _ factory: SchedulerFactory) throws(PythonError) {
    self.scenario = scenario
    self.factory = factory
    optimizer = Optimizer(scenario.optimizer, groups: scenario.groups)
    try build(scenario.schedulers)
  }

  private mutating func build(_ specs: [SchedulerSpec]) throws(PythonError) {
    schedulers = []
    for spec in specs { schedulers.append(try factory.make(spec, &optimizer)) }
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

  mutating func add(_ scheduler: SchedulerSpec) throws(PythonError) {
    schedulers.append(try factory.make(scheduler, &optimizer))
  }

  mutating func save() { saved = SavedStage(optimizer: optimizer, schedulers: schedulers) }

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

  mutating func reload(_ reload: Reload) throws(PythonError) {
    var state = saved ?? SavedStage(optimizer: optimizer, schedulers: schedulers)
    if reload.throughJSON { try state.passThroughJSON(reload.load) }
    let loading = factory.variation.loading
    var parts = loading == .nothing ? [] : reload.load
    if loading == .schedulerOnly { parts.removeAll { $0 == .optimizer } }
    if loading == .optimizerOnly { parts.removeAll { $0 == .scheduler } }

    optimizer = Optimizer(scenario.optimizer, groups: reload.groups ?? scenario.groups)
    if reload.build == .afterOptimizer || loading == .optimizerFirst, parts.contains(.optimizer) {
      try optimizer.load(state.optimizer)
      parts.removeAll { $0 == .optimizer }
    }
    try build(reload.schedulers ?? scenario.schedulers)
    for part in parts {
      switch part {
      case .optimizer: try optimizer.load(state.optimizer)
      case .scheduler: try load(state.schedulers)
      }
    }
    // A state that went through JSON is a copy, and the saved one as it was.
    if !reload.throughJSON, parts.contains(.scheduler) { saved?.spend() }
  }

  private mutating func load(_ states: [any LRScheduler]) throws(PythonError) {
    for (index, state) in zip(schedulers.indices, states) {
      let fresh = schedulers[index]
      try schedulers[index].load(state)
      switch factory.variation.loading {
      case .oneStepBack:
        try schedulers[index].asChild { (scheduler) throws(PythonError) in try scheduler.undoStep() }
      case .without(let part): schedulers[index].restore(part, from: fresh, of: factory.variation.losing)
      case .right, .nothing, .schedulerOnly, .optimizerOnly, .optimizerFirst: break
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
    case .beta2:
      for group in optimizer.groups { values.append(try group.betas?.second.double() ?? Trace.missing) }
    case .initialLR:
      for group in optimizer.groups { values.append(try group.initialLR?.double() ?? Trace.missing) }
    case .state(let key):
      let number = (schedulers.last as? any SavedState)?.savedNumber(key)
      values.append(try number?.double() ?? Trace.missing)
    }
  }
}

/// What a checkpoint holds.
private struct SavedStage {
  var optimizer: Optimizer
  var schedulers: [any LRScheduler]

  mutating func passThroughJSON(_ parts: [Reload.Part]) throws(PythonError) {
    for part in parts {
      switch part {
      case .optimizer: try optimizer.passThroughJSON()
      case .scheduler: try change { (state) throws(PythonError) in try state.passThroughJSON() }
      }
    }
  }

  mutating func spend() { try? change { $0.spend() } }

  private mutating func change(
    _ body: (inout any SavedState) throws(PythonError) -> Void
  ) throws(PythonError) {
    for index in schedulers.indices {
      guard var state = schedulers[index] as? any SavedState else { continue }
      try body(&state)
      if let changed = state as? any LRScheduler { schedulers[index] = changed }
    }
  }
}

extension LRScheduler {
  /// Puts a part of the state back to what it was before another state was loaded.
  fileprivate mutating func restore(
    _ part: PlayVariation.StatePart,
    from fresh: any LRScheduler,
    of types: Set<SchedulerType>?
  ) {
    let isConcerned = types?.contains { $0.rawValue == "\(Self.self)" } ?? true
    if part == .everything, isConcerned, let fresh = fresh as? Self {
      self = fresh
      return
    }
    if var composite = self as? any CompositeScheduler, var old = fresh as? any CompositeScheduler {
      if isConcerned, part == .ofChildren { composite.children = old.children }
      if isConcerned, part == .ofComposite {
        old.children = composite.children
        composite = old
      }
      for index in composite.children.indices where index < old.children.count {
        composite.children[index].restore(part, from: old.children[index], of: types)
      }
      if let composite = composite as? Self { self = composite }
      return
    }
    if !isConcerned { return }
    if let plateau = self as? ReduceLROnPlateau, let old = fresh as? ReduceLROnPlateau {
      if part == .plateau, let restored = plateau.keepingProgress(of: old) as? Self { self = restored }
      return
    }
    guard var scheduler = self as? any EpochScheduler, let old = fresh as? any EpochScheduler else { return }
    switch part {
    case .lastEpoch: scheduler.state.lastEpoch = old.state.lastEpoch
    case .stepCount: scheduler.state.stepCount = old.state.stepCount
    case .baseLRs: scheduler.state.baseLRs = old.state.baseLRs
    case .lastLR: scheduler.state.lastLR = old.state.lastLR
    case .period: scheduler.period = old.period
    case .plateau, .everything, .ofComposite, .ofChildren: break
    }
    if let scheduler = scheduler as? Self { self = scheduler }
  }
}
