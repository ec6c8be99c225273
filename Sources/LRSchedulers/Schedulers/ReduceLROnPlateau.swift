/// Reduces the lr when a metric has stopped improving.
///
/// A metric that is not better than the best by the threshold is a bad epoch; bad epoch `patience + 1` in a row
/// reduces the lr to `max(lr · factor, min_lr)`, and the next `cooldown` epochs count no bad ones.
///
///     better (min): metric < best · (1 − threshold)   rel,   metric < best − threshold   abs
///     better (max): metric > best · (1 + threshold)   rel,   metric > best + threshold   abs
///
/// Source: PyTorch `ReduceLROnPlateau`.
public struct ReduceLROnPlateau: LRScheduler {
  private let smallerIsBetter: Bool
  private let thresholdIsRelative: Bool
  private let factor: Number
  private let patience: Number
  private let threshold: Number
  private let cooldown: Number
  private let eps: Number
  // nil where the minima were given one a group: then a group added later has none.
  private let commonMinimum: Number?
  private var minima: [Number]

  private var epoch = 0
  /// The best metric so far, of the initial infinity.
  public var best: Number { .float(bestMetric) }
  private var bestMetric: Double
  // What a metric has to be beyond to be better; unknown before the first step, and after a better one.
  private var bound = 0.0
  private var boundIsKnown = false
  /// The bad epochs in a row.
  public private(set) var badEpochs = 0
  /// The epochs of cooldown that are left.
  public var cooldownCounter: Number { cooldownLeft.number }
  private var cooldownLeft = IntegerCell(0)
  // The patience, where it is a plain number.
  private let plainPatience: Int?
  /// Each group's lr after the last step.
  public var lastLR: [Number] { rates.values }
  private var rates = RateList()

  /// - Parameters:
  ///   - mode: `min` or `max`.
  ///   - factor: What the lr is multiplied by, below 1.
  ///   - patience: The bad epochs that are borne.
  ///   - threshold: By how much a metric must be better.
  ///   - thresholdMode: `rel` or `abs`.
  ///   - cooldown: The epochs after a reduction that count no bad ones.
  ///   - minLR: The lr below which it is not reduced.
  ///   - eps: The smallest change of the lr that is made.
  /// - Throws: `ValueError` for a factor of 1 or more, an unknown mode, a list of the wrong length; in a step
  ///   `RuntimeError` where a group was added and the minima were given one a group.
  public init(
    _ optimizer: inout Optimizer,
    mode: String = "min",
    factor: Number = 0.1,
    patience: Number = 10,
    threshold: Number = 1e-4,
    thresholdMode: String = "rel",
    cooldown: Number = 0,
    minLR: PerGroup = 0,
    eps: Number = 1e-8
  ) throws(PythonError) {
    if try factor >= 1.0 { throw PythonError(.valueError, "the factor is not below 1") }
    minima = try minLR.values(named: "min_lr", for: optimizer)
    if case .all(let value) = minLR { commonMinimum = value } else { commonMinimum = nil }
    guard mode == "min" || mode == "max" else {
      throw PythonError(.valueError, "the mode is neither 'min' nor 'max'")
    }
    guard thresholdMode == "rel" || thresholdMode == "abs" else {
      throw PythonError(.valueError, "the threshold mode is neither 'rel' nor 'abs'")
    }
    smallerIsBetter = mode == "min"
    thresholdIsRelative = thresholdMode == "rel"
    bestMetric = smallerIsBetter ? .infinity : -.infinity
    if case .integer(let value) = patience { plainPatience = value } else { plainPatience = nil }
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.eps = eps
    rates.copy(from: optimizer)
  }

  public var lastEpoch: Number? { .integer(epoch) }

  /// Python's refusal of a call without the metric.
  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    throw PythonError(.typeError, "step() misses the argument 'metrics'")
  }

  /// PyTorch's `step(metrics)`.
  public mutating func step(_ optimizer: inout Optimizer, _ metric: Number) throws(PythonError) {
    let metric = try metric.double()
    epoch &+= 1
    if try isBetter(metric) {
      bestMetric = metric
      boundIsKnown = false
      badEpochs = 0
    } else {
      badEpochs += 1
    }
    try coolDown()
    if try isOutOfPatience {
      try reduce(&optimizer)
      cooldownLeft.number = cooldown
      badEpochs = 0
    }
    rates.copy(from: optimizer)
  }

  private var isOutOfPatience: Bool {
    @inline(__always) get throws(PythonError) {
      if let plainPatience { return badEpochs > plainPatience }
      return try .integer(badEpochs) > patience
    }
  }

  @inline(__always)
  private mutating func isBetter(_ metric: Double) throws(PythonError) -> Bool {
    if !boundIsKnown { try setBound() }
    return smallerIsBetter ? metric < bound : metric > bound
  }

  @inline(never)
  private mutating func setBound() throws(PythonError) {
    let threshold = try threshold.double()
    bound =
      switch (smallerIsBetter, thresholdIsRelative) {
      case (true, true): bestMetric * (1.0 - threshold)
      case (true, false): bestMetric - threshold
      case (false, true): bestMetric * (threshold + 1.0)
      case (false, false): bestMetric + threshold
      }
    boundIsKnown = true
  }

  @inline(__always)
  private mutating func coolDown() throws(PythonError) {
    if cooldownLeft.integer != 0 { try coolDownByOne() }
  }

  @inline(never)
  private mutating func coolDownByOne() throws(PythonError) {
    if try cooldownLeft.number > 0 {
      cooldownLeft.number = try cooldownLeft.number - 1
      badEpochs = 0
    }
  }

  @inline(never)
  private mutating func reduce(_ optimizer: inout Optimizer) throws(PythonError) {
    if minima.count != optimizer.groups.count {
      guard let commonMinimum else {
        throw PythonError(
          .runtimeError,
          "\(minima.count) values of min_lr for \(optimizer.groups.count) parameter groups"
        )
      }
      minima = Array(repeating: commonMinimum, count: optimizer.groups.count)
    }
    for index in optimizer.groups.indices {
      let old = Number.float(try optimizer.groups[index].lr.double())
      let new = try Number.maximum(old * factor, minima[index])
      if try old - new > eps { optimizer.groups[index].lr = new }
    }
  }

  /// PyTorch's class has no `get_lr`.
  public func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    throw .noGetLR
  }

  /// Nothing: PyTorch's constructor performs no step here.
  public mutating func performInitialStep(_ optimizer: inout Optimizer) {}

  /// Never called: composites refuse this class.
  public mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) { throw .noGetLR }

  /// Never called: composites refuse this class.
  public mutating func undoStep() throws(PythonError) { epoch -= 1 }
}

extension PythonError {
  static var noGetLR: PythonError { PythonError(.notImplementedError, "") }
}
