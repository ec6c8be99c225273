import LRSchedulers
import ReferencePlay

/// A scheduler whose first steps do nothing.
struct LateScheduler: NestableScheduler {
  private var inner: any LRScheduler
  private var ignored: Int

  /// The play in which each scheduler that has no children is late, or early where the number is negative.
  static func variation(_ steps: Int) -> PlayVariation {
    PlayVariation(build: { (spec, children, optimizer) throws(PythonError) in
      guard children.isEmpty, spec.type != .plateau else { return nil }
      var scheduler = try SchedulerFactory().make(spec, &optimizer)
      if steps > 0 { return LateScheduler(inner: scheduler, ignored: steps) }
      for _ in 0..<(-steps) { try scheduler.step(&optimizer) }
      return scheduler
    })
  }

  var lastEpoch: Number? { inner.lastEpoch }
  var lastLR: [Number] { inner.lastLR }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if ignored > 0 {
      ignored -= 1
    } else {
      try inner.step(&optimizer)
    }
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    try inner.step(&optimizer, argument)
  }

  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] { try inner.getLR(&optimizer) }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let state = state as? LateScheduler else { return }
    try inner.load(state.inner)
    ignored = state.ignored
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
