import LRSchedulers

/// A scheduler around another, which does what it does not do itself.
protocol SchedulerAround: NestableScheduler {
  /// The scheduler inside.
  var inner: any LRScheduler { get set }
}

extension SchedulerAround {
  var lastEpoch: Number? { inner.lastEpoch }
  var lastLR: [Number] { inner.lastLR }

  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] { try inner.getLR(&optimizer) }

  var savedNumbers: [(key: String, value: Number)] { (inner as? any SavedState)?.savedNumbers ?? [] }

  mutating func passThroughJSON() throws(PythonError) {
    try inner.asChild { (inner) throws(PythonError) in try inner.passThroughJSON() }
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
