import LRSchedulers

/// A scheduler around another that steps it in a wrong way.
struct SteppingWrapper: NestableScheduler {
  enum Way: Sendable {
    /// `step()` computes from the closed form.
    case closedForm
    /// `step(epoch)` sets the epoch and computes chainably.
    case chainable
    /// `step(epoch)` is `step()`.
    case ignoresArgument
    /// `step()` steps twice.
    case twice
    /// Loading makes a step, as a constructor does; it shows in the next one.
    case aheadAfterLoad
  }

  private var inner: any LRScheduler
  private let way: Way
  private var isAhead = false

  init(_ inner: any LRScheduler, _ way: Way) {
    self.inner = inner
    self.way = way
  }

  var lastEpoch: Number? { inner.lastEpoch }
  var lastLR: [Number] { inner.lastLR }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if isAhead {
      isAhead = false
      try inner.step(&optimizer)
    }
    if way == .closedForm, let epoch = inner.lastEpoch {
      try inner.step(&optimizer, epoch + 1)
    } else {
      try inner.step(&optimizer)
      if way == .twice { try inner.step(&optimizer) }
    }
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    switch way {
    case .chainable:
      if var epochs = inner as? any EpochScheduler {
        try epochs.step(&optimizer, to: argument.number, closedForm: false)
        inner = epochs
      } else {
        try inner.step(&optimizer, argument)
      }
    case .ignoresArgument: try inner.step(&optimizer)
    case .closedForm, .twice, .aheadAfterLoad: try inner.step(&optimizer, argument)
    }
  }

  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] { try inner.getLR(&optimizer) }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let wrapper = state as? SteppingWrapper else { return }
    try inner.load(wrapper.inner)
    isAhead = way == .aheadAfterLoad
  }

  mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    try inner.asChild { (inner) throws(PythonError) in try inner.performInitialStep(&optimizer) }
  }

  mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) {
    try inner.asChild { (inner) throws(PythonError) in try inner.restart(&optimizer) }
  }

  mutating func undoStep() throws(PythonError) {
    try inner.asChild { (inner) throws(PythonError) in try inner.undoStep() }
  }
}
