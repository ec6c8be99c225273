/// Steps its children one after the other on the same learning rates.
///
/// Its children have already made their initial steps when it is built, so they compound from the start.
/// Source: PyTorch `ChainedScheduler`.
public struct ChainedScheduler: CompositeScheduler {
  /// The children, in the order in which they are stepped.
  public internal(set) var schedulers: [any LRScheduler]
  /// Each group's lr after the last step.
  public var lastLR: [Number] { rates.values }
  private var rates = RateList()

  /// - Throws: `ValueError` for no child or for a ReduceLROnPlateau among them.
  public init(_ optimizer: inout Optimizer, schedulers: [any LRScheduler]) throws(PythonError) {
    try schedulers.refuseUnchainable()
    self.schedulers = schedulers
    rates.copy(from: optimizer)
  }

  public var lastEpoch: Number? { nil }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    for index in schedulers.indices { try schedulers[index].step(&optimizer) }
    rates.copy(from: optimizer)
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let saved = try state.state(of: ChainedScheduler.self)
    rates = saved.rates
    try schedulers.load(saved.schedulers)
  }
}
