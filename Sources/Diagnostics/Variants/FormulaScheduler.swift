import LRSchedulers

/// A scheduler whose rate is a formula of the epoch, the base lr and the current lr; the wrong schedulers that
/// PyTorch's arguments cannot express are made of it.
struct FormulaScheduler: NestableScheduler {
  /// What a formula is computed from.
  struct Input {
    var epoch: Number
    var base: Number
    var current: Number
  }

  typealias Formula = @Sendable (Input) throws(PythonError) -> Number

  private var epoch: Number
  private let bases: [Number]
  private let formula: Formula
  private(set) var lastLR: [Number] = []

  init(
    _ optimizer: inout Optimizer,
    lastEpoch: Number = -1,
    _ formula: @escaping Formula
  ) throws(PythonError) {
    self.formula = formula
    epoch = lastEpoch
    for index in optimizer.groups.indices where optimizer.groups[index].initialLR == nil {
      optimizer.groups[index].initialLR = optimizer.groups[index].lr
    }
    bases = optimizer.groups.map { $0.initialLR ?? $0.lr }
    try performInitialStep(&optimizer)
  }

  var lastEpoch: Number? { epoch }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    epoch = try epoch + 1
    try update(&optimizer)
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    epoch = argument.number
    try update(&optimizer)
  }

  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    var rates: [Number] = []
    for (index, group) in optimizer.groups.enumerated() {
      // A group that was added later has its own lr for a base.
      let base = index < bases.count ? bases[index] : group.initialLR ?? group.lr
      rates.append(try formula(Input(epoch: epoch, base: base, current: group.lr)))
    }
    return rates
  }

  mutating func performInitialStep(_ optimizer: inout Optimizer) throws(PythonError) {
    try step(&optimizer)
  }

  mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) {
    epoch = 0
    // From the base lr, as the closed forms that PyTorch takes here.
    for (index, base) in bases.enumerated() where index < optimizer.groups.count {
      try optimizer.groups[index].assign(lr: base)
    }
    try update(&optimizer)
  }

  mutating func undoStep() throws(PythonError) { epoch = try epoch - 1 }

  private mutating func update(_ optimizer: inout Optimizer) throws(PythonError) {
    lastLR = try getLR(&optimizer)
    for (index, rate) in lastLR.enumerated() { try optimizer.groups[index].assign(lr: rate) }
  }
}
