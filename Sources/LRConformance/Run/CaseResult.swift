/// A case with the outcome that is expected of it.
///
/// It never changes. That it is an object spares copies: it goes through many hands on several processors.
public final class RunCase: Sendable {
  /// The suite's name.
  public let suite: String
  /// The file it stands in.
  public let path: String
  /// The case.
  public let fixture: FixtureCase
  /// What is expected, of the version of PyTorch that is asked for.
  public let expected: Outcome
  /// Channels of the case that the subject cannot observe and that are therefore not judged.
  public let unobserved: [Channel]

  /// A case of a suite with the expectation to hold it against.
  public init(
    suite: String,
    path: String,
    fixture: FixtureCase,
    expected: Outcome,
    unobserved: [Channel] = []
  ) {
    self.suite = suite
    self.path = path
    self.fixture = fixture
    self.expected = expected
    self.unobserved = unobserved
  }
}

extension RunCase {
  /// The case without the channels that a subject cannot observe; as it is where none would be left, or where
  /// nothing is declared. `get_lr` stays: it is a feature, because calling it can change what follows.
  func restricted(to declared: [Channel]?) -> RunCase {
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

  /// The case as something to play.
  public var task: PlayTask {
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
  /// What the case needs and the subject does not declare; nil where it declares all, and skipped the case itself
  /// when it was asked.
  public var undeclared: Undeclared?
  /// The end of what the adapter said on standard error, where the case does not pass.
  public var errorText: String?
  /// What went wrong with a broken case, without what differs from case to case.
  var brokenGroup: String?

  /// Why it diverges, where a plausible mistake gives what was observed.
  public var diagnosis: Diagnosis?
  /// How it stands to the known divergences; `unlisted` where there is no list.
  public var known = KnownStatus.unlisted
  /// Seconds from the verdict before to this one: what the case added to the run.
  public var seconds = 0.0

  /// The case's id.
  public var id: String { run.fixture.id }
}

/// The end of a run: how often each verdict was given, and what the run may say of itself.
public struct RunSummary: Sendable {
  /// Who was judged.
  public var handshake: Handshake
  /// The tolerance that was applied where a case has none of its own.
  public var tolerance: Tolerance
  /// The version of the suite that the cases are of; nil where they are of none.
  public var suiteVersion: String?
  /// How the run was narrowed.
  public var scope = RunScope()
  /// Counts by verdict.
  public var counts: [Verdict: Int] = [:]
  /// What became of the cases by level, and why some were skipped.
  public var tally = RunTally()
  /// The causes that explain divergences, the most frequent first.
  public var causes: [Cause] = []
  /// How many divergences have a cause.
  public var explained = 0
  /// What was played beside the suite to tell causes apart.
  public var asked: [AskedQuestion] = []
  /// The divergences that are listed as known.
  public var known = 0
  /// What the list of known divergences does not agree with, by case.
  public var knownProblems: [KnownProblem] = []
  /// Cases that were not asked for, because the run ended before.
  public var notRun = 0
  /// Why it ended; nil where it did not.
  public var endOfRun: String?
  /// How often the adapter's program ended after an answer and was started again.
  public var restarts = 0
  /// Whether there is a list of known divergences.
  public var hasKnownList = false
  /// Seconds from the first start to the last answer.
  public var seconds = 0.0

  /// How many cases got a verdict.
  public func count(_ verdict: Verdict) -> Int { counts[verdict] ?? 0 }

  /// All cases.
  public var total: Int { counts.values.reduce(0, +) }

  /// Whether the adapter is broken: every case that was played is, or the run ended for its sake.
  public var adapterIsBroken: Bool {
    endOfRun != nil || (count(.broken) > 0 && count(.broken) + count(.skipped) == total)
  }

  /// What the run may say of itself.
  public var standing: RunStanding {
    RunStanding(
      tally,
      Declaration(handshake),
      scope,
      tolerance,
      handshake.precision,
      problems: knownProblems
    )
  }

  /// Whether nothing unexpected happened: nothing is broken, and what diverges is listed as known. That is less than
  /// conformance, of which `standing` tells.
  public var isAsExpected: Bool { standing.isAsExpected }
}

/// A cause and how many divergences it explains.
public struct Cause: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// In words.
  public var text: String
  /// How many divergences it explains.
  public var count: Int
}

/// A disagreement of a run with the list of known divergences.
public struct KnownProblem: Sendable, Equatable {
  /// What is wrong.
  public enum Kind: String, Sendable, CaseIterable {
    /// A divergence that is not listed.
    case new = "NEW"
    /// A listed case that diverges in another way.
    case changed = "CHANGED"
    /// A listed case that does not diverge.
    case stale = "STALE"
    /// An entry whose case is not in the suite.
    case unmatched = "UNMATCHED"
  }

  /// What is wrong.
  public var kind: Kind
  /// The case.
  public var id: String
  /// In which way.
  public var detail: String
}
