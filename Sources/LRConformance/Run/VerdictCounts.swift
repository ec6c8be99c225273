/// How often each verdict was given.
public struct VerdictCounts: Sendable, Equatable {
  private var counts: [Verdict: Int] = [:]
  /// How many of the cases that do not pass are listed as known.
  public private(set) var known = 0

  /// No case.
  public init() {}

  /// How many cases got a verdict.
  public subscript(verdict: Verdict) -> Int {
    get { counts[verdict] ?? 0 }
    set { counts[verdict] = newValue }
  }

  /// All cases.
  public var total: Int { counts.values.reduce(0, +) }
  /// The cases that were played.
  public var run: Int { total - self[.skipped] }
  /// The cases that speak for conformance.
  public var passing: Int { self[.identical] + self[.within] }
  /// The cases whose values or error are not the expected ones.
  public var diverging: Int { self[.diverged] + self[.errorMismatch] }

  mutating func note(_ verdict: Verdict, isKnown: Bool = false) {
    self[verdict] += 1
    if isKnown { known += 1 }
  }

  mutating func add(_ other: VerdictCounts) {
    for (verdict, count) in other.counts { self[verdict] += count }
    known += other.known
  }
}
