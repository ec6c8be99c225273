import Fixtures
import JSON
import LRSchedulers
import Scenarios
import Testing

@Suite struct ScenarioReadingTests {
  @Test func integersAndFloatsAreKeptApart() throws {
    let scenario = try scenario(
      scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 2, "gamma": 1.0}}]"#)
    )
    guard case .number(let size) = scenario.schedulers[0]["step_size"],
      case .number(let gamma) = scenario.schedulers[0]["gamma"]
    else {
      Issue.record("no numbers")
      return
    }
    #expect(size.isInteger)
    #expect(!gamma.isInteger)
  }

  @Test(arguments: [
    ("\"NaN\"", Double.nan), ("\"-Infinity\"", -Double.infinity), ("\"0x1.8p+1\"", 3), ("1e0", 1),
  ])
  func spelledNumbersAreFloats(text: String, value: Double) throws {
    let scenario = try scenario(scenarioText(program: #"[{"step_metrics": [\#(text)]}]"#))
    guard case .stepMetrics(let metrics) = scenario.program[0].action else {
      Issue.record("no metrics")
      return
    }
    #expect(!metrics[0].isInteger)
    #expect(try Trace.isIdentical(metrics[0].double(), value))
  }

  @Test func learningRatesAreObservedByDefault() throws {
    #expect(try scenario(scenarioText()).observe == [.lr])
    #expect(try scenario(scenarioText()).explicitObserve == nil)
    let both = try scenario(scenarioText(more: #", "observe": ["get_lr", "lr"]"#))
    #expect(both.observe == [.getLR, .lr])
  }

  @Test func observationsAreOneMoreThanSteps() throws {
    let program = #"[{"step": 3}, {"step_epochs": [7, 2]}, {"set_lr": [1]}, {"reload": "all"}]"#
    #expect(try scenario(scenarioText(program: program)).observationCount == 6)
    #expect(try scenario(scenarioText(program: "[]")).observationCount == 1)
  }

  @Test func classesAreNamedOnceChildrenIncluded() throws {
    let text = """
      [{"type": "SequentialLR", "args": {"milestones": [2], "schedulers": [
        {"type": "StepLR", "args": {"step_size": 2}}, {"type": "StepLR", "args": {"step_size": 3}}]}},
       {"type": "ConstantLR", "args": {}}]
      """
    #expect(try scenario(scenarioText(schedulers: text)).schedulerTypes == [.sequential, .step, .constant])
  }

  @Test func unknownAndMissingArgumentsAreNamed() throws {
    let spec = try scenario(
      scenarioText(schedulers: #"[{"type": "StepLR", "args": {"size": 2, "gamma": 0.5}}]"#)
    ).schedulers[0]
    #expect(spec.unknownArguments == ["size"])
    #expect(spec.missingArguments == ["step_size"])
  }

  @Test(
    arguments: [
      scenarioText(),
      scenarioText(optimizer: #"{"type":"Adam","groups":[{"lr":1,"betas":[0.5,0.75],"initial_lr":2.0}]}"#),
      scenarioText(
        optimizer: """
          {"type":"SGD","groups":[{"lr":0.1,"momentum":0.9,"initial_lr":1.0,"max_lr":2.0,"min_lr":3.0,\
          "max_momentum":0.5,"base_momentum":0.25}]}
          """
      ),
      scenarioText(schedulers: #"[{"type":"LambdaLR","args":{"lr_lambda":{"expr":"0.5 ** epoch"}}}]"#),
      scenarioText(schedulers: #"[{"type":"LambdaLR","args":{"lr_lambda":[{"expr":"1"},{"expr":"2"}]}}]"#),
      scenarioText(schedulers: #"[{"type":"MultiplicativeLR","args":{"lr_lambda":5}}]"#),
      scenarioText(schedulers: #"[{"type":"StepLR","args":{"a":null,"b":true,"c":"t","d":[1,2.5],"e":1}}]"#),
      scenarioText(
        schedulers: """
          [{"type":"ChainedScheduler","args":{"schedulers":[{"type":"OneCycleLR","args":{"max_lr":[1,2.0],\
          "total_steps":null,"three_phase":false}}]}}]
          """
      ),
      scenarioText(
        program: """
          [{"step":1,"scheduler":0},{"step_epochs":[0.5,-1]},{"step_metrics":["NaN","-Infinity"]},\
          {"set_lr":[1]},{"add_group":{"lr":2}},{"reload":"scheduler"},{"reload":"all"}]
          """,
        more: #","observe":["lr","momentum","last_epoch","last_lr","get_lr"]"#
      ),
    ]
  )
  func writtenScenarioIsWhatWasRead(text: String) throws {
    let written = try scenario(text).json().compact()
    #expect(written == text.replacing(": ", with: ":").replacing(", ", with: ","))
    #expect(try scenario(written).json().compact() == written)
  }
}
