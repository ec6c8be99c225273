import Scenarios

/// A case with the outcome that is expected of it.
///
/// It never changes. That it is an object spares copies: it goes through many hands on several processors.
public final class RunCase: Sendable {
  /// The suite's name.
  package let suite: String
  /// The file it stands in.
  package let path: String
  /// The case.
  public let fixture: FixtureCase
  /// What is expected, of the version of PyTorch that is asked for.
  package let expected: Outcome
  /// Channels of the case that the subject cannot observe and that are therefore not judged.
  package let unobserved: [Channel]
  /// What else is not judged, as the reply says.
  package let gaps: Gaps

  /// A case of a suite with the expectation that it is compared with.
  package init(
    suite: String,
    path: String,
    fixture: FixtureCase,
    expected: Outcome,
    unobserved: [Channel] = [],
    gaps: Gaps = Gaps()
  ) {
    self.suite = suite
    self.path = path
    self.fixture = fixture
    self.expected = expected
    self.unobserved = unobserved
    self.gaps = gaps
  }
}

extension RunCase {
  /// The case as far as a reply says that it can be judged; as it is where that is all of it.
  package func judged(with gaps: Gaps) -> RunCase {
    var gaps = gaps
    // An end after the last value that is expected leaves nothing out.
    let whole = expected.trace.length + (expected.error == nil ? 0 : 1)
    if let ends = gaps.ends, ends >= whole { gaps.ends = nil }
    if gaps.isEmpty { return self }
    var fixture = fixture
    if let ends = gaps.ends { fixture.scenario = fixture.scenario.cut(at: ends) }
    return RunCase(
      suite: suite,
      path: path,
      fixture: fixture,
      expected: gaps.applied(to: expected),
      unobserved: unobserved,
      gaps: gaps
    )
  }
}

extension RunCase {
  /// The case without the channels that a subject cannot observe; as it is where none would be left, or where
  /// nothing is declared. `get_lr` stays: it is a feature, because calling it can change what follows.
  package func restricted(to declared: [Channel]?) -> RunCase {
    guard let declared else { return self }
    let kept = fixture.scenario.observe.filter { $0 == .getLR || declared.contains($0) }
    if kept.isEmpty || kept == fixture.scenario.observe { return self }
    var fixture = fixture
    let unobserved = fixture.scenario.observe.filter { !kept.contains($0) }
    fixture.scenario.explicitObserve = kept
    var expected = expected
    expected.trace.channels.removeAll { !kept.contains($0.channel) }
    return RunCase(suite: suite, path: path, fixture: fixture, expected: expected, unobserved: unobserved)
  }
}

extension RunCase {
  /// The cases of some suites, in their order, each with what PyTorch gives.
  ///
  /// - Parameters:
  ///   - filter: Which cases; all by default.
  ///   - torch: The version of PyTorch; by default the one that the suite is recorded from.
  /// - Throws: `FixtureError` for a case whose values are not yet recorded.
  public static func all(
    _ suites: [Suite],
    filter: CaseFilter = CaseFilter(),
    torch: Version? = nil
  ) throws(FixtureError) -> [RunCase] {
    try all(suites, at: filter.places(in: suites), torch: torch)
  }

  /// The cases at some places of some suites.
  package static func all(
    _ suites: [Suite],
    at places: [(suite: Int, fixture: Int)],
    torch: Version?
  ) throws(FixtureError) -> [RunCase] {
    var cases: [RunCase] = []
    cases.reserveCapacity(places.count)
    for place in places {
      let path = suites[place.suite].path
      let fixture = suites[place.suite].cases[place.fixture]
      guard let expected = fixture.expectation(of: torch) else {
        throw FixtureError(
          path: path,
          caseID: fixture.id,
          problem: "no expected values; record them with `lrconform regenerate`"
        )
      }
      cases.append(
        RunCase(suite: suites[place.suite].name, path: path, fixture: fixture, expected: expected)
      )
    }
    return cases
  }
}
