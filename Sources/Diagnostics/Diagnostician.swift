import Fixtures
import Scenarios

/// Tries a divergence against the catalogue of plausible mistakes.
package struct Diagnostician: Sendable {
  /// The catalogue, the simplest first: of those that fit equally well, the first is named.
  static let catalogue =
    TraceHypotheses.certain + SchedulerHypotheses.certain + ArgumentHypotheses.all + SchedulerHypotheses.all
    + TraceHypotheses.patterns

  /// A diagnostician.
  package init() {}

  /// The cause of a divergence; nil where no mistake of the catalogue gives what was observed.
  package func diagnose(_ run: RunCase, _ actual: Outcome, tolerance: Tolerance) -> Diagnosis? {
    let diagnosed = DiagnosedCase(run: run, actual: actual, tolerance: tolerance)
    let single = Self.isSinglePrecision(actual)
    var found: (diagnosis: Diagnosis, match: Match)?
    var fitting: [(name: String, text: String)] = []
    for hypothesis in Self.catalogue {
      // Only values that single precision can hold may be explained by it.
      if hypothesis.name == "float32", !single { continue }
      for prediction in hypothesis.predictions(diagnosed) {
        let predicted = prediction.outcome
        guard let match = match(predicted, diagnosed, single: single),
          hypothesis.name == "float32" || explains(predicted, diagnosed, match, single: single)
        else { continue }
        if !fitting.contains(where: { $0.name == hypothesis.name }) {
          fitting.append((hypothesis.name, prediction.text))
        }
        if let found, found.match <= match { continue }
        let diagnosis = Diagnosis(
          name: hypothesis.name,
          text: prediction.text,
          isExact: match == .exact,
          isSinglePrecision: match == .single,
          alternatives: []
        )
        found = (diagnosis, match)
      }
    }
    guard var diagnosis = found?.diagnosis else { return nil }
    diagnosis.names = fitting.map(\.name)
    diagnosis.alternatives = fitting.filter { $0.name != diagnosis.name && $0.text != diagnosis.text }.map(
      \.text
    )
    return diagnosis
  }

  // The best first.
  private enum Match: Int, Comparable {
    case exact, within, single

    static func < (a: Match, b: Match) -> Bool { a.rawValue < b.rawValue }
  }

  // A prediction of what is expected anyway explains nothing: it must be off where the observed values are.
  private func explains(_ predicted: Outcome, _ diagnosed: DiagnosedCase, _ match: Match, single: Bool)
    -> Bool
  {
    let expected = diagnosed.expected
    guard predicted.error?.step == expected.error?.step,
      predicted.trace.channels.map(\.columns.count) == expected.trace.channels.map(\.columns.count)
    else { return true }
    for (found, wanted) in zip(predicted.trace.channels, expected.trace.channels) {
      let scale = wanted.scale
      for (p, e) in zip(found.columns, wanted.columns) {
        if p.count != e.count { return true }
        for (value, right) in zip(p, e) where !Prediction.isUndetermined(value) {
          if Trace.isIdentical(value, right) { continue }
          // What differs by rounding alone is told by its bits.
          if match == .exact { return true }
          if closeness(value, right, scale, diagnosed.tolerance, single: single) == nil { return true }
        }
      }
    }
    return false
  }

  private func match(_ predicted: Outcome, _ diagnosed: DiagnosedCase, single: Bool) -> Match? {
    let actual = diagnosed.actual
    guard predicted.error?.step == actual.error?.step,
      predicted.trace.channels.map(\.channel) == actual.trace.channels.map(\.channel)
    else { return nil }
    // An error of the implementation's own is not explained by a mistake that raises another one there.
    if let error = actual.error, error.step != diagnosed.expected.error?.step,
      error.type != predicted.error?.type
    {
      return nil
    }
    var result = Match.exact
    var determined = 0
    var nearlyZero = 0
    for (wanted, found) in zip(predicted.trace.channels, actual.trace.channels) {
      guard wanted.columns.count == found.columns.count else { return nil }
      let scale = wanted.scale
      for (p, a) in zip(wanted.columns, found.columns) {
        guard p.count == a.count else { return nil }
        for (predictedValue, value) in zip(p, a) {
          if Prediction.isUndetermined(predictedValue) { continue }
          determined += 1
          if Trace.isIdentical(predictedValue, value) { continue }
          guard let quality = closeness(value, predictedValue, scale, diagnosed.tolerance, single: single)
          else { return nil }
          if quality == .single || result == .exact { result = quality }
          // Small beside the largest value, and so as good as not compared.
          if closeness(value, predictedValue, 0, diagnosed.tolerance, single: single) == nil {
            nearlyZero += 1
          }
        }
      }
    }
    if determined < 2 {
      // An early error is enough only where it is an error of its own and is just that one.
      guard let error = actual.error, error.step != diagnosed.expected.error?.step else { return nil }
      return result
    }
    return nearlyZero * 4 <= determined ? result : nil
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
    // Nothing is near an infinity but itself.
    guard value.isFinite, predicted.isFinite else { return nil }
    let error = (value - predicted).magnitude
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
