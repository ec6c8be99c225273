import LRSchedulers

/// ChainedScheduler with a mistake that no argument expresses.
struct ChainedVariant: CompositeScheduler {
  enum Mistake: Sendable, CaseIterable {
    case onlyFirst, onlyLast, withoutFirst, withoutLast, staleLastLR, lastLRNeverSet

    var text: String {
      switch self {
      case .onlyFirst: "ChainedScheduler: only the first child is stepped"
      case .onlyLast: "ChainedScheduler: only the last child is stepped"
      case .withoutFirst: "ChainedScheduler: the first child is not stepped"
      case .withoutLast: "ChainedScheduler: the last child is not stepped"
      case .staleLastLR: "ChainedScheduler: get_last_lr() gives the rates of the step before"
      case .lastLRNeverSet: "ChainedScheduler: get_last_lr() gives the initial rates for ever"
      }
    }
  }

  private let mistake: Mistake
  package var children: [any NestableScheduler]
  private(set) var lastLR: [Number]

  init?(_ children: [any LRScheduler], _ optimizer: Optimizer, _ mistake: Mistake) {
    // What PyTorch refuses is refused all the same.
    let nestable = children.compactMap { $0 as? any NestableScheduler }
    if nestable.isEmpty || nestable.count < children.count { return nil }
    self.mistake = mistake
    self.children = nestable
    lastLR = optimizer.groups.map(\.lr)
  }

  var lastEpoch: Number? { nil }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let saved = state as? ChainedVariant else { return }
    lastLR = saved.lastLR
    try load(children: saved.children)
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if mistake == .staleLastLR { lastLR = optimizer.groups.map(\.lr) }
    for index in children.indices {
      let isSkipped =
        switch mistake {
        case .onlyFirst: index > 0
        case .onlyLast: index < children.count - 1
        case .withoutFirst: index == 0
        case .withoutLast: index == children.count - 1
        case .staleLastLR, .lastLRNeverSet: false
        }
      if !isSkipped { try children[index].step(&optimizer) }
    }
    if mistake != .staleLastLR, mistake != .lastLRNeverSet { lastLR = optimizer.groups.map(\.lr) }
  }
}
