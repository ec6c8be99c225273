/// Tries a divergence against the catalogue of plausible mistakes.
public struct Diagnostician: Sendable {
  /// The catalogue, the simplest first: where several fit, the first is named.
  static let catalogue =
    TraceHypotheses.certain + SchedulerHypotheses.certain + ArgumentHypotheses.all + SchedulerHypotheses.all
    + TraceHypotheses.patterns

  /// A diagnostician.
  public init() {}

  /// The cause of a divergence; nil where no mistake of the catalogue gives what was observed.
  public func diagnose(_ run: RunCase, _ actual: Outcome, tolerance: Tolerance) -> Diagnosis? {
    let diagnosed = DiagnosedCase(run: run, actual: actual, tolerance: tolerance)
    let single = Self.isSinglePrecision(actual)
    var found: Diagnosis?
    for hypothesis in Self.catalogue {
      // Only values that single precision can hold may be explained by it.
      if hypothesis.name == "float32", !single { continue }
      for prediction in hypothesis.predictions(diagnosed) {
        guard let match = match(prediction.outcome, diagnosed, single: single) else { continue }
        if found == nil {
          found = Diagnosis(
            name: hypothesis.name,
            text: prediction.text,
            isExact: match == .exact,
            isSinglePrecision: match == .single,
            alternatives: []
          )
        } else if found?.name != hypothesis.name, found?.alternatives.contains(hypothesis.name) == false {
          found?.alternatives.append(hypothesis.name)
        }
        break
      }
    }
    return found
  }

  private enum Match { case exact, within, single }

  private func match(_ predicted: Outcome, _ diagnosed: DiagnosedCase, single: Bool) -> Match? {
    let actual = diagnosed.actual
    guard predicted.error?.step == actual.error?.step,
      predicted.trace.channels.map(\.channel) == actual.trace.channels.map(\.channel)
    else { return nil }
    var result = Match.exact
    var determined = 0
    for (wanted, found) in zip(predicted.trace.channels, actual.trace.channels) {
      guard wanted.columns.count == found.columns.count else { return nil }
      let scale = wanted.columns.lazy.flatMap { $0 }.filter(\.isFinite).map(\.magnitude).max() ?? 0
      for (p, a) in zip(wanted.columns, found.columns) {
        guard p.count == a.count else { return nil }
        for (predictedValue, value) in zip(p, a) {
          if Prediction.isUndetermined(predictedValue) { continue }
          determined += 1
          if Trace.isIdentical(predictedValue, value) { continue }
          guard let quality = closeness(value, predictedValue, scale, diagnosed.tolerance, single: single)
          else { return nil }
          if quality == .single || result == .exact { result = quality }
        }
      }
    }
    return determined >= 2 ? result : nil
  }

  // As close as the run asks for, but at least as double precision can be: a mistake in another order of
  // operations is the same mistake.
  private func closeness(
    _ value: Double,
    _ predicted: Double,
    _ scale: Double,
    _ tolerance: Tolerance,
    single: Bool
  ) -> Match? {
    let error = (value - predicted).magnitude
    if error.isNaN { return nil }
    if error <= Tolerance.float64.bound(for: predicted, scale: scale) { return .within }
    if error <= tolerance.bound(for: predicted, scale: scale) { return single ? .single : .within }
    if single, error <= Tolerance.float32.bound(for: predicted, scale: scale) { return .single }
    return nil
  }

  /// Whether all values are ones that single precision can hold, and enough of them to tell.
  private static func isSinglePrecision(_ outcome: Outcome) -> Bool {
    var inexact = 0
    for observed in outcome.trace.channels where observed.channel != .lastEpoch {
      for value in observed.columns.lazy.flatMap({ $0 }) where value.isFinite {
        if Double(Float(value)) != value { return false }
        // Short fractions say nothing: 0.5 is a value of either precision.
        if value.significandBitPattern.trailingZeroBitCount < 40 { inexact += 1 }
      }
    }
    return inexact >= 1
  }
}
