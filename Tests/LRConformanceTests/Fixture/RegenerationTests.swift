import Testing

@testable import Adapters
@testable import Fixtures
@testable import Scenarios
@testable import Verdicts

@Suite struct RegenerationTests {
  private let provenance = Provenance(implementation: "other", version: "3")

  @Test func sameValuesChangeNothingButTheProvenance() throws {
    let suite = try suite(suiteText(caseText()))
    let outcome = try #require(suite.cases[0].expected)
    let anew = try Regeneration(suite, answers: [.reply(.outcome(outcome))], provenance: provenance)
    #expect(anew.changed == [])
    #expect(anew.suite.provenance == provenance)
    #expect(anew.suite.cases[0].expected == outcome)
  }

  @Test(arguments: [0.0, 0.010000000000000004])
  func valueOfOtherBitsIsAChange(value: Double) throws {
    let suite = try suite(suiteText(caseText()))
    let outcome = Outcome(trace: trace([0.1, 0.1, 0.010000000000000002, value]))
    let anew = try Regeneration(suite, answers: [.reply(.outcome(outcome))], provenance: provenance)
    #expect(anew.changed == ["sample/one"])
    #expect(anew.suite.cases[0].expected == outcome)
  }

  @Test func errorIsAChangeToo() throws {
    let suite = try suite(suiteText(caseText()))
    var outcome = try #require(suite.cases[0].expected)
    outcome.error = RunError(step: 4, type: "KeyError", message: "")
    let anew = try Regeneration(suite, answers: [.reply(.outcome(outcome))], provenance: provenance)
    #expect(anew.changed == ["sample/one"])
  }

  @Test(
    arguments: [
      (PlayAnswer.reply(.skipped("no StepLR")), "sample/one: skipped: no StepLR"),
      (.fault(.closed, errorText: "oops"), "sample/one: the adapter ended without an answer"),
    ]
  )
  func unansweredCaseIsNoRecording(answer: PlayAnswer, problem: String) throws {
    let suite = try suite(suiteText(caseText()))
    do throws(Regeneration.Problem) {
      _ = try Regeneration(suite, answers: [answer], provenance: provenance)
      Issue.record("it is recorded")
    } catch {
      #expect("\(error)" == problem)
    }
  }
}
