import Testing

@testable import Adapters
@testable import Fixtures
@testable import Scenarios

@Suite struct RequirementsTests {
  private func features(_ text: String, expectsError: Bool = false) throws -> [Feature] {
    Requirements(try scenario(text), expectsError: expectsError).features
  }

  @Test func plainScenarioNeedsNothingButItsClass() throws {
    let requirements = Requirements(try scenario(scenarioText()), expectsError: false)
    #expect(requirements.features == [])
    #expect(requirements.schedulers == [.step])
  }

  static let warmRestarts = #"[{"type": "CosineAnnealingWarmRestarts", "args": {"T_0": 2}}]"#

  @Test(
    arguments: [
      (scenarioText(more: #", "observe": ["momentum"]"#), [Feature.momentum]),
      (scenarioText(more: #", "observe": ["lr", "get_lr"]"#), [.getLR]),
      (scenarioText(optimizer: #"{"type": "SGD", "groups": [{"lr": 1}, {"lr": 2}]}"#), [.groups]),
      (scenarioText(program: #"[{"step_epochs": [3]}]"#), [.closedForm]),
      (scenarioText(schedulers: warmRestarts, program: #"[{"step_epochs": [3]}]"#), [.fractionalEpoch]),
      (scenarioText(program: #"[{"set_lr": [3]}]"#), [.setLR]),
      (scenarioText(program: #"[{"add_group": {"lr": 3}}]"#), [.addGroup]),
      (scenarioText(program: #"[{"reload": "all"}]"#), [.reload]),
      (
        scenarioText(
          schedulers: #"[{"type": "StepLR", "args": {"step_size": 2, "last_epoch": 3}}]"#
        ), [.resume]
      ),
      (scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 2, "last_epoch": -1}}]"#), []),
      (
        scenarioText(schedulers: #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "1"}}}]"#),
        [.functions]
      ),
      (
        scenarioText(
          program: #"[{"set_lr": [3]}, {"step_epochs": [1]}]"#,
          more: #", "observe": ["lr", "momentum"]"#
        ), [.momentum, .closedForm, .setLR]
      ),
    ] as [(String, [Feature])]
  )
  func featuresAreThoseThatTheScenarioUses(text: String, expected: [Feature]) throws {
    #expect(try features(text) == expected)
    #expect(try features(text, expectsError: true).contains(.errors))
  }

  @Test func addressedSchedulerDecidesOnTheKindOfEpoch() throws {
    let both = #"[{"type": "StepLR", "args": {"step_size": 2}}, "# + Self.warmRestarts.dropFirst()
    let first = scenarioText(schedulers: both, program: #"[{"step_epochs": [3], "scheduler": 0}]"#)
    let second = scenarioText(schedulers: both, program: #"[{"step_epochs": [3], "scheduler": 1}]"#)
    #expect(try features(first) == [.closedForm])
    #expect(try features(second) == [.fractionalEpoch])
    #expect(
      try features(scenarioText(schedulers: both, program: #"[{"step_epochs": [3]}]"#))
        == [.closedForm, .fractionalEpoch]
    )
  }

  @Test func whatIsNotDeclaredIsAReasonToSkip() throws {
    let requirements = Requirements(
      try scenario(scenarioText(program: #"[{"reload": "all"}]"#)),
      expectsError: true
    )
    func reason(_ schedulers: [SchedulerType]?, _ features: [Feature]?) -> String? {
      requirements.reasonToSkip(
        Handshake(
          implementation: Implementation(name: "n", version: "1"),
          precision: .float64,
          schedulers: schedulers,
          features: features
        )
      )
    }
    #expect(reason(nil, nil) == nil)
    #expect(reason([.step], [.reload, .errors]) == nil)
    #expect(reason([], nil) == "the adapter does not declare `StepLR`")
    #expect(reason([.linear], [.reload]) == "the adapter does not declare `StepLR`")
    #expect(reason(nil, [.errors]) == "the adapter does not declare `reload`")
    #expect(reason(nil, [.reload]) == "the adapter does not declare `errors`")
  }

  @Test(
    arguments: [
      (scenarioText(), NumberRange.float32),
      (scenarioText(optimizer: #"{"type": "SGD", "groups": [{"lr": 1e200}]}"#), .float64),
      (scenarioText(optimizer: #"{"type": "SGD", "groups": [{"lr": 1e-45}]}"#), .float64),
      (
        scenarioText(optimizer: #"{"type": "SGD", "groups": [{"lr": 0.0, "initial_lr": "Infinity"}]}"#),
        .float32
      ),
      (scenarioText(program: #"[{"set_lr": [1e39]}]"#), .float64),
      (scenarioText(program: #"[{"step_epochs": [1e39]}]"#), .float32),
      (
        scenarioText(
          schedulers: #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "1 if epoch < 2 else -1e39"}}}]"#
        ),
        .float64
      ),
    ] as [(String, NumberRange)]
  )
  func rangeIsThatOfTheNumbersThatTheScenarioNames(text: String, expected: NumberRange) throws {
    #expect(try NumberRange(scenario(text)) == expected)
  }

  @Test func whatSinglePrecisionCannotHoldIsNotAskedOfIt() throws {
    let plain = try scenario(scenarioText())
    let range = NumberRange(plain, Outcome(trace: trace([1, 1e39])))
    let requirements = Requirements(plain, expectsError: false, range: range)
    func reason(_ precision: Precision) -> String? {
      let implementation = Implementation(name: "n", version: "1")
      return requirements.reasonToSkip(Handshake(implementation: implementation, precision: precision))
    }
    #expect(reason(.float32) == "needs the range of float64")
    #expect(reason(.float64) == nil)
    #expect(reason(.exact) == nil)
  }
}
