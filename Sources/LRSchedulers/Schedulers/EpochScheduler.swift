/// What PyTorch's base class `LRScheduler` keeps.
package struct EpochState: Sendable {
  /// Each group's `initial_lr` at construction.
  package var baseLRs: [Number] = []
  /// The index of the last epoch.
  package var lastEpoch: Number = -1
  /// Calls of `step`, the initial one included.
  package var stepCount = 0
  /// True during the initial step, in which the chainable forms leave the learning rates alone.
  package var isInitial = false
  /// Each group's learning rate after the last step.
  package var lastLR: [Number] = []
  /// The cosine that was computed last.
  var cosine = LastCosine()
  /// The mistake that the formula is computed with; nil for none.
  package var fault = Fault.planted

  /// By how much a step moves the epoch.
  var stride: Number { .integer(fault?.stride(of: .epoch) ?? 1) }

  /// Counts a step.
  mutating func countStep() { stepCount &+= fault?.stride(of: .step) ?? 1 }
}

/// A scheduler built on PyTorch's base class: it counts epochs and computes every group's rate from the epoch.
///
/// A class gives its formulas; all else stands here and in `PlainSteps`.
package protocol EpochScheduler: NestableScheduler {
  /// The base class's state.
  var state: EpochState { get set }

  /// PyTorch's `get_lr`: the chainable formula, lr(t) from lr(t−1).
  func lr<A>(_ now: Moment<A>) throws(PythonError) -> A

  /// PyTorch's `_get_closed_form_lr`, by which `step(epoch)` computes: lr(t) from the base lr.
  func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A

  /// The momentum that goes with the rate; nil where the scheduler leaves it alone.
  func momentum<A>(_ now: Moment<A>) throws(PythonError) -> A?

  /// T_cur and T_i of the next epoch.
  func next<A>(_ period: Period<A>) throws(PythonError) -> Period<A>

  /// T_cur and T_i; nil where the class has none.
  var period: Period<Number>? { get set }

  /// Whether PyTorch's class has a `_get_closed_form_lr`.
  static var hasClosedForm: Bool { get }
  /// Whether its `get_lr` gives a rate for each base lr, and not for each group.
  static var givesRatePerBaseLR: Bool { get }
  /// Whether its `get_lr` multiplies the current lr by a factor that does not depend on it, or leaves it.
  static var multipliesLR: Bool { get }
  /// Whether its `get_lr` reads options of the group.
  static var readsOptions: Bool { get }
  /// Whether its `get_lr` sets the momentum.
  static var setsMomentum: Bool { get }
  /// Whether it keeps T_cur and T_i.
  static var keepsPeriod: Bool { get }

  /// The numbers of the state dict beside `last_epoch` and `_step_count`, by PyTorch's keys.
  var savedArguments: [(key: String, value: Number)] { get }

  /// `step()` with Python's numbers.
  mutating func exactStep(_ optimizer: inout Optimizer) throws(PythonError)
}

extension EpochScheduler {
  public var lastEpoch: Number? { state.lastEpoch }
  public var lastLR: [Number] { state.lastLR }

  package var savedArguments: [(key: String, value: Number)] { [] }
  package func closedForm<A>(_ now: Moment<A>) throws(PythonError) -> A { try lr(now) }
  package func momentum<A>(_ now: Moment<A>) throws(PythonError) -> A? { nil }
  package func next<A>(_ period: Period<A>) throws(PythonError) -> Period<A> { period }
  package var period: Period<Number>? {
    get { nil }
    set {}
  }
  /// The state before the constructor has set it.
  package static var unstarted: EpochState { EpochState() }

  /// PyTorch's `LRScheduler.__init__`.
  ///
  /// - Throws: `KeyError` where a resumed scheduler (`lastEpoch` other than -1) finds no `initial_lr`; what the initial
  ///   step throws.
  mutating func start(_ optimizer: inout Optimizer, lastEpoch: any PythonNumber) throws(PythonError) {
    state.lastEpoch = lastEpoch.number
    for index in optimizer.groups.indices {
      if state.lastEpoch == -1, optimizer.groups[index].initialLR == nil {
        optimizer.groups[index].initialLR = optimizer.groups[index].lr
      }
      guard let base = optimizer.groups[index].initialLR else {
        throw PythonError(
          .keyError,
          "'initial_lr' is missing in parameter group \(index), and last_epoch is not -1"
        )
      }
      state.baseLRs.append(base)
    }
    try performInitialStep(&optimizer)
  }

  package static var hasClosedForm: Bool { false }
  package static var givesRatePerBaseLR: Bool { false }
  package static var multipliesLR: Bool { false }
  package static var readsOptions: Bool { false }
  package static var setsMomentum: Bool { false }
  package static var keepsPeriod: Bool { false }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if try !plainStep(&optimizer) { try exactStep(&optimizer) }
  }

  package mutating func exactStep(_ optimizer: inout Optimizer) throws(PythonError) {
    state.countStep()
    state.lastEpoch = try state.lastEpoch + state.stride
    try update(&optimizer, closedForm: false)
  }

  public mutating func step(_ optimizer: inout Optimizer, _ epoch: any PythonNumber) throws(PythonError) {
    try step(&optimizer, to: epoch.number, closedForm: Self.hasClosedForm)
  }

  /// PyTorch's `step(epoch)`, by the closed form or not.
  package mutating func step(
    _ optimizer: inout Optimizer,
    to epoch: Number,
    closedForm: Bool
  ) throws(PythonError) {
    state.countStep()
    state.lastEpoch = epoch
    try update(&optimizer, closedForm: closedForm)
  }

  public func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    try rates(&optimizer, closedForm: false)
  }

  package mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    state.stepCount = 0
    state.isInitial = true
    try exactStep(&optimizer)
    state.isInitial = false
  }

  package mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) {
    state.lastEpoch = 0
    try update(&optimizer, closedForm: Self.hasClosedForm)
  }

  package mutating func undoStep() throws(PythonError) { state.lastEpoch = try state.lastEpoch - 1 }

  /// The rest of PyTorch's `_update_lr`.
  package mutating func update(_ optimizer: inout Optimizer, closedForm: Bool) throws(PythonError) {
    let rates = try rates(&optimizer, closedForm: closedForm)
    try optimizer.requireGroups(rates.count)
    for index in rates.indices { try optimizer.groups[index].assign(lr: rates[index]) }
    optimizer.copyRates(to: &state.lastLR)
  }

  // The rates of Python's numbers: without a mistake `Faulty` computes what `Number` does.
  private func rates(_ optimizer: inout Optimizer, closedForm: Bool) throws(PythonError) -> [Number] {
    let perBase = closedForm || Self.givesRatePerBaseLR
    var rates: [Number] = []
    for index in 0..<(perBase ? state.baseLRs.count : optimizer.groups.count) {
      guard index < optimizer.groups.count else {
        throw PythonError(.valueError, "fewer parameter groups than base learning rates")
      }
      var now: Moment<Faulty> = moment(optimizer.groups[index], index)
      now.period = period?.map(Faulty.init)
      if let fault = state.fault {
        now.others = otherReadings(optimizer, index)
        for reading in fault.readings { try now.misread(reading) }
      }
      let rate = try state.fault.computing(closedForm ? .closedForm : .lr) { () throws(PythonError) in
        try closedForm ? self.closedForm(now) : lr(now)
      }
      rates.append(rate.number)
      if closedForm || !Self.setsMomentum { continue }
      let momentum = try state.fault.computing(.momentum) { () throws(PythonError) in try self.momentum(now) }
      if let momentum {
        optimizer.groups[index].setMomentum(momentum.number, of: optimizer.kind)
        if perBase { try optimizer.requireGroups(state.baseLRs.count) }
      }
    }
    let isReversed = state.fault?.readings.contains(.reversed(closedForm ? .closedForm : .lr)) ?? false
    return isReversed ? rates.reversed() : rates
  }

  /// What the formula is given in a group, but for T_cur and T_i.
  @inline(__always)
  func moment<A>(_ group: borrowing ParameterGroup, _ index: Int) -> Moment<A> {
    var now = Moment(epoch: A(state.lastEpoch), lr: A(group.lr))
    if index < state.baseLRs.count { now.base = A(state.baseLRs[index]) }
    now.group = index
    now.isInitial = state.isInitial
    now.stepCount = A(.integer(state.stepCount))
    if Self.readsOptions { now.options = GroupOptions(group) }
    return now
  }

  private func otherReadings(_ optimizer: Optimizer, _ index: Int) -> OtherReadings<Faulty> {
    let mirrored = optimizer.groups.count - 1 - index
    var others = OtherReadings<Faulty>()
    others.initial = optimizer.groups[index].initialLR.map(Faulty.init)
    others.firstBase = state.baseLRs.first.map(Faulty.init)
    others.mirrored = Faulty(optimizer.groups[mirrored].lr)
    if mirrored < state.baseLRs.count { others.mirroredBase = Faulty(state.baseLRs[mirrored]) }
    if case .integer(let epoch) = state.lastEpoch {
      others.singleEpoch = Int(exactly: Float(epoch)).map { Faulty(.integer($0)) }
    }
    return others
  }
}
