import Fixtures
import JSON
import LRSchedulers
import ReferencePlay
import Scenarios
import Testing

/// What a scenario may ask for is bounded, and refused in one line where it is more.
@Suite struct ScenarioLimitTests {
  private func refusal(_ text: String) -> String? {
    do {
      _ = try scenario(text)
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func repeated(_ text: String, _ count: Int) -> String {
    "[" + Array(repeating: text, count: count).joined(separator: ",") + "]"
  }

  private let step = #"{"type": "StepLR", "args": {"step_size": 2}}"#

  @Test func parameterGroups() {
    func text(_ count: Int) -> String {
      scenarioText(optimizer: #"{"type": "SGD", "groups": \#(repeated(#"{"lr": 1}"#, count))}"#)
    }
    #expect(refusal(text(10_000)) == nil)
    #expect(refusal(text(10_001)) == "expected at most 10000 parameter groups, found 10001")
  }

  @Test func schedulersWithTheChildrenOfComposites() {
    let chain = #"{"type": "ChainedScheduler", "args": {"schedulers": \#(repeated(step, 499))}}"#
    #expect(refusal(scenarioText(schedulers: "[\(chain), \(chain)]")) == nil)
    #expect(
      refusal(scenarioText(schedulers: "[\(chain), \(chain), \(step)]"))
        == "expected at most 1000 schedulers, found 1001"
    )
  }

  @Test func operations() {
    let reload = #"{"reload": "all"}"#
    #expect(refusal(scenarioText(program: repeated(reload, 100_000))) == nil)
    #expect(
      refusal(scenarioText(program: repeated(reload, 100_001)))
        == "expected at most 100000 operations, found 100001"
    )
  }

  @Test func observations() {
    #expect(refusal(scenarioText(program: #"[{"step": 9999998}]"#)) == nil)
    #expect(
      refusal(scenarioText(program: #"[{"step": 9999999}, {"step": 1}]"#))
        == "program[1]: expected at most 10000000 steps in all, found more"
    )
  }

  @Test func valuesOfManyGroupsOverManySteps() {
    let groups = #"{"type": "SGD", "groups": \#(repeated(#"{"lr": 1}"#, 100))}"#
    #expect(refusal(scenarioText(optimizer: groups, program: #"[{"step": 499998}]"#)) == nil)
    #expect(
      refusal(scenarioText(optimizer: groups, program: #"[{"step": 499999}]"#))
        == "expected at most 100000000 values, found 100000200"
    )
  }

  @Test func callsOfFunctions() {
    let lambda = #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "0.9 ** epoch"}}}]"#
    #expect(refusal(scenarioText(schedulers: lambda, program: #"[{"step": 999998}]"#)) == nil)
    #expect(
      refusal(scenarioText(schedulers: lambda, program: #"[{"step": 999999}]"#))
        == "expected at most 1000000 calls of functions, found 1000001"
    )
  }

  @Test func listsOfArguments() {
    func text(_ count: Int) -> String {
      scenarioText(
        schedulers: #"[{"type": "MultiStepLR", "args": {"milestones": \#(repeated("1", count))}}]"#
      )
    }
    #expect(refusal(text(100_000)) == nil)
    #expect(
      refusal(text(100_001))
        == "schedulers[0].args.milestones: expected at most 100000 numbers, found 100001"
    )
  }

  @Test func functionsThatComputeWithManyDigitsEndInAnErrorAndNotInHours() throws {
    let product = Array(repeating: "7 ** 99999 % 3", count: 20).joined(separator: " + ")
    let text = scenarioText(
      schedulers: #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "\#(product)"}}}]"#,
      program: #"[{"step": 100000}]"#
    )
    let outcome = ReferencePlayer().play(try scenario(text))
    #expect(outcome.error?.type == "MemoryError")
    #expect(
      outcome.error?.message == "functions that compute too long with integers of too many digits"
    )
    #expect(outcome.trace.length == outcome.error?.step)
    #expect(try scenario(text).observationCount > outcome.trace.length)
  }

  @Test func largeIntegersWithinTheBudgetAreExact() throws {
    let expression = try Expression("7 ** 20000 // 7 ** 19999")
    #expect(try expression(0) == 7)
  }
}
