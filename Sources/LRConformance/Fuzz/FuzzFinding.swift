import JSON
import LRSchedulers

/// A way in which an implementation diverges, with the simplest scenario that shows it.
public struct FuzzFinding: Sendable {
  /// The index of the scenario that showed it first.
  public var index: Int
  /// That scenario, or what was made of it by shrinking.
  public var scenario: Scenario
  /// What was expected of it.
  public var expected: Outcome
  /// What came instead; nil where the adapter failed.
  public var actual: Outcome?
  /// The divergence in words.
  public var headline: String
  /// The cause, where there is one in the catalogue.
  public var diagnosis: Diagnosis?
  /// The mistakes that explain it, which shrinking keeps.
  var causes: [Hypothesis] = []
  /// How many scenarios showed it.
  public var count = 1

  /// What tells one finding from another: the cause, or where none is known the classes and the kind.
  var key: String
}

extension FuzzFinding {
  /// The finding as a fixture case.
  public func fixture(seed: UInt64) -> FixtureCase {
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

/// Holds an answer against the reference and says in which way it differs.
struct FuzzJudge: Sendable {
  var tolerance: Tolerance?
  var strictErrors: Bool

  /// What is wrong with an answer; nil where nothing is.
  func finding(
    _ index: Int,
    _ scenario: Scenario,
    _ answer: PlayAnswer,
    _ handshake: Handshake
  ) -> FuzzFinding? {
    let expected = ReferencePlayer().play(scenario)
    let types = scenario.schedulerTypes.map(\.rawValue).sorted().joined(separator: "+")
    switch answer {
    case .reply(.skipped, _): return nil
    case .fault(let fault, let errorText):
      let said = errorText.split(separator: "\n").last.map { "; it said: \($0)" } ?? ""
      return FuzzFinding(
        index: index,
        scenario: scenario,
        expected: expected,
        headline: "\(fault)\(said)",
        key: "fault \(fault.kind) \(types)"
      )
    case .reply(.outcome(let outcome), _):
      let tolerance = tolerance ?? handshake.precision.tolerance
      let comparison = OutcomeComparator(tolerance: tolerance, strictErrors: strictErrors)
        .compare(outcome, with: expected)
      guard let divergence = comparison.divergence else { return nil }
      return FuzzFinding(
        index: index,
        scenario: scenario,
        expected: expected,
        actual: outcome,
        headline: DivergenceText(divergence: divergence, comparison: comparison).headline,
        key: "\(divergence.kind.name) \(divergence.kind.channelName) \(types)"
      )
    }
  }

  /// An answer as evidence for causes.
  func played(_ scenario: Scenario, _ outcome: Outcome, _ handshake: Handshake) -> PlayedCase {
    let expected = ReferencePlayer().play(scenario)
    let finding = FuzzFinding(index: 0, scenario: scenario, expected: expected, headline: "", key: "")
    return PlayedCase(
      finding.fixture(seed: 0),
      expected: expected,
      actual: outcome,
      tolerance: tolerance ?? handshake.precision.tolerance
    )
  }
}

extension AdapterFault {
  /// The kind of fault, without what differs from case to case.
  var kind: String {
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
