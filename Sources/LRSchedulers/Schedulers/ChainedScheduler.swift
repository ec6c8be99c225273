/// Steps its children one after the other on the same learning rates.
///
/// Its children have already made their initial steps when it is built, so they compound from the start.
/// Source: PyTorch `ChainedScheduler`.
public struct ChainedScheduler: LRScheduler {
  /// The children, in the order in which they are stepped.
  public private(set) var schedulers: [any LRScheduler]
  /// Each group's lr after the last step.
  public var lastLR: [Number] { rates.values }
  private var rates = RateList()

  /// - Throws: `ValueError` for no child or for a ReduceLROnPlateau among them.
  public init(_ optimizer: inout Optimizer, schedulers: [any LRScheduler]) throws(PythonError) {
    try schedulers.refuseUnchainable()
    self.schedulers = schedulers
    optimizer.appendCurrentLR(to: &rates)
  }

  public var lastEpoch: Number? { nil }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    for index in schedulers.indices { try schedulers[index].step(&optimizer) }
    rates.restart()
    optimizer.appendCurrentLR(to: &rates)
  }

  public mutating func step(_ optimizer: inout Optimizer, _ argument: Number) throws(PythonError) {
    throw .stepTakesNoArgument
  }

  public func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    throw .noGetLR
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let saved = try state.state(of: ChainedScheduler.self)
    rates = saved.rates
    try schedulers.load(saved.schedulers)
  }

  public mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    try step(&optimizer)
  }

  public mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) { throw .noGetLR }

  public mutating func undoStep() throws(PythonError) {
    for index in schedulers.indices { try schedulers[index].undoStep() }
  }
}

extension [any LRScheduler] {
  /// What both composites refuse: no children, and one that wants a metric.
  func refuseUnchainable() throws(PythonError) {
    if isEmpty { throw PythonError(.valueError, "no scheduler") }
    if contains(where: { $0 is ReduceLROnPlateau }) {
      throw PythonError(.valueError, "ReduceLROnPlateau cannot be a child: its step wants a metric")
    }
  }

  /// PyTorch's `load_state_dict` of each child.
  mutating func load(_ saved: [any LRScheduler]) throws(PythonError) {
    for index in indices where index < saved.count { try self[index].load(saved[index]) }
  }
}

extension PythonError {
  static var stepTakesNoArgument: PythonError {
    PythonError(.typeError, "step() takes no argument here")
  }
}
