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
  private let mode: PlainPlateau.Threshold
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
    self.mode = PlainPlateau.Threshold(smallerIsBetter: mode == "min", isRelative: thresholdMode == "rel")
    bestMetric = mode == "min" ? .infinity : -.infinity
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
      cooldownLeft.set(cooldown)
      badEpochs = 0
    }
    rates.copy(from: optimizer)
  }

  /// Makes a step for each of some metrics, and appends each group's learning rate after each of them: values of step 1,
  /// group by group, then those of step 2.
  ///
  /// ```swift
  /// try scheduler.step(&optimizer, metrics: losses[...], into: &rates)
  /// ```
  ///
  /// - Throws: What a single step throws; the steps before it are made and their rates are there.
  public mutating func step(
    _ optimizer: inout Optimizer,
    metrics: ArraySlice<Double>,
    into rates: inout [Double]
  ) throws(PythonError) {
    var left = metrics
    while let metric = left.first {
      let made = plainSteps(&optimizer, left.prefix(512), into: &rates)
      left.removeFirst(max(made, 1))
      if made > 0 { continue }
      try step(&optimizer, .float(metric))
      try optimizer.appendRates(to: &rates)
    }
  }

  // As many plain steps as can be made. Only the last has to be seen in the optimizer.
  private mutating func plainSteps(
    _ optimizer: inout Optimizer,
    _ metrics: ArraySlice<Double>,
    into rates: inout [Double]
  ) -> Int {
    guard var plain = plain(optimizer) else { return 0 }
    let start = rates.count
    rates.append(contentsOf: repeatElement(0, count: metrics.count))
    var made = 0
    rates.withUnsafeMutableBufferPointer { rates in
      metrics.withUnsafeBufferPointer { metrics in
        while made < metrics.count, plain.step(metrics[made]) {
          rates[start + made] = plain.rate
          made += 1
        }
      }
    }
    rates.removeLast(metrics.count - made)
    epoch &+= made
    bestMetric = plain.best
    bound = plain.bound
    boundIsKnown = true
    badEpochs = plain.badEpochs
    cooldownLeft.set(plain.cooldownLeft)
    if made > 0 {
      optimizer.groups[0].rate.set(plain.rate)
      self.rates.copy(from: optimizer)
    }
    return made
  }

  // The state as plain numbers; nil where one is none.
  private func plain(_ optimizer: Optimizer) -> PlainPlateau? {
    guard optimizer.groups.count == 1, minima.count == 1, optimizer.groups[0].rate.isFloat,
      let patience = plainPatience, patience >= 0, case .integer(let cooldown) = cooldown, cooldown >= 0,
      let cooldownLeft = cooldownLeft.integer, cooldownLeft >= 0, let threshold = threshold.plain,
      let reduction = PlainPlateau.Reduction(factor: factor, minimum: minima[0], eps: eps)
    else { return nil }
    return PlainPlateau(
      mode: mode,
      threshold: threshold,
      reduction: reduction,
      patience: patience,
      cooldown: cooldown,
      best: bestMetric,
      bound: boundIsKnown ? bound : mode.bound(bestMetric, threshold),
      badEpochs: badEpochs,
      cooldownLeft: cooldownLeft,
      rate: optimizer.groups[0].rate.knownFloat
    )
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
    return mode.isBetter(metric, than: bound)
  }

  @inline(never)
  private mutating func setBound() throws(PythonError) {
    bound = mode.bound(bestMetric, try threshold.double())
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
      if optimizer.groups[index].rate.isFloat,
        let reduction = PlainPlateau.Reduction(factor: factor, minimum: minima[index], eps: eps),
        let reduced = reduction.applied(to: optimizer.groups[index].rate.knownFloat)
      {
        optimizer.groups[index].rate.set(reduced)
        continue
      }
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
