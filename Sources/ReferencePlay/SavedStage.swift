import LRSchedulers
import Scenarios

/// What a checkpoint holds.
struct SavedStage {
  var optimizer: Optimizer
  var schedulers: [any LRScheduler]

  mutating func passThroughJSON(_ parts: [Reload.Part]) throws(PythonError) {
    for part in parts {
      switch part {
      case .optimizer: try optimizer.passThroughJSON()
      case .scheduler: try change { (state) throws(PythonError) in try state.passThroughJSON() }
      }
    }
  }

  /// A checkpoint's format has text for the keys of dictionaries; Tensors it can say.
  mutating func turnKeysIntoText() {
    try? change { state in
      var changed = state
      if (try? changed.passThroughJSON()) != nil { state = changed }
    }
  }

  mutating func spend() { try? change { $0.spend() } }

  private mutating func change(
    _ body: (inout any SavedState) throws(PythonError) -> Void
  ) throws(PythonError) {
    for index in schedulers.indices {
      guard var state = schedulers[index] as? any SavedState else { continue }
      try body(&state)
      if let changed = state as? any LRScheduler { schedulers[index] = changed }
    }
  }
}
