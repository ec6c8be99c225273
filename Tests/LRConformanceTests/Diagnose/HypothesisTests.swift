import Testing

@testable import Diagnostics
@testable import Fixtures
@testable import Scenarios

/// Every hypothesis has a liar: an implementation that makes just this mistake.
@Suite struct HypothesisTests {
  /// What the suite's cases are when nothing is wrong with them; long ones take long in a debug build.
  private static func cases() throws -> [PlayedCase] {
    try Fixtures.cases().compactMap { named in
      guard let expected = named.fixture.expected, expected.error == nil,
        named.fixture.scenario.observationCount <= 40
      else { return nil }
      return PlayedCase(named.fixture, expected: expected, actual: expected, tolerance: .float64)
    }
  }

  /// A mistake that shows in no case of the suite would never be named.
  @Test func eachKindShowsInACaseAndIsNamedForIt() throws {
    let cases = try Self.cases()
    let all = Mistakes.all(for: Set(SchedulerType.allCases), cases)
    var kinds: [[Hypothesis]] = []
    for hypothesis in all {
      if let index = kinds.firstIndex(where: { Self.kind($0[0]) == Self.kind(hypothesis) }) {
        kinds[index].append(hypothesis)
      } else {
        kinds.append([hypothesis])
      }
    }
    #expect(kinds.count > 60)
    for kind in kinds {
      let liars = kind.lazy.flatMap { hypothesis in
        cases.lazy.compactMap { played in Self.liar(hypothesis, in: played).map { (hypothesis, $0) } }
      }
      // Of a short case there may be simpler explanations.
      let tried = Array(liars.prefix(12))
      #expect(!tried.isEmpty, "\(Self.kind(kind[0])): no case shows it")
      let isNamed = tried.contains { hypothesis, liar in
        let findings = RunDiagnostician([liar]).diagnose().findings
        let named = findings.flatMap { $0.hypotheses + $0.alternatives }
        return named.contains { Self.kind($0) == Self.kind(hypothesis) }
          || named.contains { Self.isTheSame($0, as: hypothesis, in: liar) }
      }
      let ids = tried.map(\.1.fixture.id)
      #expect(tried.isEmpty || isNamed, "\(Self.kind(kind[0])): not named for \(ids)")
    }
  }

  /// Whether a mistake is another in other words: one of the same classes that gives just what the other does.
  private static func isTheSame(_ one: Hypothesis, as other: Hypothesis, in liar: PlayedCase) -> Bool {
    let types = other.types ?? []
    return (one.types ?? types).isSuperset(of: types) && liar.outcome(with: [one]) == liar.actual
  }

  /// What is the same mistake, whatever class or argument it is made of. Those of plateaus and composites are written
  /// one by one.
  private static func kind(_ hypothesis: Hypothesis) -> String {
    ["plateau", "sequential", "chained"].contains(hypothesis.name) ? hypothesis.text : hypothesis.name
  }

  /// A case as it is played with the mistake; nil where it passes, or where the mistake explains nothing of it.
  private static func liar(_ hypothesis: Hypothesis, in played: PlayedCase) -> PlayedCase? {
    guard hypothesis.concerns(Set(played.scenario.schedulerTypes)),
      let wrong = played.outcome(with: [hypothesis])
    else { return nil }
    let liar = PlayedCase(played.fixture, expected: played.expected, actual: wrong, tolerance: .float64)
    guard liar.fails, case .explains(let explanation) = liar.judge(wrong), explanation.informative > 0 else {
      return nil
    }
    return liar
  }
}
