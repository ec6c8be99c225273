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

  /// How a loop around the formula sets the rates.
  enum Loop: Sendable, CaseIterable {
    /// As PyTorch's closed forms, which raise where a group was added.
    case strict
    /// Groups that are added later are left alone.
    case ofFirstGroups
    /// They are, and the first value is the base lr, whatever the formula gives.
    case fromBase

    var text: String { self == .strict ? "" : "; groups that are added later are left alone" }

    /// What the first value is, in words.
    var first: String { self == .fromBase ? "but the first is the base lr itself" : "the first one too" }
  }

  /// What a function of the epoch does beside its formula.
  struct Way: Sendable {
    var start = Start.formula
    var loop = Loop.strict
    /// The argument that names the epoch after which nothing changes; nil where there is none.
    var end: String?

    /// What it does beside, in words.
    var text: String { ", \(loop.first)\(start.text)\(loop.text)" }

    /// How much it assumes beside the formula.
    var cost: Int {
      let ofLoop =
        switch loop {
        case .strict: 0
        case .ofFirstGroups: 1
        case .fromBase: 2
        }
      return (start == .formula ? 0 : 1) + ofLoop
    }

    /// All ways to a last epoch.
    static func all(until end: String? = nil) -> [Way] {
      Start.allCases.flatMap { start in Loop.allCases.map { Way(start: start, loop: $0, end: end) } }
    }
  }

  var inner: any LRScheduler
  private let way: Way
  private let end: Number?
  private let bases: [Number]

  /// Builds schedulers of some classes that way.
  static func building(_ types: Set<SchedulerType>, _ way: Way) -> PlayVariation.Build {
    { (spec, children, optimizer) throws(PythonError) in
      guard children.isEmpty, types.contains(spec.type), spec.type != .plateau else { return nil }
      var end: Number?
      if let name = way.end {
        guard case .number(let number) = spec.value(of: name) else { return nil }
        end = number
      }
      let scheduler = try SchedulerFactory().make(spec, &optimizer)
      var function = EpochFunction(scheduler, way, end, optimizer)
      // What is asked for at construction is the epoch that is resumed, too.
      if way.loop == .fromBase {
        optimizer.groups.indices.forEach { optimizer.groups[$0].lr = function.bases[$0] }
      } else if let epoch = scheduler.lastEpoch, try epoch >= 0 {
        try function.set(epoch, &optimizer)
      }
      return function
    }
  }

  private init(_ inner: any LRScheduler, _ way: Way, _ end: Number?, _ optimizer: Optimizer) {
    self.inner = inner
    self.way = way
    self.end = end
    bases = optimizer.groups.map { $0.initialLR ?? $0.lr }
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    guard let epoch = inner.lastEpoch else { return try inner.step(&optimizer) }
    try set(epoch + 1, &optimizer)
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    try set(argument.number, &optimizer)
  }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let state = state as? EpochFunction else { return }
    try inner.load(state.inner)
  }

  private mutating func set(_ epoch: Number, _ optimizer: inout Optimizer) throws(PythonError) {
    let added = way.loop == .strict ? [] : optimizer.groups.dropFirst(bases.count)
    optimizer.groups.removeLast(added.count)
    defer { optimizer.groups += added }
    var counted = epoch
    if let end, try epoch > end { counted = end }
    let isBefore = try epoch < 0
    if isBefore, way.start != .formula { counted = 0 }
    do {
      try inner.step(&optimizer, counted)
    } catch  where error.kind == .zeroDivisionError {
      // What divides by an argument that is 0 has its own way with that.
      for index in optimizer.groups.indices { optimizer.groups[index].lr = .float(Undetermined.value) }
    }
    if counted != epoch, var epochs = inner as? any EpochScheduler {
      epochs.state.lastEpoch = epoch
      inner = epochs
    }
    guard isBefore, way.start == .epoch || way.start == .multiple else { return }
    for (index, base) in bases.enumerated() where index < optimizer.groups.count {
      optimizer.groups[index].lr = way.start == .epoch ? epoch : try base * epoch
    }
  }
}
