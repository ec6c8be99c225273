import Scenarios

/// Compares outcomes with expected ones.
package struct OutcomeComparator: Sendable {
  /// How far values may be apart.
  package var tolerance: Tolerance
  /// Whether the type of an error counts.
  package var strictErrors: Bool

  /// A comparator.
  package init(tolerance: Tolerance, strictErrors: Bool = false) {
    self.tolerance = tolerance
    self.strictErrors = strictErrors
  }

  /// Lines of the table before and after a divergence.
  package static let context = 2

  /// Compares every value of both that can be. What is told first is an error that is not expected or does not come,
  /// then another number of observations, then of columns, then the first value out of tolerance; such a value is told
  /// beside the others too.
  package func compare(_ actual: Outcome, with expected: Outcome) -> Comparison {
    var comparison = Comparison(verdict: .identical)
    var first: (channel: Int, column: Int, step: Int)?
    var columnProblem: Divergence?
    var identical = true
    for (index, observed) in expected.trace.channels.enumerated() {
      let columns = actual.trace[observed.channel] ?? []
      // Where nothing was observed there are no columns to be counted.
      if columns.count != observed.columns.count, actual.trace.length > 0, columnProblem == nil {
        let kind = Divergence.Kind.columns(
          channel: observed.channel,
          expected: observed.columns.count,
          actual: columns.count
        )
        columnProblem = Divergence(kind: kind, step: 0)
      }
      let scale = observed.scale
      for (column, pair) in zip(observed.columns, columns).enumerated() {
        let result = compareColumn(pair.1, pair.0, scale, &comparison)
        identical = identical && result.identical
        if let step = result.firstDiverging, first.map({ step < $0.step }) ?? true {
          first = (index, column, step)
        }
      }
    }
    let value = first.map { valueDivergence(actual, expected, $0) }
    comparison.divergence = (endProblem(actual, expected) ?? columnProblem).map { $0.beside(value) } ?? value
    switch comparison.divergence?.kind {
    case nil: comparison.verdict = identical ? .identical : .within
    case .value, .columns, .length: comparison.verdict = .diverged
    case .unexpectedError, .missingError, .otherError: comparison.verdict = .errorMismatch
    }
    return comparison
  }

  /// What is wrong with how it ends: an error, or the number of observations.
  private func endProblem(_ actual: Outcome, _ expected: Outcome) -> Divergence? {
    switch (expected.error, actual.error) {
    case (let wanted?, let found?):
      if wanted.step == found.step, !strictErrors || wanted.type == found.type { return nil }
      return Divergence(
        kind: .otherError(expected: wanted, actual: found),
        step: min(wanted.step, found.step)
      )
    case (let wanted?, nil):
      return Divergence(kind: .missingError(expected: wanted), step: wanted.step)
    case (nil, let found?):
      return Divergence(kind: .unexpectedError(found), step: found.step)
    case (nil, nil):
      let lengths = (expected.trace.length, actual.trace.length)
      if lengths.0 == lengths.1 { return nil }
      return Divergence(
        kind: .length(expected: lengths.0, actual: lengths.1),
        step: min(lengths.0, lengths.1)
      )
    }
  }

  private func compareColumn(
    _ actual: [Double],
    _ expected: [Double],
    _ scale: Double,
    _ comparison: inout Comparison
  ) -> (identical: Bool, firstDiverging: Int?) {
    var identical = true
    var firstDiverging: Int?
    for step in 0..<min(actual.count, expected.count) {
      comparison.compared += 1
      let a = actual[step]
      let e = expected[step]
      if a.bitPattern == e.bitPattern || Trace.isIdentical(a, e) { continue }
      identical = false
      if !isWithin(a, e, scale) {
        comparison.diverging += 1
        firstDiverging = firstDiverging ?? step
      }
      comparison.largestULP = max(comparison.largestULP, ulpDistance(a, e))
      let relative = ((a - e) / e).magnitude
      // A NaN against a number is as far as can be.
      comparison.largestRelative = max(comparison.largestRelative, relative.isNaN ? .infinity : relative)
    }
    return (identical, firstDiverging)
  }

  private func isWithin(_ actual: Double, _ expected: Double, _ scale: Double) -> Bool {
    guard actual.isFinite, expected.isFinite else { return false }
    if tolerance == .exact { return false }
    return (actual - expected).magnitude <= tolerance.bound(for: expected, scale: scale)
  }

  private func valueDivergence(
    _ actual: Outcome,
    _ expected: Outcome,
    _ place: (channel: Int, column: Int, step: Int)
  ) -> Divergence {
    let observed = expected.trace.channels[place.channel]
    let wanted = observed.columns[place.column]
    let found = actual.trace[observed.channel]?[place.column] ?? []
    let length = min(wanted.count, found.count)
    let rows = max(0, place.step - Self.context)..<min(length, place.step + Self.context + 1)
    return Divergence(
      kind: .value(
        channel: observed.channel,
        column: place.column,
        nature: nature(found, wanted, from: place.step)
      ),
      step: place.step,
      window: rows.map { Divergence.Row(step: $0, expected: wanted[$0], actual: found[$0]) }
    )
  }

  // Rounding errors, those of single precision included, stay below a thousandth of the scale and begin below
  // a hundred-thousandth.
  private func nature(_ actual: [Double], _ expected: [Double], from step: Int) -> Divergence.Nature {
    let scale = expected.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    guard scale > 0 else { return .break }
    var largest = 0.0
    for (a, e) in zip(actual, expected) where !Trace.isIdentical(a, e) {
      let error = (a - e).magnitude / scale
      if error.isNaN { return .break }
      largest = max(largest, error)
    }
    let first = (actual[step] - expected[step]).magnitude / scale
    return largest <= 1e-3 && first <= 1e-5 ? .drift : .break
  }
}

extension Divergence {
  /// The divergence with the first value out of tolerance beside it.
  fileprivate func beside(_ other: Divergence?) -> Divergence {
    guard let other, case .value(let channel, let column, let nature) = other.kind else { return self }
    var both = self
    both.value = Value(channel: channel, column: column, nature: nature, step: other.step)
    both.window = other.window
    return both
  }
}
