/// What can be seen of a scheduler's `state_dict`, and what becomes of it on its way.
package protocol SavedState {
  /// The numbers of the state dict; those of children are not among them.
  var savedNumbers: [(key: String, value: Number)] { get }

  /// PyTorch's state dict as JSON text and back, as a checkpoint in JSON keeps it.
  ///
  /// - Throws: `TypeError` for a Tensor, which JSON cannot say.
  mutating func passThroughJSON() throws(PythonError)

  /// Notes that the saved state was loaded: PyTorch takes a key out of CyclicLR's (issue 32756).
  mutating func spend()
}

extension NestableScheduler {
  // Composites, and what stands for a scheduler in a diagnosis, show no more than this.
  package var savedNumbers: [(key: String, value: Number)] { lastEpoch.map { [("last_epoch", $0)] } ?? [] }
  package mutating func passThroughJSON() throws(PythonError) {}
}

extension SavedState {
  package mutating func spend() {}

  /// A number of the state dict; nil for a key that it lacks, or that is no number.
  package func savedNumber(_ key: String) -> Number? { savedNumbers.first { $0.key == key }?.value }
}

extension Optimizer {
  /// PyTorch's state dict as JSON text and back.
  ///
  /// - Throws: `TypeError` for a Tensor, which JSON cannot say.
  package func passThroughJSON() throws(PythonError) {
    try groups.flatMap { [$0.lr] + ($0.initialLR.map { [$0] } ?? []) }.refuseTensorsInJSON()
  }
}

extension EpochScheduler {
  package var savedNumbers: [(key: String, value: Number)] {
    [("last_epoch", state.lastEpoch), ("_step_count", .integer(state.stepCount))] + savedArguments
  }

  package mutating func passThroughJSON() throws(PythonError) { try refuseTensorsInJSON() }

  func refuseTensorsInJSON() throws(PythonError) { try (state.baseLRs + state.lastLR).refuseTensorsInJSON() }
}

extension CompositeScheduler {
  package mutating func passThroughJSON() throws(PythonError) {
    try lastLR.refuseTensorsInJSON()
    for index in children.indices { try children[index].passThroughJSON() }
  }

  package mutating func spend() {
    for index in children.indices { children[index].spend() }
  }
}

extension [Number] {
  /// JSON cannot say a Tensor: `TypeError`.
  func refuseTensorsInJSON() throws(PythonError) {
    if contains(where: \.isTensor) {
      throw PythonError(.typeError, "Object of type Tensor is not JSON serializable")
    }
  }
}
