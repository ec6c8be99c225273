import LRSchedulers
import ReferencePlay
import Scenarios

/// A schedule that is a function of the epoch and the base lr: what was changed in between is overwritten.
struct EpochFunction: SchedulerAround {
  /// What comes of an epoch below 0.
  enum Start: Sendable, CaseIterable {
    /// The formula, as in PyTorch.
    case formula
    /// The value of epoch 0.
    case clipped
    /// The epoch itself, or the base lr times the epoch: a warm-up of no length.
    case epoch, multiple

    var text: String {
      switch self {
      case .formula: ""
      case .clipped: "; an epoch below 0 counts as 0"
      case .epoch: "; below epoch 0 the lr is the epoch"
      case .multiple: "; below epoch 0 the lr is the base lr times the epoch"
      }
    }
  }

  /// The lr after construction.
  enum First: Sendable {
    /// The formula gives it.
    case formula
    /// The base lr.
    case base
    /// The lr that the group had.
    case unchanged
    /// The lowest lr of the schedule.
    case lowest

    var text: String {
      switch self {
      case .formula: "the first one too"
      case .base: "but the first is the base lr itself"
      case .unchanged: "but the first is the lr that the group has"
      case .lowest: "but the first is the lowest lr of the schedule"
      }
    }
  }

  /// What comes after the epoch that an argument names.
  enum Past: Sendable {
    /// The value of that epoch.
    case stays
    /// The value that there was before.
    case holds
    /// The schedule begins again there.
    case repeats
  }

  /// What a function of the epoch does beside its formula.
  struct Way: Sendable {
    var start = Start.formula
    /// Whether groups that are added later are left alone; PyTorch's closed forms raise there.
    var leavesAdded = false
    var first = First.formula
    /// How many epochs late each value comes.
    var delay = 0
    /// Whether `step(epoch)` and what follows it are late as well; otherwise only the count begins late.
    var delaysGiven = true
    /// The argument that names the epoch after which the schedule is over; nil where there is none.
    var end: String?
    var past = Past.stays

    /// What it does beside, in words.
    var text: String {
      let late =
        switch delay {
        case 0: ""
        case 1...: delaysGiven ? ", one step late" : ", one step late, until step(epoch) sets the epoch"
        default: ", one step early"
        }
      let groups = leavesAdded ? "; groups that are added later are left alone" : ""
      return "\(late), \(first.text)\(start.text)\(groups)"
    }

    /// How much it assumes beside the formula.
    var cost: Int {
      (start == .formula ? 0 : 1) + (leavesAdded ? 1 : 0) + (first == .formula ? 0 : 1) + (delay == 0 ? 0 : 1)
    }

    /// All ways to a last epoch.
    static func all(until end: String? = nil) -> [Way] {
      Start.allCases.flatMap { start in
        [
          Way(start: start, end: end), Way(start: start, leavesAdded: true, end: end),
          Way(start: start, leavesAdded: true, first: .base, end: end),
        ]
      }
    }

    /// Those that begin with another value, or come late or early.
    static var shifted: [Way] {
      let ways: [(First, Int, Bool)] = [
        (.unchanged, 0, true), (.lowest, 0, true),
        (.formula, 1, true), (.formula, 1, false), (.unchanged, 1, true), (.unchanged, 1, false),
        (.lowest, 1, true), (.lowest, 1, false),
        (.formula, -1, true), (.unchanged, -1, true),
      ]
      return ways.flatMap { first, delay, delaysGiven in
        [false, true].map { Way(leavesAdded: $0, first: first, delay: delay, delaysGiven: delaysGiven) }
      }
    }
  }

  var inner: any LRScheduler
  private let way: Way
  private let end: Number?
  private let bases: [Number]
  private var delay: Int

  /// Builds schedulers of some classes that way.
  static func building(_ types: Set<SchedulerType>, _ way: Way) -> PlayVariation.Build {
    { (spec, children, optimizer) throws(PythonError) in
      guard children.isEmpty, types.contains(spec.type), spec.type != .plateau else { return nil }
      var end: Number?
      if let name = way.end {
        guard case .number(let number) = spec.value(of: name) else { return nil }
        end = number
      }
      let given = optimizer.groups.map(\.lr)
      let scheduler = try SchedulerFactory().make(spec, &optimizer)
      var function = EpochFunction(scheduler, way, end, optimizer)
      switch way.first {
      case .formula:
        // What is asked for at construction is the epoch that is resumed, too.
        if let epoch = scheduler.lastEpoch, try epoch >= 0 { try function.set(epoch, &optimizer) }
      case .base: optimizer.setRates(function.bases)
      case .unchanged: optimizer.setRates(given)
      case .lowest: optimizer.setRates(try lowest(spec, function.bases))
      }
      return function
    }
  }

  /// The lowest lr that a schedule comes to, for each group.
  static func lowest(_ spec: SchedulerSpec, _ bases: [Number]) throws(PythonError) -> [Number] {
    if case .number(let floor) = spec.value(of: "eta_min") { return bases.map { _ in floor } }
    guard case .number(let start) = spec.value(of: "start_factor"),
      case .number(let end) = spec.value(of: "end_factor")
    else { return bases.map { _ in 0.0 } }
    let factor = try Number.minimum(start, end)
    var rates: [Number] = []
    for base in bases { rates.append(try base * factor) }
    return rates
  }

  private init(_ inner: any LRScheduler, _ way: Way, _ end: Number?, _ optimizer: Optimizer) {
    self.inner = inner
    self.way = way
    self.end = end
    bases = optimizer.groups.map { $0.initialLR ?? $0.lr }
    delay = way.delay
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    guard let epoch = inner.lastEpoch else { return try inner.step(&optimizer) }
    try set(epoch + 1, &optimizer)
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    if !way.delaysGiven { delay = 0 }
    try set(argument.number, &optimizer)
  }

  // What such an implementation computes between steps, and how it counts them, is its own.
  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    optimizer.groups.map { _ in .float(Undetermined.value) }
  }

  var savedNumbers: [(key: String, value: Number)] {
    ((inner as? any SavedState)?.savedNumbers ?? []).map { key, value in
      (key, key == "_step_count" ? .float(Undetermined.value) : value)
    }
  }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let state = state as? EpochFunction else { return }
    try inner.load(state.inner)
    delay = state.delay
  }

  private mutating func set(_ epoch: Number, _ optimizer: inout Optimizer) throws(PythonError) {
    let added = way.leavesAdded ? optimizer.groups.dropFirst(bases.count) : []
    optimizer.groups.removeLast(added.count)
    defer { optimizer.groups += added }
    if way.past == .holds, let end, try epoch > end { return count(epoch) }
    let isBefore = try epoch < 0
    let counted = try counted(epoch, isBefore)
    do {
      try inner.step(&optimizer, counted)
    } catch  where error.kind == .zeroDivisionError {
      // What divides by an argument that is 0 has its own way with that.
      for index in optimizer.groups.indices { optimizer.groups[index].lr = .float(Undetermined.value) }
    }
    if counted != epoch { count(epoch) }
    guard isBefore, way.start == .epoch || way.start == .multiple else { return }
    for (index, base) in bases.enumerated() where index < optimizer.groups.count {
      optimizer.groups[index].lr = way.start == .epoch ? epoch : try base * epoch
    }
  }

  private mutating func count(_ epoch: Number) {
    guard var epochs = inner as? any EpochScheduler else { return }
    epochs.state.lastEpoch = epoch
    inner = epochs
  }

  // The epoch that the formula is computed for.
  private func counted(_ epoch: Number, _ isBefore: Bool) throws(PythonError) -> Number {
    if isBefore { return way.start == .formula ? epoch : 0 }
    var counted = epoch
    // Where nothing is late, an integer stays one.
    if delay != 0 { counted = try Number.maximum(0, epoch - .integer(delay)) }
    guard let end else { return counted }
    switch way.past {
    // The share of the schedule that is over is from 0 to 1, also where its length is below 0.
    case .stays: return try end < 0 ? 0 : Number.minimum(counted, end)
    case .holds: return counted
    case .repeats:
      if try end <= 0 { return counted }
      return try counted < end ? counted : counted.modulo(end)
    }
  }
}
