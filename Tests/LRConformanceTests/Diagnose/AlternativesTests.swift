import Testing

@testable import Diagnostics
@testable import Fixtures
@testable import Scenarios

/// The other causes that would fit, as people read them.
@Suite struct AlternativesTests {
  @Test func theyStandInWords() {
    let diagnosis = Diagnosis(
      name: "shifted",
      text: "every value comes one step late",
      isExact: true,
      isSinglePrecision: false,
      alternatives: ["step_size one late", "b", "c", "d"]
    )
    #expect(
      diagnosis.sentence
        == "every value comes one step late (matches exactly); would also fit: step_size one late; or b; or c; …"
    )
  }

  @Test func noneIsTheNameOfAHypothesis() throws {
    // One step early, or half of every value.
    let run = try runCase(
      caseText(
        scenario: scenarioText(
          schedulers: #"[{"type": "ExponentialLR", "args": {"gamma": 0.5}}]"#,
          program: #"[{"step": 4}]"#
        ),
        expected: #"{"trace": {"lr": [[0.1, 0.05, 0.025, 0.0125, 0.00625]]}}"#
      )
    )
    let early = Outcome(trace: trace([0.05, 0.025, 0.0125, 0.00625, 0.003125]))
    let diagnosis = try #require(Diagnostician().diagnose(run, early, tolerance: .float64))
    try #require(!diagnosis.alternatives.isEmpty)
    let names = Diagnostician.catalogue.map(\.name)
    #expect(diagnosis.alternatives.allSatisfy { !names.contains($0) })
    #expect(Set(diagnosis.names).isSubset(of: names))
  }
}
