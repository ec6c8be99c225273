/// The base lr times a constant factor until `totalIters`, then undone.
///
///     lr(0) = lr · factor,  lr(total_iters) = lr(t−1) · (1 / factor),  otherwise lr(t−1)
///     step(epoch): lr(t) = base_lr · (factor + (t ≥ total_iters) · (1 − factor))
///
/// Where `totalIters` is 0 the factor is never undone (PyTorch issue 185006).
/// Source: PyTorch `ConstantLR`.
public struct ConstantLR: LRScheduler, EpochScheduler {
  package var state: EpochState
  var plain = PlainSlot<Plain>()
  /// The factor, 0 to 1.
  public let factor: Number
  /// The number of steps with the factor.
  public let totalIters: Number

  /// - Parameters:
  ///   - factor: The factor, 0 to 1.
  ///   - totalIters: The number of steps with the factor.
  ///   - lastEpoch: The epoch to resume from; -1 starts.
  /// - Throws: `ValueError` for a factor out of range. A factor of zero raises `ZeroDivisionError` when it is to
  ///   be undone.
  public init(
    _ optimizer: inout Optimizer,
    factor: Number = .float(1.0 / 3),
    totalIters: Number = 5,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    try factor.refuse(below: 0, above: 1.0, "the factor is not between 0 and 1")
    self.factor = factor
    self.totalIters = totalIters
    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    try performInitialStep(&optimizer)
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    if state.lastEpoch.isZero {
      try optimizer.appendCurrentLR(times: factor, to: &values)
    } else if state.lastEpoch == totalIters {
      try optimizer.appendCurrentLR(times: 1.0 / factor, to: &values)
    } else {
      optimizer.appendCurrentLR(to: &values)
    }
  }

  package static var hasClosedForm: Bool { true }

  package func appendClosedFormLR(to values: inout RateList) throws(PythonError) {
    for base in state.baseLRs {
      let done: Number = try state.lastEpoch >= totalIters ? 1 : 0
      values.append(try base * (factor + done * (1 - factor)))
    }
  }
}

extension ConstantLR: PlainEpochScheduler, ScalingScheduler {
  struct Plain: ScalingSchedule {
    var epoch: Int
    var ends = false
    let end: Int
    let undoing: Double

    @inline(__always)
    static var mostlyStays: Bool { true }

    @inline(__always)
    mutating func advance() -> Bool {
      epoch &+= 1
      ends = epoch == end
      return true
    }

    @inline(__always)
    var factor: Double { ends ? undoing : 1 }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    guard case .integer(let end) = totalIters, let factor = factor.plain, factor != 0 else {
      return nil
    }
    return PlainSlot(Plain(epoch: epoch, end: end, undoing: 1.0 / factor), groups: optimizer.groups.count)
  }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) { try plainStep(&optimizer) }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    try plainSteps(&optimizer, count: count, into: &rates)
  }
}
