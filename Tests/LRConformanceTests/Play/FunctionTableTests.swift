import Adapters
import Fixtures
import JSON
import Scenarios
import Testing

@Suite struct FunctionTableTests {
  private func table(_ schedulers: String, program: String = #"[{"step": 3}]"#) throws -> String {
    let scenario = try scenario(scenarioText(schedulers: schedulers, program: program))
    return scenario.json(tables: FunctionTables(for: scenario)).compact()
  }

  @Test func functionIsNotAskedWhereTheRunDoesNotAskIt() throws {
    let text = try table(#"[{"type": "MultiplicativeLR", "args": {"lr_lambda": {"expr": "1/epoch"}}}]"#)
    #expect(
      text.contains(#"{"expr":"1/epoch","table":[[1,1.0],[2,0.5],[3,0.3333333333333333]]}"#)
    )
  }

  @Test func epochsBetweenAreTabledTooAndEachOnce() throws {
    let text = try table(
      #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "x * 2"}}}]"#,
      program: #"[{"step_epochs": [3, 1, 3]}]"#
    )
    #expect(text.contains(#""table":[[0,0],[1,2],[2,4],[3,6]]"#))
  }

  @Test func epochBetweenWithoutAValueIsLeftOut() throws {
    let text = try table(
      #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "1 / (2 - x)"}}}]"#,
      program: #"[{"step_epochs": [3]}]"#
    )
    #expect(text.contains(#""table":[[0,0.5],[1,1.0],[3,-1.0]]"#))
  }

  @Test func fractionsHaveNoEntry() throws {
    let text = try table(
      #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "x"}}}]"#,
      program: #"[{"step_epochs": [0.5, 1]}]"#
    )
    #expect(text.contains(#""table":[[0,0],[1,1]]"#))
  }

  @Test func tableEndsWhereTheFunctionFails() throws {
    let text = try table(#"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "1 / (2 - x)"}}}]"#)
    #expect(text.contains(#""table":[[0,0.5],[1,1.0]]"#))
  }

  @Test func functionThatIsNeverAskedHasAnEmptyTable() throws {
    let text = try table(
      """
      [{"type": "CyclicLR", "args": {"base_lr": 1, "max_lr": 2, "step_size_up": 0, "scale_fn": {"expr": "x"}}}]
      """
    )
    #expect(text.contains(#"{"expr":"x","table":[]}"#))
  }

  @Test func requestHasTheTablesAndNoExpectedValues() throws {
    let scenario = try scenario(
      scenarioText(schedulers: #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "x"}}}]"#)
    )
    #expect(
      Request.run(sequence: 7, id: "a/b", scenario).compact()
        == #"{"cmd":"run","seq":7,"id":"a/b","scenario":{"optimizer":{"type":"SGD","groups":[{"lr":0.1}]},"#
        + #""schedulers":[{"type":"LambdaLR","args":{"lr_lambda":{"expr":"x","#
        + #""table":[[0,0],[1,1],[2,2],[3,3]]}}}],"program":[{"step":3}]}}"#
    )
  }
}
