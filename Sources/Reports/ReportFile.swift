import Adapters
import ConformanceSupport
import Diagnostics
import Fixtures
import Scenarios
import Verdicts

/// A run as `check --format json` writes it.
package struct ReportFile: Sendable {
  /// The version of the format.
  package static let schema = 1

  /// The product's version.
  package var lrconform = ProductVersion.current
  /// The PyTorch that was checked against.
  package var pytorch = ProductVersion.pytorch
  /// How the run was narrowed; nil where an older report does not say it.
  package var scope: RunScope?
  /// What the implementation says that it has.
  package var declaration = Declaration()
  /// The version of the suite that the cases are of; nil where they are of none.
  package var suiteVersion: String?
  /// Who was judged.
  package var implementation: Implementation
  /// What it computes with.
  package var precision: DeclaredPrecision
  /// The tolerance where a case has none of its own.
  package var tolerance: Tolerance
  /// Whether the report is an older one and says that something went wrong.
  var isRefuted = false
  /// The causes that explain divergences, the most frequent first.
  package var causes: [Cause] = []
  /// What was played beside the suite to tell causes apart.
  package var asked: [AskedQuestion] = []
  /// The divergences that are listed as known.
  package var known = 0
  /// What the list of known divergences did not agree with.
  package var knownProblems: [KnownProblem] = []
  /// Cases that were not asked for, because the run ended before.
  package var notRun = 0
  /// Why it ended; nil where it did not.
  package var endOfRun: String?
  /// How often the adapter's program ended after an answer and was started again.
  package var restarts = 0
  /// Seconds from the first start to the last answer.
  package var seconds = 0.0
  /// The cases, in their order.
  package var cases: [ReportedCase] = []

  /// How many cases got a verdict.
  package func count(_ verdict: Verdict) -> Int { cases.count { $0.verdict == verdict } }

  /// What became of the cases, counted.
  package var tally: RunTally {
    var tally = RunTally()
    for reported in cases { tally.note(reported) }
    return tally
  }

  /// What the run may say of itself: by what the report holds, whatever it says.
  package var standing: RunStanding {
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
package struct ReportedCase: Sendable {
  /// The case's id.
  package var id: String
  /// The suite's name.
  package var suite: String
  /// What the case is.
  package var title: String
  /// Which bugs it catches; nil where the case passes or is skipped.
  package var why: String?
  /// The public reports that it stems from; empty where the case passes or is skipped.
  package var references: [String] = []
  /// How binding it is.
  package var level: CaseLevel
  /// What it touches.
  package var tags: [String]
  /// The classes in it.
  package var schedulers: [SchedulerType]
  /// The family of schedules that it is of; nil where it is of none, and in older reports.
  package var family: String?
  /// The verdict.
  package var verdict: Verdict
  /// The reason of a known divergence.
  package var known: String?
  /// Channels that the implementation cannot observe and that were not judged.
  package var unobserved: [Channel] = []
  /// What else was not judged, as the reply says.
  package var gaps = Gaps()
  /// Why it was skipped or is broken.
  package var reason: String?
  /// What it needs and the implementation does not declare, where it was skipped for that.
  package var undeclared: Undeclared?
  /// The end of what the adapter said on standard error, where the case fails.
  package var errorText: String?
  /// How the values compare; nil where there were none.
  package var comparison: Comparison?
  /// The divergence in words.
  package var headline: String?
  /// The expected and actual values, for a plot.
  package var series: ComparedSeries?
  /// Why it diverges, where a plausible mistake gives what was observed.
  package var diagnosis: Diagnosis?
  /// What was to be done; nil where the case passes or is skipped.
  package var scenario: Scenario?
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
    family = fixture.scenario.family?.name
    verdict = result.verdict
    if case .known(let reason) = result.known { known = reason }
    unobserved = result.run.unobserved
    gaps = result.run.gaps
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
      references = fixture.references
      scenario = fixture.scenario
    }
  }
}

extension ReportFile {
  /// The report of a run.
  package init(_ summary: RunSummary, cases: [ReportedCase]) {
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

extension RunTally {
  /// Counts a case of a report.
  package mutating func note(_ reported: ReportedCase) {
    note(
      reported.level,
      reported.verdict,
      isKnown: reported.known != nil,
      reported.undeclared,
      reason: reported.reason,
      unobserved: reported.unobserved,
      gaps: reported.gaps
    )
  }
}
