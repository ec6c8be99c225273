import LRSchedulers
import Scenarios

/// A scheduler of the port: its state, and how it is stepped.
final class PortScheduler<Real: PortNumber> {
  typealias Group = PortGroup<Real>

  let spec: SchedulerSpec
  let mistakes: Set<PortMistake>
  private(set) var children: [PortScheduler] = []
  var epoch = -1.0
  var bases: [Real] = []
  var last: [Real] = []
  // Warm restarts.
  var cycleEpoch = -1.0
  var cycleLength = 0.0
  // The plateau's.
  var best = 0.0
  var bad = 0
  var cooling = 0
  // Steps that are still to be ignored.
  private var ignored = 0

  init(_ spec: SchedulerSpec, _ groups: [Group], _ mistakes: Set<PortMistake>) {
    self.spec = spec
    self.mistakes = mistakes
    var specs = spec.children
    if mistakes.contains(.childrenReversed) { specs.reverse() }
    children = specs.map { PortScheduler($0, groups, mistakes) }
    switch spec.type {
    case .plateau: startPlateau(groups)
    case .chained: last = groups.map(\.lr)
    case .sequential: startSequence(groups)
    default: startLeaf(groups)
    }
  }

  private func startLeaf(_ groups: [Group]) {
    let rates = groups.map(\.lr)
    if mistakes.contains(.baseFromCurrentRate) {
      for group in groups { group.initial = nil }
    }
    if spec.type == .cyclic { startCycles(groups) }
    if spec.type == .oneCycle { startOneCycle(groups) }
    for group in groups { group.initial = group.initial ?? group.lr }
    bases = groups.map { $0.initial ?? $0.lr }
    cycleLength = number("T_0")
    startOver(groups)
    if spec.type == .cyclic { bases = perGroup("base_lr", groups.count) }
    if mistakes.contains(.noInitialStep) {
      for (group, rate) in zip(groups, rates) { group.lr = rate }
    }
    if mistakes.contains(.earlyByOne) || mistakes.contains(.earlyByTwo) { advance(groups) }
    if mistakes.contains(.earlyByTwo) { advance(groups) }
    ignored = mistakes.contains(.lateByOne) ? 1 : mistakes.contains(.lateByTwo) ? 2 : 0
  }

  /// The initial step.
  private func startOver(_ groups: [Group]) {
    switch spec.type {
    case .chained, .sequential: step(groups)
    case .warmRestarts: if epoch < 0 { step(groups, epoch: 0) } else { advance(groups) }
    default:
      epoch += 1
      assign(rates(groups, isInitial: true), groups)
    }
  }

  func step(_ groups: [Group]) {
    switch spec.type {
    case .plateau: break
    case .chained:
      for child in children { child.step(groups) }
      last = groups.map(\.lr)
    case .sequential: stepSequence(groups)
    default:
      if ignored > 0 {
        ignored -= 1
        return
      }
      advance(groups)
      if mistakes.contains(.extraStepPerEpoch) { advance(groups) }
    }
  }

  private func advance(_ groups: [Group]) {
    if spec.type == .warmRestarts {
      advanceCycle(groups)
      return
    }
    epoch += 1
    let formula = mistakes.contains(.closedFormSteps) ? closedForm() : nil
    assign(formula ?? rates(groups, isInitial: false), groups)
  }

  func step(_ groups: [Group], epoch: Double) {
    if mistakes.contains(.epochIgnored) {
      step(groups)
      return
    }
    if spec.type == .warmRestarts {
      jumpCycle(groups, to: epoch)
      return
    }
    self.epoch = epoch
    let formula = mistakes.contains(.chainableEpochs) ? nil : closedForm()
    assign(formula ?? rates(groups, isInitial: false), groups)
  }

  func assign(_ rates: [Real], _ groups: [Group]) {
    for (group, rate) in zip(groups, rates) { group.lr = rate }
    last = rates
  }

  func undo() {
    if children.isEmpty { epoch -= 1 }
    for child in children { child.undo() }
  }

  func take(_ saved: PortScheduler) {
    (epoch, bases, last) = (saved.epoch, saved.bases, saved.last)
    (cycleEpoch, cycleLength) = (saved.cycleEpoch, saved.cycleLength)
    (best, bad, cooling, ignored) = (saved.best, saved.bad, saved.cooling, saved.ignored)
    for (child, other) in zip(children, saved.children) { child.take(other) }
  }

  // MARK: Sequences

  private var milestones: [Double] {
    let given = numbers("milestones")
    if mistakes.contains(.switchLate) { return given.map { $0 + 1 } }
    return mistakes.contains(.switchEarly) ? given.map { $0 - 1 } : given
  }

  private func startSequence(_ groups: [Group]) {
    epoch = 0
    let first = children[milestones.filter { $0 <= 0 }.count]
    if !mistakes.contains(.initialStepsKept) {
      for group in groups { group.lr = group.initial ?? group.lr }
      for child in children { child.undo() }
      first.startOver(groups)
    }
    last = first.last
  }

  private func stepSequence(_ groups: [Group]) {
    epoch += 1
    let index = milestones.filter { $0 <= epoch }.count
    let child = children[index]
    let starts = index > 0 && milestones[index - 1] == epoch
    if mistakes.contains(.allChildrenStep) {
      for child in children { child.step(groups) }
    } else if starts, mistakes.contains(.epochsFromTheStart) {
      child.step(groups, epoch: epoch)
    } else if starts, mistakes.contains(.startsFromCurrentRate) {
      child.startOver(groups)
    } else if starts, !mistakes.contains(.childNotRestarted) {
      child.step(groups, epoch: 0)
    } else {
      child.step(groups)
    }
    last = child.last
  }

  // MARK: Arguments

  func number(_ name: String) -> Double {
    if case .number(let value) = spec.value(of: name) { return (try? value.double()) ?? .nan }
    return .nan
  }

  func real(_ name: String) -> Real { Real(number(name)) }

  func text(_ name: String) -> String {
    if case .text(let value) = spec.value(of: name) { return value }
    return ""
  }

  func flag(_ name: String) -> Bool { spec.value(of: name) == .flag(true) }

  func numbers(_ name: String) -> [Double] {
    if case .numbers(let values) = spec.value(of: name) { return values.map { (try? $0.double()) ?? .nan } }
    return [number(name)]
  }

  /// An argument for each group.
  func perGroup(_ name: String, _ count: Int) -> [Real] {
    var values = numbers(name).map { Real($0) }
    if values.count == 1 || mistakes.contains(.groupZeroForAll) {
      values = Array(repeating: values[0], count: count)
    }
    return mistakes.contains(.groupsReversed) ? values.reversed() : values
  }

  func functions(_ count: Int) -> [Expression] {
    switch spec["lr_lambda"] {
    case .function(let function): return Array(repeating: function, count: count)
    case .functions(let functions):
      if mistakes.contains(.groupZeroForAll) { return Array(repeating: functions[0], count: count) }
      return mistakes.contains(.groupsReversed) ? functions.reversed() : functions
    default: return []
    }
  }
}
