/// What SequentialLR and ChainedScheduler have in common: children, and methods of PyTorch's base class that they
/// lack.
protocol CompositeScheduler: LRScheduler {
  /// The children, in order.
  var schedulers: [any LRScheduler] { get set }
}

extension CompositeScheduler {
  public mutating func step(_ optimizer: inout Optimizer, _ argument: Number) throws(PythonError) {
    throw PythonError(.typeError, "step() takes no argument here")
  }

  public func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    throw .noGetLR
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
