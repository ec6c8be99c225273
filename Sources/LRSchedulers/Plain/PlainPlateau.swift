/// ReduceLROnPlateau in the machine's own arithmetic, for one group and the usual case: the rate is a float, the
/// arguments are numbers that a double holds exactly.
///
/// As with `PlainSchedule`, the values are equal to the bit to those of the steps by `Number`, which stay the truth.
struct PlainPlateau: BitwiseCopyable {
  /// What a metric has to be beyond to be better than the best.
  struct Threshold: BitwiseCopyable, Sendable {
    let smallerIsBetter: Bool
    let isRelative: Bool

    @inline(__always)
    func bound(_ best: Double, _ threshold: Double) -> Double {
      switch (smallerIsBetter, isRelative) {
      case (true, true): best * (1.0 - threshold)
      case (true, false): best - threshold
      case (false, true): best * (threshold + 1.0)
      case (false, false): best + threshold
      }
    }

    @inline(__always)
    func isBetter(_ metric: Double, than bound: Double) -> Bool {
      smallerIsBetter ? metric < bound : metric > bound
    }
  }

  /// How a group's rate is reduced.
  struct Reduction: BitwiseCopyable {
    let factor: Double
    let minimum: Double
    // A minimum that is an int stays one when it becomes the rate.
    let minimumIsFloat: Bool
    let eps: Double

    /// Nil where a number is none that a double holds exactly.
    @inline(__always)
    init?(factor: Number, minimum: Number, eps: Number) {
      guard let factor = factor.plain, let bound = minimum.plain, let eps = eps.plain else { return nil }
      self.factor = factor
      self.minimum = bound
      self.eps = eps
      if case .float = minimum { minimumIsFloat = true } else { minimumIsFloat = false }
    }

    /// The rate after a reduction; nil where it is no float.
    @inline(__always)
    func applied(to rate: Double) -> Double? {
      let lowered = rate * factor
      let new = minimum > lowered ? minimum : lowered
      guard rate - new > eps else { return rate }
      return minimum > lowered && !minimumIsFloat ? nil : new
    }
  }

  let mode: Threshold
  let threshold: Double
  let reduction: Reduction
  // Neither is negative.
  let patience: Int
  let cooldown: Int

  var best: Double
  var bound: Double
  var badEpochs: Int
  var cooldownLeft: Int
  var rate: Double

  /// PyTorch's `step(metrics)`; false, and nothing is changed, where the exact arithmetic has to decide what comes.
  @inline(__always)
  mutating func step(_ metric: Double) -> Bool {
    if mode.isBetter(metric, than: bound) {
      best = metric
      bound = mode.bound(metric, threshold)
      badEpochs = 0
      cooldownLeft = max(0, cooldownLeft - 1)
    } else if cooldownLeft > 0 {
      // No bad epochs are counted: there are none since the reduction.
      cooldownLeft -= 1
    } else if badEpochs < patience {
      badEpochs += 1
    } else {
      guard let reduced = reduction.applied(to: rate) else { return false }
      rate = reduced
      cooldownLeft = cooldown
      badEpochs = 0
    }
    return true
  }
}
