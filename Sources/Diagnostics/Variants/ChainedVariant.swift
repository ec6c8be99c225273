import LRSchedulers

/// ChainedScheduler with a mistake that no argument expresses.
struct ChainedVariant: NestableScheduler {
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
  private var children: [any LRScheduler]
  private(set) var lastLR: [Number]

  init(_ children: [any LRScheduler], _ optimizer: Optimizer, _ mistake: Mistake) {
    self.mistake = mistake
    self.children = children
    lastLR = optimizer.groups.map(\.lr)
  }

  var lastEpoch: Number? { nil }

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

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    throw PythonError(.typeError, "step() takes no argument here")
  }

  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    throw PythonError(.notImplementedError, "")
  }

  mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) { try step(&optimizer) }
  mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) {
    throw PythonError(.notImplementedError, "")
  }
  mutating func undoStep() throws(PythonError) {
    for index in children.indices {
      try children[index].asChild { (child) throws(PythonError) in try child.undoStep() }
    }
  }
}
