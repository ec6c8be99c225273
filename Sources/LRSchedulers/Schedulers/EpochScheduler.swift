/// What PyTorch's base class `LRScheduler` keeps.
package struct EpochState: Sendable {
  /// Each group's `initial_lr` at construction.
  package var baseLRs: [Number]
  /// The index of the last epoch.
  package var lastEpoch: Number {
    get { epoch.number }
    set { epoch.number = newValue }
  }
  /// Calls of `step`, the initial one included.
  package var stepCount = 0
  /// True during the initial step, in which the chainable forms leave the learning rates alone.
  package var isInitial = false
  /// Each group's learning rate after the last step.
  package var lastLR = RateList()
  /// The base lrs, where they are all plain numbers.
  var plainBaseLRs: [Double]? {
    var values: [Double] = []
    for base in baseLRs {
      guard let value = base.plain else { return nil }
      values.append(value)
    }
    return values
  }
  // The last epoch, quick to read and to write.
  var epoch: IntegerCell

  /// PyTorch's `LRScheduler.__init__` up to the initial step.
  ///
  /// - Throws: `KeyError` where a resumed scheduler (`lastEpoch` other than -1) finds no `initial_lr`.
  package init(_ optimizer: inout Optimizer, lastEpoch: Number) throws(PythonError) {
    epoch = IntegerCell(lastEpoch)
    baseLRs = []
    baseLRs.reserveCapacity(optimizer.groups.count)
    for index in optimizer.groups.indices {
      if lastEpoch == -1, optimizer.groups[index].initialLR == nil {
        optimizer.groups[index].initialLR = optimizer.groups[index].lr
      }
      guard let base = optimizer.groups[index].initialLR else {
        throw PythonError(
          .keyError,
          "'initial_lr' is missing in parameter group \(index), and last_epoch is not -1"
        )
      }
      baseLRs.append(base)
    }
  }
}

/// A scheduler built on PyTorch's base class: it counts epochs, and computes every group's rate from the epoch.
package protocol EpochScheduler: LRScheduler {
  /// The base class's state.
  var state: EpochState { get set }

  /// Whether PyTorch's class has a `_get_closed_form_lr`, which `step(epoch)` then uses.
  static var hasClosedForm: Bool { get }

  /// PyTorch's `get_lr`: appends each group's next rate to `values`.
  func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError)

  /// PyTorch's `_get_closed_form_lr`: appends each base lr's rate at `lastEpoch` to `values`.
  func appendClosedFormLR(to values: inout RateList) throws(PythonError)

  /// `step()` by `appendLR`.
  mutating func exactStep(_ optimizer: inout Optimizer) throws(PythonError)

  /// Forgets what is kept from one step for the next, before the epoch is set from outside.
  mutating func leavePlainSchedule()
}

extension EpochScheduler {
  public var lastEpoch: Number? { state.lastEpoch }
  public var lastLR: [Number] { state.lastLR.values }

  package static var hasClosedForm: Bool { false }
  package func appendClosedFormLR(to values: inout RateList) throws(PythonError) {}

  package mutating func leavePlainSchedule() {}

  package mutating func exactStep(_ optimizer: inout Optimizer) throws(PythonError) {
    state.stepCount &+= 1
    state.lastEpoch = try state.lastEpoch + 1
    try update(&optimizer, closedForm: false)
  }

  public mutating func step(_ optimizer: inout Optimizer, _ epoch: Number) throws(PythonError) {
    leavePlainSchedule()
    state.stepCount &+= 1
    state.lastEpoch = epoch
    try update(&optimizer, closedForm: Self.hasClosedForm)
  }

  public func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    var values = RateList()
    try appendLR(&optimizer, to: &values)
    return values.values
  }

  public mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    state.stepCount = 0
    state.isInitial = true
    leavePlainSchedule()
    try exactStep(&optimizer)
    state.isInitial = false
  }

  public mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) {
    leavePlainSchedule()
    state.lastEpoch = 0
    try update(&optimizer, closedForm: Self.hasClosedForm)
  }

  public mutating func undoStep() throws(PythonError) {
    leavePlainSchedule()
    state.lastEpoch = try state.lastEpoch - 1
  }

  /// What `step(epoch)` would be without a closed form: diagnosis looks for ports that have none.
  package mutating func stepChainably(
    _ optimizer: inout Optimizer,
    to epoch: Number
  ) throws(PythonError) {
    leavePlainSchedule()
    state.stepCount &+= 1
    state.lastEpoch = epoch
    try update(&optimizer, closedForm: false)
  }

  // The rest of PyTorch's _update_lr. The new rates are computed into the memory of the last ones, so that a step
  // allocates nothing; PyTorch's _last_lr is read back from the groups and so is the same list.
  mutating func update(_ optimizer: inout Optimizer, closedForm: Bool) throws(PythonError) {
    var values = RateList()
    swap(&values, &state.lastLR)
    values.restart()
    if closedForm {
      try appendClosedFormLR(to: &values)
    } else {
      try appendLR(&optimizer, to: &values)
    }
    try values.assign(to: &optimizer)
    swap(&values, &state.lastLR)
  }
}

extension Optimizer {
  /// What `zip(strict=True)` checks: as many values as groups. They differ where a group was added after the
  /// scheduler's construction.
  @inline(__always)
  func requireGroups(_ count: Int) throws(PythonError) {
    guard count == groups.count else {
      throw PythonError(.valueError, "\(count) values for \(groups.count) parameter groups")
    }
  }

  /// Appends each group's current rate: what the chainable forms do where nothing changes.
  func appendCurrentLR(to values: inout RateList) {
    for index in groups.indices { values.append(groups[index].lr) }
  }

  /// Appends each group's current rate times a factor.
  @inline(__always)
  func appendCurrentLR(times factor: Number, to values: inout RateList) throws(PythonError) {
    for index in groups.indices { values.append(try groups[index].lr * factor) }
  }
}
