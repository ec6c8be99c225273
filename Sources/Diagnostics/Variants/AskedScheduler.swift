import LRSchedulers
import ReferencePlay
import Scenarios

/// A scheduler that is never stepped: what is around it asks for `get_lr()`, first after construction, and counts the
/// epoch itself.
struct AskedScheduler: SchedulerAround {
  var inner: any LRScheduler

  /// Builds schedulers of some classes that way.
  ///
  /// - Parameter isFirst: Whether they are asked at once; a state that is loaded is what the next asking goes on from.
  static func building(_ types: Set<SchedulerType>, isFirst: Bool = true) -> PlayVariation.Build {
    { (spec, children, optimizer) throws(PythonError) in
      guard children.isEmpty, types.contains(spec.type) else { return nil }
      let scheduler = try SchedulerFactory().make(spec, &optimizer)
      guard scheduler is any EpochScheduler else { return nil }
      let asked = AskedScheduler(inner: scheduler)
      if isFirst { try asked.ask(&optimizer) }
      return asked
    }
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if let epoch = inner.lastEpoch { set(try epoch + 1) }
    try ask(&optimizer)
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    set(argument.number)
    try ask(&optimizer)
  }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let state = state as? AskedScheduler else { return }
    try inner.load(state.inner)
  }

  private mutating func set(_ epoch: Number) {
    guard var epochs = inner as? any EpochScheduler else { return }
    epochs.state.lastEpoch = epoch
    inner = epochs
  }

  private func ask(_ optimizer: inout Optimizer) throws(PythonError) {
    let rates = try inner.getLR(&optimizer)
    for (index, rate) in zip(optimizer.groups.indices, rates) { optimizer.groups[index].lr = rate }
  }
}
