import Adapters
import Diagnostics
import Fixtures
import Scenarios

/// Plays further scenarios until one cause is left, or nothing tells those that are left apart. Driven from outside:
/// `next` says what is to be played, `note` takes what came of it.
struct Interview: Sendable {
  /// Questions on one class, and on all together, at most.
  private static let limits = (ofOne: 4, ofAll: 12)

  /// What is known so far.
  private(set) var diagnostician: RunDiagnostician
  /// What was asked, and what came of it; nil where nothing did.
  private(set) var asked: [AskedQuestion] = []
  private let tolerance: @Sendable ([SchedulerType]) -> Tolerance
  private let candidates: @Sendable ([SchedulerType]) -> [Scenario]
  private var scenarios: [Set<SchedulerType>: [Scenario]] = [:]
  private var counts: [Set<SchedulerType>: Int] = [:]
  private var settled: Set<[String]> = []
  private var current: (question: Question, types: Set<SchedulerType>)?

  init(
    _ diagnostician: RunDiagnostician,
    tolerance: @Sendable @escaping ([SchedulerType]) -> Tolerance,
    candidates: @Sendable @escaping ([SchedulerType]) -> [Scenario]
  ) {
    self.diagnostician = diagnostician
    self.tolerance = tolerance
    self.candidates = candidates
  }

  /// The next scenario to be played; nil where there is nothing to ask.
  mutating func next() -> FixtureCase? {
    current = nil
    guard asked.count < Self.limits.ofAll else { return nil }
    let played = diagnostician.cases
    for finding in diagnostician.diagnose().findings where !finding.alternatives.isEmpty {
      let key = (finding.hypotheses + finding.alternatives).map(\.text)
      var types = Set(finding.hypotheses.flatMap { $0.types ?? [] })
      if types.isEmpty { types = Set(finding.explained.flatMap { played[$0].scenario.schedulerTypes }) }
      if settled.contains(key) || counts[types, default: 0] >= Self.limits.ofOne { continue }
      if scenarios[types] == nil {
        scenarios[types] = candidates(SchedulerType.allCases.filter(types.contains))
      }
      let question = diagnostician.question(
        on: finding,
        number: asked.count + 1,
        among: scenarios[types] ?? [],
        tolerance: tolerance(SchedulerType.allCases.filter(types.contains))
      )
      guard let question else {
        settled.insert(key)
        continue
      }
      current = (question, types)
      counts[types, default: 0] += 1
      scenarios[types]?.removeAll { $0 == question.fixture.scenario }
      return question.fixture
    }
    return nil
  }

  /// What came of the scenario that `next` gave last.
  mutating func note(_ answer: PlayAnswer) {
    guard let (question, _) = current, let expected = question.fixture.expected else { return }
    // What cannot be judged wholly tells nothing apart.
    guard case .reply(.outcome(let outcome), _) = answer, outcome.gaps.isEmpty else { return }
    let tolerance = tolerance(question.fixture.scenario.schedulerTypes)
    diagnostician.add(
      PlayedCase(question.fixture, expected: expected, actual: outcome, tolerance: tolerance)
    )
    asked.append(AskedQuestion(fixture: question.fixture, actual: outcome, open: question.open))
  }
}

/// A scenario that was played beside the suite to tell causes apart.
package struct AskedQuestion: Sendable {
  /// The scenario with what PyTorch gives: a ready fixture.
  package var fixture: FixtureCase
  /// What the implementation gives.
  package var actual: Outcome
  /// How many causes were open before.
  package var open: Int

  /// All of its parts.
  package init(fixture: FixtureCase, actual: Outcome, open: Int) {
    self.fixture = fixture
    self.actual = actual
    self.open = open
  }
}
