import LRSchedulers

extension ReferencePlayer {
  /// The reference without its short cuts for plain numbers: every step in Python's arithmetic, one by one. The
  /// values are the same; this is how one sees that they are.
  public static let exact = ReferencePlayer(
    PlayVariation(wrapLeaf: { scheduler in
      (scheduler as? any EpochScheduler).map { ExactSteps(inner: $0) } ?? scheduler
    })
  )
}

/// A scheduler whose `step()` never takes a short cut.
private struct ExactSteps: LRScheduler {
  var inner: any EpochScheduler

  var lastEpoch: Number? { inner.lastEpoch }
  var lastLR: [Number] { inner.lastLR }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) { try inner.exactStep(&optimizer) }

  mutating func step(_ optimizer: inout Optimizer, _ argument: Number) throws(PythonError) {
    try inner.step(&optimizer, argument)
  }

  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] { try inner.getLR(&optimizer) }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    try inner.load((state as? ExactSteps)?.inner ?? state)
  }

  mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    try inner.performInitialStep(&optimizer)
  }

  mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) { try inner.restart(&optimizer) }

  mutating func undoStep() throws(PythonError) { try inner.undoStep() }
}
