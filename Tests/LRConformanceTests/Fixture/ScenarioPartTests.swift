import Scenarios
import Testing

@testable import Fixtures

@Suite struct ScenarioPartTests {
  private static let get = #", "observe": ["lr", "get_lr"]"#

  @Test(
    arguments: [
      (scenarioText(), true),
      (scenarioText(program: #"[{"step": 2}]"#), true),
      (scenarioText(program: "[]"), true),
      (scenarioText(more: #", "observe": ["last_lr"]"#), true),
      (scenarioText(program: #"[{"step": 4}]"#), false),
      (scenarioText(program: #"[{"step": 3}, {"step": 1}]"#), false),
      (scenarioText(program: #"[{"set_lr": [1.0]}]"#), false),
      // PyTorch's int is another than its float.
      (scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 2.0}}]"#), false),
      (scenarioText(optimizer: #"{"type": "Adam", "groups": [{"lr": 0.1}]}"#), false),
      (scenarioText(more: #", "observe": ["lr", "momentum"]"#), false),
      // To ask for it changes what comes.
      (scenarioText(more: get), false),
    ]
  )
  func isPart(text: String, expected: Bool) throws {
    let whole = try scenario(scenarioText(more: #", "observe": ["lr", "last_lr"]"#))
    #expect(try scenario(text).isPart(of: whole) == expected)
  }

  @Test func getLRIsPartOfGetLR() throws {
    let own = try scenario(scenarioText(more: Self.get))
    #expect(own.isPart(of: own))
  }
}
