/// Reduces the lr when a metric has stopped improving.
///
/// A metric that is not better than the best by the threshold is a bad epoch; bad epoch `patience + 1` in a row
/// reduces the lr to `max(lr · factor, min_lr)`, and the next `cooldown` epochs count no bad ones.
///
///     better (min): metric < best · (1 − threshold)   rel,   metric < best − threshold   abs
///     better (max): metric > best · (1 + threshold)   rel,   metric > best + threshold   abs
///
/// ```swift
/// var scheduler = try ReduceLROnPlateau(&optimizer, patience: 2)
/// for loss in [1.0, 0.9, 0.9, 0.9, 0.9] { try scheduler.step(&optimizer, loss) }
/// ```
///
/// Source: PyTorch `ReduceLROnPlateau`.
public struct ReduceLROnPlateau: LRScheduler {
  /// Which metrics are better.
  public enum Mode: String, Sendable, CaseIterable {
    /// Smaller ones.
    case min
    /// Larger ones.
    case max
    /// Any other text; refused, as by PyTorch.
    case unknown
  }

  /// What the threshold is of.
  public enum ThresholdMode: String, Sendable, CaseIterable {
    /// A share of the best metric.
    case relative = "rel"
    /// A difference from the best metric.
    case absolute = "abs"
    /// Any other text; refused, as by PyTorch.
    case unknown
  }

  /// What is kept from step to step.
  package struct Progress<A: Arithmetic>: Sendable {
    package var best: A
    package var badEpochs: A
    package var cooldownCounter: A

    package init(best: A, badEpochs: A, cooldownCounter: A) {
      (self.best, self.badEpochs, self.cooldownCounter) = (best, badEpochs, cooldownCounter)
    }

    func map<B>(_ convert: (A) -> B) -> Progress<B> {
      Progress<B>(
        best: convert(best),
        badEpochs: convert(badEpochs),
        cooldownCounter: convert(cooldownCounter)
      )
    }
  }

  private let mode: Mode
  private let thresholdMode: ThresholdMode
  private let factor: Number
  private let patience: Number
  private let threshold: Number
  private let cooldown: Number
  private let eps: Number
  // nil where the minima were given one a group: then a group added later has none.
  private let commonMinimum: Number?
  private var minima: [Number]
  package var epoch = 0
  package var progress: Progress<Number>
  /// Each group's lr after the last step.
  public package(set) var lastLR: [Number]
  /// The mistake that a step is made with; nil for none.
  package var fault = Fault.planted

  /// - Parameters:
  ///   - mode: Which metrics are better.
  ///   - factor: What the lr is multiplied by, below 1.
  ///   - patience: The bad epochs that are borne.
  ///   - threshold: By how much a metric must be better.
  ///   - thresholdMode: What the threshold is of.
  ///   - cooldown: The epochs after a reduction that count no bad ones.
  ///   - minLR: The lr below which it is not reduced.
  ///   - eps: The smallest change of the lr that is made.
  /// - Throws: `ValueError` for a factor of 1 or more, an unknown mode, a list of the wrong length; in a step
  ///   `RuntimeError` where a group was added and the minima were given one a group.
  public init(
    _ optimizer: inout Optimizer,
    mode: Mode = .min,
    factor: any PythonNumber = 0.1,
    patience: any PythonNumber = 10,
    threshold: any PythonNumber = 1e-4,
    thresholdMode: ThresholdMode = .relative,
    cooldown: any PythonNumber = 0,
    minLR: PerGroup = 0,
    eps: any PythonNumber = 1e-8
  ) throws(PythonError) {
    if try factor.number >= 1.0 { throw PythonError(.valueError, "the factor is not below 1") }
    minima = try minLR.values(named: "min_lr", for: optimizer)
    if case .all(let value) = minLR { commonMinimum = value } else { commonMinimum = nil }
    guard mode != .unknown else { throw PythonError(.valueError, "the mode is neither 'min' nor 'max'") }
    guard thresholdMode != .unknown else {
      throw PythonError(.valueError, "the threshold mode is neither 'rel' nor 'abs'")
    }
    self.mode = mode
    self.thresholdMode = thresholdMode
    self.factor = factor.number
    self.patience = patience.number
    self.threshold = threshold.number
    self.cooldown = cooldown.number
    self.eps = eps.number
    let isMin = Fault.constructing { Faulty.condition("mode is min", mode == .min) }
    let worst = isMin ? Double.infinity : -Double.infinity
    progress = Progress(best: .float(worst), badEpochs: 0, cooldownCounter: 0)
    lastLR = optimizer.groups.map(\.lr)
  }

  public var lastEpoch: Number? { .integer(epoch) }
  /// The best metric so far, of the initial infinity.
  public var best: Number { progress.best }
  /// The bad epochs in a row.
  public var badEpochs: Number { progress.badEpochs }
  /// The epochs of cooldown that are left.
  public var cooldownCounter: Number { progress.cooldownCounter }

  /// Takes over a metric.
  ///
  /// - Returns: Whether the lr is to be reduced.
  @inline(__always)
  package func note<A>(_ metric: A, _ now: inout Progress<A>) throws(PythonError) -> Bool {
    let (best, threshold) = (now.best, A(threshold))
    let (isMin, isRelative) = (mode != .max, thresholdMode != .absolute)
    let isBetter =
      if A.both("mode is min and threshold_mode is rel", isMin, isRelative) {
        try metric < best * (1.0 - threshold)
      } else if A.both("mode is min and threshold_mode is abs", isMin, !isRelative) {
        try metric < best - threshold
      } else if A.both("mode is max and threshold_mode is rel", !isMin, isRelative) {
        try metric > best * (threshold + 1.0)
      } else {
        try metric > best + threshold
      }
    if isBetter {
      now.best.become(metric)
      now.badEpochs.become(0)
    } else {
      now.badEpochs.become(try now.badEpochs + 1)
    }
    if try now.cooldownCounter > 0 {
      now.cooldownCounter.become(try now.cooldownCounter - 1)
      now.badEpochs.become(0)
    }
    if try now.badEpochs <= A(patience) { return false }
    now.cooldownCounter.become(A(cooldown))
    now.badEpochs.become(0)
    return true
  }

  /// The reduced lr; nil where it would change by too little.
  @inline(__always)
  package func reduced<A: Arithmetic>(_ lr: A, _ minimum: A) throws(PythonError) -> A? {
    let reduced = try A.maximum(lr * A(factor), minimum)
    return try lr - reduced > A(eps) ? reduced : nil
  }

  /// Python's refusal of a call without the metric.
  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    throw PythonError(.typeError, "step() misses the argument 'metrics'")
  }

  /// PyTorch's `step(metrics)`.
  public mutating func step(_ optimizer: inout Optimizer, _ metrics: any PythonNumber) throws(PythonError) {
    try step(&optimizer, metrics.number.double())
  }

  /// PyTorch's `step(metrics)`.
  public mutating func step(_ optimizer: inout Optimizer, _ metric: Double) throws(PythonError) {
    if plainSteps(&optimizer, CollectionOfOne(metric), { _ in }) > 0 { return }
    epoch &+= 1
    var next = progress.map(Faulty.init)
    let isOver = try fault.computing(.plateau) { () throws(PythonError) in
      try note(Faulty(.float(metric)), &next)
    }
    progress = next.map(\.number)
    if isOver { try reduce(&optimizer) }
    lastLR = optimizer.groups.map(\.lr)
  }

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
      let lr = Faulty(.float(try optimizer.groups[index].lr.double()))
      let minimum = Faulty(minima[index])
      let new = try fault.computing(.reduction) { () throws(PythonError) in try reduced(lr, minimum) }
      if let new { try optimizer.groups[index].assign(lr: new.number) }
    }
  }

  /// PyTorch's class has no `get_lr`.
  public func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    throw .noGetLR
  }
}

extension ReduceLROnPlateau {
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
      let made = plainSteps(&optimizer, left) { rates.append($0) }
      left.removeFirst(max(made, 1))
      if made > 0 { continue }
      try step(&optimizer, metric)
      try optimizer.appendRates(to: &rates)
    }
  }

  // Makes a step; false, and nothing is changed, where something is not plain or the lr becomes the minimum, which may
  // be an int.
  @inline(__always)
  private func plainNext(
    _ metric: Double,
    _ now: inout Progress<Plain>,
    _ lr: inout Plain,
    _ minimum: Plain
  ) -> Bool {
    do throws(PythonError) {
      var next = now
      if try note(Plain(known: metric), &next), let reduced = try reduced(lr, minimum) {
        guard try reduced > minimum else { return false }
        lr = reduced
      }
      now = next
      return true
    } catch {
      return false
    }
  }

  // As many steps of the only group as can be made with doubles.
  @inline(__always)
  private mutating func plainSteps(
    _ optimizer: inout Optimizer,
    _ metrics: some Sequence<Double>,
    _ record: (Double) -> Void
  ) -> Int {
    guard fault == nil, optimizer.groups.count == 1, minima.count == 1, case .integer = cooldown,
      case .float(let start) = optimizer.groups[0].lr, case .integer(let badEpochs) = progress.badEpochs,
      case .integer(let cooldownCounter) = progress.cooldownCounter
    else { return 0 }
    let minimum = Plain(minima[0])
    var lr = Plain(known: start)
    var now = Progress(
      best: Plain(progress.best),
      badEpochs: Plain(known: Double(badEpochs)),
      cooldownCounter: Plain(known: Double(cooldownCounter))
    )
    var made = 0
    for metric in metrics {
      guard plainNext(metric, &now, &lr, minimum) else { break }
      record(lr.value)
      made &+= 1
    }
    if made == 0 { return 0 }
    epoch &+= made
    progress.best.set(now.best.value)
    progress.badEpochs = .integer(Int(now.badEpochs.value))
    if now.cooldownCounter.value != Double(cooldownCounter) {
      progress.cooldownCounter = .integer(Int(now.cooldownCounter.value))
    }
    optimizer.groups[0].lr.set(lr.value)
    if lastLR.count == 1 { lastLR[0].set(lr.value) } else { lastLR = [.float(lr.value)] }
    return made
  }
}

extension Number {
  // To assign a number takes a call, and most of those here stay as they are.
  fileprivate mutating func set(_ value: Double) {
    if case .float(let old) = self, old.bitPattern == value.bitPattern { return }
    self = .float(value)
  }
}

extension PythonError {
  static var noGetLR: PythonError { PythonError(.notImplementedError, "") }
}

extension ReduceLROnPlateau: SavedState {
  package var savedNumbers: [(key: String, value: Number)] {
    let worst = mode == .min ? Double.infinity : -Double.infinity
    return [
      ("last_epoch", .integer(epoch)), ("factor", factor), ("patience", patience), ("threshold", threshold),
      ("cooldown", cooldown), ("eps", eps), ("best", best), ("num_bad_epochs", badEpochs),
      ("cooldown_counter", cooldownCounter), ("mode_worse", .float(worst)),
    ] + (commonMinimum.map { [("default_min_lr", $0)] } ?? [])
  }

  package mutating func passThroughJSON() throws(PythonError) { try lastLR.refuseTensorsInJSON() }
}
