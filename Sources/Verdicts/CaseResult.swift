import Adapters
import Diagnostics
import Fixtures
import Scenarios

/// What became of a case.
public struct CaseResult: Sendable {
  /// The case.
  package var run: RunCase
  /// The verdict.
  public var verdict: Verdict
  /// How the outcome compares; nil where there was none.
  package var comparison: Comparison?
  /// The outcome; nil for skipped and broken cases.
  package var actual: Outcome?
  /// Why the case was skipped or is broken.
  public var reason: String?
  /// What the case needs and the subject does not declare; nil where it declares all, and skipped the case itself
  /// when it was asked.
  package var undeclared: Undeclared?
  /// The end of what the adapter said on standard error, where the case does not pass.
  package var errorText: String?
  /// What went wrong with a broken case, without what differs from case to case.
  package var brokenGroup: String?

  /// Why it diverges, where a plausible mistake gives what was observed.
  package var diagnosis: Diagnosis?
  /// How it stands to the known divergences; `unlisted` where there is no list.
  package var known = KnownStatus.unlisted
  /// Seconds from the verdict before to this one: what the case added to the run.
  package var seconds = 0.0

  /// The case's id.
  public var id: String { run.fixture.id }
}

/// The end of a run: how often each verdict was given, and what the run may say of itself.
public struct RunSummary: Sendable {
  /// Who was judged.
  public var handshake: Handshake
  /// The tolerance that was applied where a case has none of its own.
  package var tolerance: Tolerance
  /// The version of the suite that the cases are of; nil where they are of none.
  package var suiteVersion: String?
  /// How the run was narrowed.
  package var scope = RunScope()
  /// Counts by verdict.
  package var counts: [Verdict: Int] = [:]
  /// What became of the cases by level, and why some were skipped.
  package var tally = RunTally()
  /// The causes that explain divergences, the most frequent first.
  package var causes: [Cause] = []
  /// How many divergences have a cause.
  package var explained = 0
  /// What was played beside the suite to tell causes apart.
  package var asked: [AskedQuestion] = []
  /// The divergences that are listed as known.
  package var known = 0
  /// What the list of known divergences does not agree with, by case.
  package var knownProblems: [KnownProblem] = []
  /// Cases that were not asked for, because the run ended before.
  package var notRun = 0
  /// Why it ended; nil where it did not.
  package var endOfRun: String?
  /// How often the adapter's program ended after an answer and was started again.
  package var restarts = 0
  /// Whether there is a list of known divergences.
  package var hasKnownList = false
  /// Seconds from the first start to the last answer.
  package var seconds = 0.0

  /// How many cases got a verdict.
  public func count(_ verdict: Verdict) -> Int { counts[verdict] ?? 0 }

  /// All cases.
  package var total: Int { counts.values.reduce(0, +) }

  /// Whether the adapter is broken: every case that was played is, or the run ended for its sake.
  package var adapterIsBroken: Bool {
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
  package var isAsExpected: Bool { standing.isAsExpected }
}

/// A cause and how many divergences it explains.
package struct Cause: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// In words.
  package var text: String
  /// How many divergences it explains.
  package var count: Int
  /// PyTorch's formula; nil where the cause is in none.
  package var formula: String?
  /// The formula that the implementation seems to have.
  package var apparent: String?
  /// The shortest case that shows it.
  package var smallest: String?

  /// A cause.
  package init(name: String, text: String, count: Int) {
    self.name = name
    self.text = text
    self.count = count
  }
}

/// A disagreement of a run with the list of known divergences.
package struct KnownProblem: Sendable, Equatable {
  /// What is wrong.
  package enum Kind: String, Sendable, CaseIterable {
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
  package var kind: Kind
  /// The case.
  package var id: String
  /// In which way.
  package var detail: String

  /// All of its parts.
  package init(kind: Kind, id: String, detail: String) {
    self.kind = kind
    self.id = id
    self.detail = detail
  }
}
