/// A run as `check --format json` writes it.
public struct ReportFile: Sendable {
  /// The version of the format.
  public static let schema = 1

  /// The product's version.
  public var lrconform = ProductVersion.current
  /// The PyTorch that was held against.
  public var pytorch = ProductVersion.pytorch
  /// How the run was narrowed; nil where an older report does not say it.
  public var scope: RunScope?
  /// What the implementation says that it has.
  public var declaration = Declaration()
  /// The version of the suite that the cases are of; nil where they are of none.
  public var suiteVersion: String?
  /// Who was judged.
  public var implementation: Implementation
  /// What it computes with.
  public var precision: Precision
  /// The tolerance where a case has none of its own.
  public var tolerance: Tolerance
  /// Whether the report is an older one and says that something went wrong.
  var isRefuted = false
  /// The causes that explain divergences, the most frequent first.
  public var causes: [Cause] = []
  /// What was played beside the suite to tell causes apart.
  public var asked: [AskedQuestion] = []
  /// The divergences that are listed as known.
  public var known = 0
  /// What the list of known divergences did not agree with.
  public var knownProblems: [KnownProblem] = []
  /// Cases that were not asked for, because the run ended before.
  public var notRun = 0
  /// Why it ended; nil where it did not.
  public var endOfRun: String?
  /// How often the adapter's program ended after an answer and was started again.
  public var restarts = 0
  /// Seconds from the first start to the last answer.
  public var seconds = 0.0
  /// The cases, in their order.
  public var cases: [ReportedCase] = []

  /// How many cases got a verdict.
  public func count(_ verdict: Verdict) -> Int { cases.count { $0.verdict == verdict } }

  /// What became of the cases, counted.
  public var tally: RunTally {
    var tally = RunTally()
    for reported in cases { tally.note(reported) }
    return tally
  }

  /// What the run may say of itself: by what the report holds, whatever it says.
  public var standing: RunStanding {
    RunStanding(
      tally,
      declaration,
      scope,
      tolerance,
      precision,
      problems: knownProblems,
      isRefuted: isRefuted
    )
  }
}

/// What a report says of a case.
public struct ReportedCase: Sendable {
  /// The case's id.
  public var id: String
  /// The suite's name.
  public var suite: String
  /// What the case is.
  public var title: String
  /// Which bugs it catches; nil where the case passes or is skipped.
  public var why: String?
  /// How binding it is.
  public var level: CaseLevel
  /// What it touches.
  public var tags: [String]
  /// The classes in it.
  public var schedulers: [SchedulerType]
  /// The verdict.
  public var verdict: Verdict
  /// The reason of a known divergence.
  public var known: String?
  /// Channels that the implementation cannot observe and that were not judged.
  public var unobserved: [Channel] = []
  /// Why it was skipped or is broken.
  public var reason: String?
  /// What it needs and the implementation does not declare, where it was skipped for that.
  public var undeclared: Undeclared?
  /// The end of what the adapter said on standard error, where the case fails.
  public var errorText: String?
  /// How the values compare; nil where there were none.
  public var comparison: Comparison?
  /// The divergence in words.
  public var headline: String?
  /// The expected and actual values, for a plot.
  public var series: ComparedSeries?
  /// Why it diverges, where a plausible mistake gives what was observed.
  public var diagnosis: Diagnosis?
  /// What was to be done; nil where the case passes or is skipped.
  public var scenario: Scenario?
}

extension ReportedCase {
  /// What a report says of a result.
  init(_ result: CaseResult) {
    let fixture = result.run.fixture
    id = result.id
    suite = result.run.suite
    title = fixture.title
    level = fixture.level
    tags = fixture.tags
    schedulers = fixture.scenario.schedulerTypes
    verdict = result.verdict
    if case .known(let reason) = result.known { known = reason }
    unobserved = result.run.unobserved
    reason = result.reason
    undeclared = result.undeclared
    // What is as it is listed does not fail: what was said meanwhile, with paths and dates, would differ each time.
    errorText = known == nil ? result.errorText : nil
    comparison = result.comparison
    headline = result.headline
    diagnosis = result.diagnosis
    if let actual = result.actual, let divergence = result.comparison?.divergence {
      series = ComparedSeries(expected: result.run.expected, actual: actual, divergence: divergence)
    }
    if !verdict.passes, verdict != .skipped {
      why = fixture.why
      scenario = fixture.scenario
    }
  }
}

extension ReportFile {
  /// The report of a run.
  init(_ summary: RunSummary, cases: [ReportedCase]) {
    suiteVersion = summary.suiteVersion
    implementation = summary.handshake.implementation
    precision = summary.handshake.precision
    tolerance = summary.tolerance
    scope = summary.scope
    pytorch = summary.scope.pytorch
    declaration = Declaration(summary.handshake)
    causes = summary.causes
    asked = summary.asked
    known = summary.known
    knownProblems = summary.knownProblems
    notRun = summary.notRun
    endOfRun = summary.endOfRun
    restarts = summary.restarts
    seconds = (summary.seconds * 1e6).rounded() / 1e6
    self.cases = cases
  }
}
