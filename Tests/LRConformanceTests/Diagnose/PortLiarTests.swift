import Testing

@testable import Diagnostics
@testable import Fixtures
@testable import ReferencePlay
@testable import Scenarios

/// Mistakes that are made independently of those that diagnosis tries are found.
@Suite struct PortLiarTests {
  /// What a cause of the port is called by the diagnosis, where that is more than its name.
  private static let names: [String: Set<String>] = [
    "stepped-twice": ["stepped-n-times"], "denominator": ["denominator", "boundary", "formula"],
    "chainable": ["chainable", "epoch-ignored"], "boundary": ["boundary", "shifted", "formula"],
    "shifted": ["shifted", "boundary", "formula"], "eps-ignored": ["eps-ignored", "formula"],
    "plateau": ["plateau", "formula"], "peak": ["peak", "formula"],
    "closed-form": ["closed-form", "base-for-current", "formula"],
  ]

  @Test func theirCausesAreAmongThoseThatAreLeft() throws {
    var unnamed: [String] = []
    // Every sixth: the others are much like them.
    let liars = PortLiars.all.enumerated().filter { $0.offset % 6 == 0 }.map(\.element)
    for liar in liars {
      let own = try LRConformanceTests.scenario(liar.scenario)
      let cases = [PortLiarTests.played(own, liar)]
      #expect(cases[0].fails, "\(liar.scenario)")
      let diagnosis = RunDiagnostician(cases).diagnose()
      let wanted = Self.names[liar.cause] ?? [liar.cause]
      let found = diagnosis.findings.flatMap { $0.hypotheses + $0.alternatives }.map(\.name)
      if wanted.isDisjoint(with: found) {
        unnamed.append("\(liar.cause) \(liar.mistakes)\(liar.isSingle ? ", single" : ""): \(found.prefix(3))")
      }
    }
    let share = 1 - Double(unnamed.count) / Double(liars.count)
    #expect(share >= 0.9, "\(unnamed)")
  }

  private static func played(_ scenario: Scenario, _ liar: PortLiar) -> PlayedCase {
    let expected = ReferencePlayer().play(scenario)
    let fixture = FixtureCase(
      id: "liar/case",
      title: "A case",
      why: "A liar plays it.",
      level: .required,
      tags: [],
      scenario: scenario,
      expected: expected,
      versions: [],
      tolerance: nil,
      claims: []
    )
    return PlayedCase(fixture, expected: expected, actual: liar.outcome(scenario), tolerance: .float64)
  }
}
