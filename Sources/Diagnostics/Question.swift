import ConformanceSupport
import Fixtures
import LRSchedulers
import ReferencePlay
import Scenarios

/// A scenario that is played beside the suite, because causes that are left open give different outcomes in it.
package struct Question: Sendable {
  /// The scenario with what PyTorch gives: a ready fixture.
  package var fixture: FixtureCase
  /// How many causes were open before.
  package var open: Int
  /// How many groups of outcomes they give.
  package var groups: Int
}

extension RunDiagnostician {
  /// Causes that are told apart at once, at most.
  private static let maximumOpen = 24

  /// The scenario that tells most of a finding's causes apart; nil where none does.
  ///
  /// - Parameters:
  ///   - number: What the question is numbered by.
  ///   - candidates: What could be asked.
  package func question(
    on finding: RunDiagnosis.Finding,
    number: Int,
    among candidates: [Scenario],
    tolerance: Tolerance
  ) -> Question? {
    let causes = [finding.hypotheses] + finding.alternatives.prefix(Self.maximumOpen - 1).map { [$0] }
    let splits = Parallel.map(candidates.count) { index -> Question? in
      let expected = ReferencePlayer().play(candidates[index])
      // What must be refused tells nothing of values.
      if expected.error != nil { return nil }
      let fixture = Self.fixture(candidates[index], expected, number, finding)
      let asked = PlayedCase(fixture, expected: expected, actual: expected, tolerance: tolerance)
      var outcomes: [Outcome] = []
      for cause in causes {
        let outcome = asked.outcome(with: cause) ?? expected
        // The same is what cannot be told apart.
        let isKnown = outcomes.contains { other in
          OutcomeComparator(tolerance: .matching(tolerance)).compare(outcome, with: other).verdict.passes
        }
        if !isKnown { outcomes.append(outcome) }
      }
      if outcomes.count < 2 { return nil }
      return Question(fixture: fixture, open: causes.count, groups: outcomes.count)
    }.compactMap(\.self)
    return splits.max { a, b in
      // Of those that tell as many apart the shortest is the easiest to read.
      (a.groups, -a.fixture.scenario.observationCount) < (b.groups, -b.fixture.scenario.observationCount)
    }
  }

  private static func fixture(
    _ scenario: Scenario,
    _ expected: Outcome,
    _ number: Int,
    _ finding: RunDiagnosis.Finding
  ) -> FixtureCase {
    let slug = scenario.schedulerTypes.map(\.slug).joined(separator: "-")
    return FixtureCase(
      id: "asked/\(slug)-\(number)",
      title: "A question of the diagnosis",
      why:
        "It tells causes apart that the suite does not: \(finding.hypotheses.map(\.text).joined(separator: "; and ")).",
      level: .required,
      tags: ["asked"],
      scenario: scenario,
      expected: expected,
      versions: [],
      tolerance: nil,
      claims: []
    )
  }
}
