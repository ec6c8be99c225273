import LRSchedulers
import ReferencePlay
import Scenarios

/// A scheduler whose first steps do nothing.
struct LateScheduler: SchedulerAround {
  var inner: any LRScheduler
  private var ignored: Int

  /// Builds schedulers of some classes, or all that have no children, late; or early where the number is negative.
  static func building(_ steps: Int, _ types: Set<SchedulerType>?) -> PlayVariation.Build {
    { (spec, children, optimizer) throws(PythonError) in
      guard children.isEmpty, types?.contains(spec.type) ?? (spec.type != .plateau) else { return nil }
      var scheduler = try SchedulerFactory().make(spec, &optimizer)
      if steps > 0 { return LateScheduler(inner: scheduler, ignored: steps) }
      for _ in 0..<(-steps) { try scheduler.step(&optimizer) }
      return scheduler
    }
  }

  /// Builds schedulers of some classes, or all that have no children, and sets the lr to what their `get_lr()` gives then.
  static func asking(_ types: Set<SchedulerType>?) -> PlayVariation.Build {
    { (spec, children, optimizer) throws(PythonError) in
      guard children.isEmpty, types?.contains(spec.type) ?? (spec.type != .plateau), spec.type != .plateau
      else {
        return nil
      }
      let scheduler = try SchedulerFactory().make(spec, &optimizer)
      let rates = try scheduler.getLR(&optimizer)
      for (index, rate) in rates.enumerated() where index < optimizer.groups.count {
        optimizer.groups[index].lr = rate
      }
      return scheduler
    }
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if ignored > 0 {
      ignored -= 1
    } else {
      try inner.step(&optimizer)
    }
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    // A metric is a step as well; an epoch says itself where it is.
    if ignored > 0, inner is ReduceLROnPlateau {
      ignored -= 1
    } else {
      try inner.step(&optimizer, argument)
    }
  }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let state = state as? LateScheduler else { return }
    try inner.load(state.inner)
    ignored = state.ignored
  }
}
