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
      guard let liar = kind.lazy.compactMap({ Self.liar($0, among: cases) }).first else {
        Issue.record("\(Self.kind(kind[0])): no case shows it")
        continue
      }
      let findings = RunDiagnostician([liar]).diagnose().findings
      let named = findings.flatMap { $0.hypotheses + $0.alternatives }.map(\.name)
      #expect(named.contains(kind[0].name), "\(liar.fixture.id): \(named)")
    }
  }

  /// What is the same mistake, whatever class or argument it is made of. Those of plateaus and composites are written
  /// one by one.
  private static func kind(_ hypothesis: Hypothesis) -> String {
    ["plateau", "sequential", "chained"].contains(hypothesis.name) ? hypothesis.text : hypothesis.name
  }

  /// The first case that fails when it is played with the mistake, and of which the mistake explains something.
  private static func liar(_ hypothesis: Hypothesis, among cases: [PlayedCase]) -> PlayedCase? {
    for played in cases where hypothesis.concerns(Set(played.scenario.schedulerTypes)) {
      guard let wrong = played.outcome(with: [hypothesis]) else { continue }
      let liar = PlayedCase(played.fixture, expected: played.expected, actual: wrong, tolerance: .float64)
      if liar.fails, case .explains(let explanation) = liar.judge(wrong), explanation.informative > 0 {
        return liar
      }
    }
    return nil
  }
}
