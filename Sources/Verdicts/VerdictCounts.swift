import Fixtures

/// How often each verdict was given.
package struct VerdictCounts: Sendable, Equatable {
  private var counts: [Verdict: Int] = [:]
  /// How many of the cases that do not pass are listed as known.
  package private(set) var known = 0

  /// No case.
  package init() {}

  /// How many cases got a verdict.
  package subscript(verdict: Verdict) -> Int {
    get { counts[verdict] ?? 0 }
    set { counts[verdict] = newValue }
  }

  /// All cases.
  package var total: Int { counts.values.reduce(0, +) }
  /// The cases that were played.
  package var run: Int { total - self[.skipped] }
  /// The cases that speak for conformance.
  package var passing: Int { self[.identical] + self[.within] }
  /// The cases whose values or error are not the expected ones.
  package var diverging: Int { self[.diverged] + self[.errorMismatch] }

  package mutating func note(_ verdict: Verdict, isKnown: Bool = false) {
    self[verdict] += 1
    if isKnown { known += 1 }
  }

  package mutating func add(_ other: VerdictCounts) {
    for (verdict, count) in other.counts { self[verdict] += count }
    known += other.known
  }
}
