/// A learning-rate scheduler: a value that, step by step, sets the learning rates of an optimizer's groups.
///
/// Schedulers are values and do not keep the optimizer; every call is handed the one it belongs to. Copying a
/// scheduler saves its state (PyTorch's `state_dict`), `load` restores it.
public protocol LRScheduler: Sendable {
  /// PyTorch's `last_epoch`: the index of the last epoch, 0 after construction; nil where PyTorch's object has
  /// no such attribute (ChainedScheduler).
  var lastEpoch: Number? { get }

  /// PyTorch's `get_last_lr()`: each group's learning rate as the last step left it.
  var lastLR: [Number] { get }

  /// PyTorch's `step()`.
  mutating func step(_ optimizer: inout Optimizer) throws(PythonError)

  /// Makes `count` steps and appends each group's learning rate after each of them: values of step 1, group by
  /// group, then those of step 2.
  ///
  /// - Throws: What a single step throws; the steps before it are made and their rates are there.
  mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError)

  /// PyTorch's `step(x)` with one positional argument: the epoch, or ReduceLROnPlateau's metric.
  ///
  /// - Throws: `TypeError` where PyTorch's `step` takes no argument (SequentialLR, ChainedScheduler).
  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError)

  /// PyTorch's `get_lr()` called from outside a step: the rates that a step would set now, with the side
  /// effects that it has (CyclicLR and OneCycleLR set the momentum).
  ///
  /// - Throws: `NotImplementedError` where PyTorch's class has no `get_lr`.
  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number]

  /// PyTorch's `load_state_dict`: takes over a saved copy's state, but for functions, which PyTorch does not
  /// save.
  ///
  /// - Throws: `TypeError` for the state of a scheduler of another type.
  mutating func load(_ state: any LRScheduler) throws(PythonError)
}

extension LRScheduler {
  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    for _ in 0..<max(0, count) {
      try step(&optimizer)
      try optimizer.appendRates(to: &rates)
    }
  }

  /// PyTorch's `load_state_dict` for a scheduler whose whole state is saved.
  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    self = try state.state(of: Self.self)
  }

  func state<Scheduler: LRScheduler>(of type: Scheduler.Type) throws(PythonError) -> Scheduler {
    guard let state = self as? Scheduler else {
      throw PythonError(.typeError, "the state of \(Self.self) loaded into \(type)")
    }
    return state
  }
}

/// A scheduler that SequentialLR and ChainedScheduler take as a child: what they ask of it beside its steps.
package protocol NestableScheduler: LRScheduler, SavedState {
  /// PyTorch's `_initial_step`: what the constructor does last, and what SequentialLR repeats for the child that
  /// starts.
  mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError)

  /// PyTorch's `_update_lr(0)`: SequentialLR's start of the next child, at its milestone.
  ///
  /// - Throws: `NotImplementedError` for composites, which have no `get_lr` (PyTorch 2.13).
  mutating func restart(_ optimizer: inout Optimizer) throws(PythonError)

  /// PyTorch's `recursive_undo`: takes one from `last_epoch`, in composites from each leaf's.
  mutating func undoStep() throws(PythonError)

  /// Makes some of the next steps at once and appends the rates after each of them.
  ///
  /// - Returns: How many; 0 where the next step is to be made alone.
  mutating func manySteps(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) throws(PythonError) -> Int

  /// Writes the factors by which the next steps multiply the only group's learning rate, as far as they are known
  /// beforehand: how many. See `PlainSteps`.
  func foresee(_ optimizer: Optimizer, _ factors: UnsafeMutableBufferPointer<Double>) -> Int

  /// Makes steps that were foreseen; the last leaves the only group at a learning rate.
  mutating func makeForeseen(_ steps: Int, lastLR: Double)
}

extension NestableScheduler {
  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    var left = count
    while left > 0 {
      let made = try manySteps(&optimizer, atMost: left, into: &rates)
      left -= made
      if made > 0 { continue }
      try step(&optimizer)
      try optimizer.appendRates(to: &rates)
      left -= 1
    }
  }

  package mutating func manySteps(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) throws(PythonError) -> Int { 0 }

  package func foresee(_ optimizer: Optimizer, _ factors: UnsafeMutableBufferPointer<Double>) -> Int { 0 }
  package mutating func makeForeseen(_ steps: Int, lastLR: Double) {}
}
