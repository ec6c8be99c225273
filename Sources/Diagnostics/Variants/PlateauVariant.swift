import LRSchedulers
import Scenarios

/// ReduceLROnPlateau with a mistake that no argument expresses.
struct PlateauVariant: NestableScheduler {
  enum Mistake: Sendable, CaseIterable {
    /// Metrics are not looked at during the cooldown.
    case ignoresMetricsInCooldown
    /// The best metric starts at zero.
    case bestStartsAtZero
    /// The first metric is the best so far, even an infinite one.
    case firstMetricIsBest
    /// The absolute threshold is a factor: `metric > best · threshold`.
    case absoluteThresholdIsFactor
    /// The minimum is not applied.
    case minimumIgnored
    /// An equal metric is an improvement, whatever the threshold.
    case equalIsBetter
    /// The count of bad epochs is kept after a reduction.
    case badEpochsKept
    /// The lr is reduced where the bad epochs are as many as patience, and never during the cooldown.
    case countEqualsPatience
    /// No metric is an improvement, or every one is.
    case neverBetter, alwaysBetter
    /// The last metric takes the place of the best one.
    case lastIsBest
    /// The best metric is forgotten where the lr is reduced.
    case bestForgotten
    /// Metrics are kept and compared in float32.
    case singlePrecision
    /// The counts do not start at zero.
    case startsWithBadEpoch, startsWithSpareEpoch, startsInCooldown, startsBeforeCooldown

    var text: String {
      switch self {
      case .ignoresMetricsInCooldown: "metrics are ignored during the cooldown: the best one is not kept"
      case .bestStartsAtZero: "the best metric starts at zero, not at infinity"
      case .firstMetricIsBest: "the first metric always counts as better, even an infinite one"
      case .absoluteThresholdIsFactor: "the absolute threshold is used as a factor"
      case .minimumIgnored: "min_lr is ignored"
      case .equalIsBetter: "an equal metric counts as better"
      case .badEpochsKept: "the bad epochs are not reset after a reduction"
      case .countEqualsPatience:
        "the lr is reduced where num_bad_epochs equals patience, and never during the cooldown"
      case .neverBetter: "no metric counts as better"
      case .alwaysBetter: "every metric counts as better"
      case .lastIsBest: "a metric is compared with the one before it, not with the best one"
      case .bestForgotten: "the best metric is forgotten where the lr is reduced"
      case .singlePrecision: "metrics are kept and compared in float32"
      case .startsWithBadEpoch: "num_bad_epochs starts at 1"
      case .startsWithSpareEpoch: "num_bad_epochs starts at −1"
      case .startsInCooldown: "cooldown_counter starts at 1"
      case .startsBeforeCooldown: "cooldown_counter starts at −1"
      }
    }

    /// Where PyTorch has it.
    var method: String {
      switch self {
      case .ignoresMetricsInCooldown, .badEpochsKept, .countEqualsPatience, .lastIsBest, .bestForgotten:
        "step"
      case .bestStartsAtZero, .firstMetricIsBest, .startsWithBadEpoch, .startsWithSpareEpoch,
        .startsInCooldown, .startsBeforeCooldown:
        "_reset"
      case .absoluteThresholdIsFactor, .equalIsBetter, .neverBetter, .alwaysBetter, .singlePrecision:
        "_is_better"
      case .minimumIgnored: "_reduce_lr"
      }
    }
  }

  private let mistake: Mistake
  private let isMinimum: Bool
  private let isRelative: Bool
  private let factor: Double
  private let patience: Double
  private let threshold: Double
  private let cooldown: Double
  private let minimum: Double
  private let eps: Double
  private var epoch = 0
  private var best: Double
  private var badEpochs = 0.0
  private var cooldownLeft = 0.0
  // The arguments that are numbers, as the state shows them.
  private let arguments: [(key: String, value: Number)]
  private(set) var lastLR: [Number]

  init?(_ spec: SchedulerSpec, _ optimizer: Optimizer, _ mistake: Mistake) {
    func number(_ name: String) -> Double? {
      guard case .number(let value) = spec.value(of: name) else { return nil }
      return try? value.double()
    }
    guard spec.type == .plateau, case .text(let mode) = spec.value(of: "mode"),
      case .text(let thresholdMode) = spec.value(of: "threshold_mode"), let factor = number("factor"),
      let patience = number("patience"), let threshold = number("threshold"),
      let cooldown = number("cooldown"), let minimum = number("min_lr"), let eps = number("eps")
    else { return nil }
    self.mistake = mistake
    arguments = ["factor", "patience", "threshold", "cooldown", "eps"].compactMap { name in
      guard case .number(let value) = spec.value(of: name) else { return nil }
      return (key: name, value: value)
    }
    isMinimum = mode == "min"
    isRelative = thresholdMode == "rel"
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.minimum = mistake == .minimumIgnored ? -.infinity : minimum
    self.eps = eps
    best = mistake == .bestStartsAtZero ? 0 : isMinimum ? .infinity : -.infinity
    lastLR = optimizer.groups.map(\.lr)
    switch mistake {
    case .startsWithBadEpoch: badEpochs = 1
    case .startsWithSpareEpoch: badEpochs = -1
    case .startsInCooldown: cooldownLeft = 1
    case .startsBeforeCooldown: cooldownLeft = -1
    default: break
    }
  }

  var savedNumbers: [(key: String, value: Number)] {
    arguments + [
      ("last_epoch", .integer(epoch)), ("best", .float(best)), ("num_bad_epochs", .integer(Int(badEpochs))),
      ("cooldown_counter", .integer(Int(cooldownLeft))),
    ]
  }

  var lastEpoch: Number? { .integer(epoch) }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    throw PythonError(.typeError, "no metric")
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    let metric = try argument.number.double()
    epoch += 1
    if mistake == .ignoresMetricsInCooldown, cooldownLeft > 0 {
      cooldownLeft -= 1
    } else {
      if isBetter(metric) {
        best = metric
        badEpochs = 0
      } else {
        badEpochs += 1
        if mistake == .lastIsBest { best = metric }
      }
      let isInCooldown = cooldownLeft > 0
      if isInCooldown {
        cooldownLeft -= 1
        badEpochs = 0
      }
      let isOver =
        mistake == .countEqualsPatience ? !isInCooldown && badEpochs == patience : badEpochs > patience
      if isOver {
        try reduce(&optimizer)
        cooldownLeft = cooldown
        if mistake != .badEpochsKept { badEpochs = 0 }
        if mistake == .bestForgotten { best = isMinimum ? .infinity : -.infinity }
      }
    }
    lastLR = optimizer.groups.map(\.lr)
  }

  private func isBetter(_ metric: Double) -> Bool {
    if mistake == .firstMetricIsBest, epoch == 1 { return true }
    if mistake == .neverBetter || mistake == .alwaysBetter { return mistake == .alwaysBetter }
    if mistake == .equalIsBetter, metric == best { return true }
    if mistake == .singlePrecision { return isBetter(Float(metric), than: Float(best)) }
    if mistake == .absoluteThresholdIsFactor, !isRelative {
      return isMinimum ? metric < best * threshold : metric > best * threshold
    }
    return isBetter(metric, than: best)
  }

  private func isBetter<Value: BinaryFloatingPoint>(_ metric: Value, than best: Value) -> Bool {
    if isRelative {
      return isMinimum ? metric < best * Value(1 - threshold) : metric > best * Value(1 + threshold)
    }
    return isMinimum ? metric < best - Value(threshold) : metric > best + Value(threshold)
  }

  private func reduce(_ optimizer: inout Optimizer) throws(PythonError) {
    for index in optimizer.groups.indices {
      let old = try optimizer.groups[index].lr.double()
      let new = max(old * factor, minimum)
      if old - new > eps { try optimizer.groups[index].assign(lr: .float(new)) }
    }
  }

  func getLR(_ optimizer: inout Optimizer) throws(PythonError) -> [Number] {
    throw PythonError(.notImplementedError, "")
  }

  mutating func performInitialStep(_ optimizer: inout Optimizer) {}
  mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) {}
  mutating func undoStep() throws(PythonError) {}
}
