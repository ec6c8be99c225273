import Testing

@testable import Diagnostics
@testable import Fixtures
@testable import Scenarios

/// How sure a cause is, as people read it.
@Suite struct DiagnosisSentenceTests {
  @Test func aCauseThatIsAloneSaysWhatItExplains() {
    var diagnosis = Diagnosis(name: "boundary", text: "StepLR: step_size one late")
    diagnosis.explained = 54
    diagnosis.failing = 54
    diagnosis.subject = "StepLR"
    #expect(
      diagnosis.sentence
        == "StepLR: step_size one late (explains 54 of 54 failing StepLR cases, refuted by none)"
    )
  }

  @Test func causesThatAreNotToldApartStandInWords() {
    var diagnosis = Diagnosis(name: "shifted", text: "every value comes one step late")
    diagnosis.alternatives = ["step_size one late", "b", "c", "d"]
    #expect(
      diagnosis.sentence
        == "one of 5 causes that the cases do not tell apart: every value comes one step late; or step_size one late; or b; or c; or 1 more (each explains 1 of 1 failing case)"
    )
  }

  @Test func anErrorSaysItself() {
    var diagnosis = Diagnosis(name: "raises", text: "StepLR raises in step 3: RuntimeError: boom")
    diagnosis.isError = true
    #expect(diagnosis.sentence == "StepLR raises in step 3: RuntimeError: boom")
  }
}

/// A single case leaves open what several causes have in common.
@Suite struct SingleCaseTests {
  @Test func itSaysThatSeveralCausesFit() throws {
    // One step early, or half of every value, or gamma applied once more.
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
    let diagnosis = try #require(
      Diagnostician().diagnose(run, early, tolerance: .float64)
    )
    #expect(!diagnosis.alternatives.isEmpty)
    #expect(diagnosis.sentence.hasPrefix("one of \(diagnosis.alternatives.count + 1) causes"))
  }
}
