import Adapters
import JSON
import ReferencePlay
import Scenarios

/// What is read is written and read as the same; what is short is played, twice alike, and ends in order.
func fuzzScenario(_ bytes: [UInt8]) {
  guard let node = try? JSONNode(parsing: bytes) else { return }
  let scenario: Scenario
  do throws(JSONError) {
    scenario = try Scenario(node)
  } catch {
    expect(!"\(error)".contains("\n"), "a bad message: \(error)")
    return
  }
  let text = scenario.json().canonical()
  let again = expectNoError("what is written is not read") { try Scenario(JSONNode(parsing: text)) }
  expect(again.json().canonical() == text, "it reads otherwise")
  guard scenario.observationCount <= 200 else { return }
  let outcome = ReferencePlayer().play(scenario)
  expect(outcome == ReferencePlayer().play(again), "it plays otherwise")
  expect(outcome.trace.length <= scenario.observationCount, "too many observations")
  if let error = outcome.error {
    expect(
      error.step == outcome.trace.length,
      "the error is at step \(error.step) of \(outcome.trace.length)"
    )
  } else {
    expect(outcome.trace.length == scenario.observationCount, "too few observations")
  }
  let reply = JSONValue.object(outcome.jsonMembers).compact()
  let read = expectNoError("the reference's own reply is not read") { try Reply(JSONNode(parsing: reply)) }
  expect(read == .outcome(outcome), "the reply reads otherwise")
}
