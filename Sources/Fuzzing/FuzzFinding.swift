import Adapters
import Diagnostics
import Fixtures
import JSON
import LRSchedulers
import Reports
import Scenarios
import Verdicts

/// A way in which an implementation diverges, with the simplest scenario that shows it.
package struct FuzzFinding: Sendable {
  /// The index of the scenario that showed it first.
  package var index: Int
  /// That scenario, or what was made of it by shrinking.
  package var scenario: Scenario
  /// What was expected of it.
  package var expected: Outcome
  /// What came instead; nil where the adapter failed.
  package var actual: Outcome?
  /// The divergence in words.
  package var headline: String
  /// The cause, where there is one in the catalogue.
  package var diagnosis: Diagnosis?
  /// The mistakes that explain it, which shrinking keeps.
  var causes: [Hypothesis] = []
  /// How many scenarios showed it.
  package var count = 1

  /// What tells one finding from another: the cause, or where none is known the classes and the kind.
  package var key: String
}

extension FuzzFinding {
  /// The finding as a fixture case.
  package func fixture(seed: UInt64) -> FixtureCase {
    let slug = scenario.schedulerTypes.map(\.slug).joined(separator: "-")
    return FixtureCase(
      id: "fuzz/\(slug)-\(seed)-\(index)",
      title: "Found by fuzzing, seed \(seed), scenario \(index)",
      why: diagnosis.map { "An implementation diverged here: \($0.text)." }
        ?? "An implementation diverged here: \(headline).",
      level: expected.error == nil ? .required : .error,
      tags: ["fuzz"],
      scenario: scenario,
      expected: expected,
      versions: [],
      tolerance: nil,
      claims: []
    )
  }
}

extension FuzzFinding {
  /// What is wrong with an answer, compared with what the reference gives; nil where nothing is.
  init?(
    _ index: Int,
    _ scenario: Scenario,
    expected: Outcome,
    _ answer: PlayAnswer,
    _ handshake: Handshake,
    by judge: Judge
  ) {
    let result = judge.judge(answer, RunCase(fuzzed: scenario, expected: expected), handshake)
    let types = scenario.schedulerTypes.map(\.rawValue).sorted().joined(separator: "+")
    switch result.verdict {
    case .identical, .within, .skipped: return nil
    case .broken:
      let kind = if case .fault(let fault, _) = answer { fault.kind } else { "no-channel" }
      let said = result.errorText?.split(separator: "\n").last.map { "; it said: \($0)" } ?? ""
      self.init(
        index: index,
        scenario: scenario,
        expected: expected,
        headline: "\(result.reason ?? "")\(said)",
        key: "fault \(kind) \(types)"
      )
    case .diverged, .errorMismatch:
      guard let comparison = result.comparison, let divergence = comparison.divergence else { return nil }
      self.init(
        index: index,
        scenario: scenario,
        expected: expected,
        actual: result.actual,
        headline: DivergenceText(divergence: divergence, comparison: comparison).headline,
        key: "\(divergence.kind.name) \(divergence.kind.channelName) \(types)"
      )
    }
  }
}

extension Judge {
  /// An answer as evidence for causes.
  func played(_ scenario: Scenario, expected: Outcome, _ outcome: Outcome, _ handshake: Handshake)
    -> PlayedCase
  {
    PlayedCase(
      RunCase(fuzzed: scenario, expected: expected).fixture,
      expected: expected,
      actual: outcome,
      tolerance: tolerance(handshake, of: scenario.schedulerTypes)
    )
  }
}

extension RunCase {
  /// A scenario that no fixture has, as a case; it is told by the finding.
  fileprivate convenience init(fuzzed scenario: Scenario, expected: Outcome) {
    let fixture = FixtureCase(
      id: "fuzz/scenario",
      title: "",
      why: "",
      level: expected.error == nil ? .required : .error,
      tags: [],
      scenario: scenario,
      expected: expected,
      versions: [],
      tolerance: nil,
      claims: []
    )
    self.init(suite: "fuzz", path: "", fixture: fixture, expected: expected)
  }
}

extension AdapterFault {
  /// The kind of fault, without what differs from case to case.
  package var kind: String {
    switch self {
    case .notStarted: "not-started"
    case .noRoom: "no-room"
    case .timedOut: "timed-out"
    case .closed: "closed"
    case .inputClosed: "input-closed"
    case .garbage: "garbage"
    case .printed: "printed"
    case .tooLong: "too-long"
    case .outOfTurn: "out-of-turn"
    case .answeredTwice: "answered-twice"
    case .notRecorded: "not-recorded"
    case .harness: "harness"
    case .recorded: "recorded"
    }
  }
}

extension Divergence.Kind {
  fileprivate var channelName: String {
    switch self {
    case .value(let channel, _, _), .columns(let channel, _, _): channel.rawValue
    default: ""
    }
  }
}
