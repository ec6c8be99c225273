/// What SequentialLR and ChainedScheduler have in common: children, and methods of PyTorch's base class that they
/// lack.
package protocol CompositeScheduler: NestableScheduler {
  /// The children, in order.
  var children: [any NestableScheduler] { get set }
}

extension CompositeScheduler {
  public mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    throw PythonError(.typeError, "step() takes no argument here")
  }

  public func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    throw .noGetLR
  }

  package mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    try step(&optimizer)
  }

  package mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) { throw .noGetLR }

  package mutating func undoStep() throws(PythonError) {
    for index in children.indices { try children[index].undoStep() }
  }

  /// PyTorch's `load_state_dict` of each child.
  package mutating func load(children saved: [any NestableScheduler]) throws(PythonError) {
    for index in children.indices where index < saved.count { try children[index].load(saved[index]) }
  }

  /// What both composites refuse: no children, and one that needs a metric.
  static func nestable(_ schedulers: [any LRScheduler]) throws(PythonError) -> [any NestableScheduler] {
    if schedulers.isEmpty { throw PythonError(.valueError, "no scheduler") }
    var children: [any NestableScheduler] = []
    for scheduler in schedulers {
      guard let child = scheduler as? any NestableScheduler else {
        throw PythonError(.valueError, "\(type(of: scheduler)) cannot be a child: its step needs a metric")
      }
      children.append(child)
    }
    return children
  }
}
