import LRSchedulers
import Scenarios

/// A port of PyTorch's schedulers to plain numbers, written anew from the formulas and without the library's
/// schedulers, so that a mistake in it is made in another way than the catalogue's prediction of it.
final class Port<Real: PortNumber> {
  private let scenario: Scenario
  private let mistakes: Set<PortMistake>
  private var groups: [PortGroup<Real>] = []
  private var schedulers: [PortScheduler<Real>] = []
  private var columns: [[[Double]]]

  /// What the port makes of a scenario.
  static func play(_ scenario: Scenario, _ mistakes: Set<PortMistake> = []) -> Outcome {
    let port = Port(scenario, mistakes)
    port.run()
    let observed = zip(scenario.observe, port.columns).map { Trace.Observed(channel: $0, columns: $1) }
    return Outcome(trace: Trace(channels: observed))
  }

  private init(_ scenario: Scenario, _ mistakes: Set<PortMistake>) {
    self.scenario = scenario
    self.mistakes = mistakes
    columns = scenario.observe.map { channel in
      Array(repeating: [], count: channel == .lastEpoch ? scenario.schedulers.count : scenario.groups.count)
    }
    build()
  }

  private func build() {
    groups = scenario.groups.map { PortGroup($0, scenario.optimizer) }
    if mistakes.contains(.groupsReversed) { groups.reverse() }
    if mistakes.contains(.groupZeroForAll) {
      for group in groups { group.lr = groups[0].lr }
    }
    if mistakes.contains(.doubledBase) {
      for group in groups { group.lr *= 2 }
    }
    schedulers = scenario.schedulers.map { PortScheduler($0, groups, mistakes) }
  }

  private func run() {
    observe()
    for operation in scenario.program {
      let stepped = operation.scheduler.map { [schedulers[$0]] } ?? schedulers
      switch operation.action {
      case .step(let count):
        for _ in 0..<count {
          for scheduler in stepped { scheduler.step(groups) }
          observe()
        }
      case .stepEpochs(let epochs):
        for epoch in epochs {
          for scheduler in stepped { scheduler.step(groups, epoch: plain(epoch)) }
          observe()
        }
      case .stepMetrics(let metrics):
        for metric in metrics {
          for scheduler in stepped { scheduler.step(groups, metric: plain(metric)) }
          observe()
        }
      case .setLR(let rates):
        for (group, rate) in zip(groups, rates) { group.lr = Real(plain(rate)) }
      // No case of the port's own suite has these.
      case .addGroup, .save, .addScheduler: break
      case .observe: observe()
      case .reload(let options): reload(options.scope ?? .all)
      }
    }
  }

  private func reload(_ scope: ReloadScope) {
    let (savedGroups, savedSchedulers) = (groups, schedulers)
    build()
    if mistakes.contains(.stateLost) { return }
    if scope == .all, !mistakes.contains(.optimizerStateLost) { groups = savedGroups }
    for (scheduler, saved) in zip(schedulers, savedSchedulers) {
      scheduler.take(saved)
      if mistakes.contains(.oneStepBackAfterReload) { scheduler.undo() }
      if mistakes.contains(.oneStepAheadAfterReload) { scheduler.step(groups) }
    }
  }

  private func observe() {
    for (index, channel) in scenario.observe.enumerated() {
      let values: [Double] =
        switch channel {
        case .lr: groups.map { Double($0.lr) * (mistakes.contains(.percent) ? 100 : 1) }
        case .momentum: groups.map { $0.momentum.map { Double($0) } ?? Trace.missing }
        case .lastEpoch: schedulers.map { $0.spec.type == .chained ? Trace.missing : $0.epoch }
        case .lastLR:
          (schedulers.last?.last ?? []).map { Double($0) * (mistakes.contains(.percent) ? 100 : 1) }
        // A port that answers with the rate in use.
        case .getLR: groups.map { Double($0.lr) }
        case .beta2, .initialLR, .state: []
        }
      for (column, value) in values.enumerated() { columns[index][column].append(value) }
    }
  }

  private func plain(_ number: Number) -> Double { (try? number.double()) ?? .nan }
}

/// A parameter group of the port.
final class PortGroup<Real: PortNumber> {
  var lr: Real
  var momentum: Real?
  /// `initial_lr` and what OneCycleLR keeps in the group.
  var initial: Real?
  var highest: Real = 0
  var lowest: Real = 0

  init(_ group: ParameterGroup, _ optimizer: OptimizerKind) {
    func real(_ number: Number?) -> Real? { number.flatMap { try? $0.double() }.map { Real($0) } }
    lr = real(group.lr) ?? 0
    initial = real(group.initialLR)
    switch optimizer {
    case .sgd: momentum = real(group.momentum) ?? 0
    case .adam: momentum = real(group.betas?.first) ?? Real(0.9)
    case .adagrad: momentum = nil
    }
  }
}
