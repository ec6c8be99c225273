/// A case with the outcome that is expected of it.
public struct RunCase: Sendable {
  /// The suite's name.
  public var suite: String
  /// The file it stands in.
  public var path: String
  /// The case.
  public var fixture: FixtureCase
  /// What is expected, of the version of PyTorch that is asked for.
  public var expected: Outcome

  /// A case of a suite with the expectation to hold it against.
  public init(suite: String, path: String, fixture: FixtureCase, expected: Outcome) {
    self.suite = suite
    self.path = path
    self.fixture = fixture
    self.expected = expected
  }
}

extension RunCase {
  var task: PlayTask {
    PlayTask(id: fixture.id, scenario: fixture.scenario, expectsError: expected.error != nil)
  }
}

/// What became of a case.
public struct CaseResult: Sendable {
  /// The case.
  public var run: RunCase
  /// The verdict.
  public var verdict: Verdict
  /// How the outcome compares; nil where there was none.
  public var comparison: Comparison?
  /// The outcome; nil for skipped and broken cases.
  public var actual: Outcome?
  /// Why the case was skipped or is broken.
  public var reason: String?
  /// The end of the adapter's standard error, where the case is broken.
  public var errorText: String?

  /// The case's id.
  public var id: String { run.fixture.id }
}

/// How often each verdict was given.
public struct RunSummary: Sendable {
  /// Who was judged.
  public var handshake: Handshake
  /// The tolerance that was applied where a case has none of its own.
  public var tolerance: Tolerance
  /// Counts by verdict.
  public var counts: [Verdict: Int] = [:]
  /// Seconds from the first start to the last answer.
  public var seconds = 0.0

  /// How many cases got a verdict.
  public func count(_ verdict: Verdict) -> Int { counts[verdict] ?? 0 }

  /// All cases.
  public var total: Int { counts.values.reduce(0, +) }

  /// Whether nothing speaks against conformance.
  public var conforms: Bool { count(.diverged) + count(.errorMismatch) + count(.broken) == 0 }
}
