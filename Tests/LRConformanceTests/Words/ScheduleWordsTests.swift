import Testing

@testable import Scenarios

@Suite struct ScheduleWordsTests {
  private func scenarios(
    _ words: [String],
    _ change: (inout ScheduleSetting) -> Void = { _ in }
  ) throws -> [(name: String, scenario: Scenario)] {
    var setting = ScheduleSetting()
    change(&setting)
    return try ScheduleArguments.scenarios(words, setting) { () throws(ScheduleArguments.Problem) in [] }
  }

  private func problem(
    _ words: [String],
    _ change: (inout ScheduleSetting) -> Void = { _ in }
  ) -> String? {
    do {
      _ = try scenarios(words, change)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ["StepLR", "--step_size", "3"], ["steplr", "--step-size", "3"], ["step-lr", "--Step_Size=3"],
  ])
  func capitalsDashesAndUnderscoresDoNotCount(words: [String]) throws {
    let found = try scenarios(words)
    #expect(found.map(\.name) == ["StepLR step_size=3"])
    #expect(found[0].scenario.schedulers[0].type == .step)
    #expect(found[0].scenario.schedulers[0]["step_size"] == .number(3))
  }

  @Test func schedulesHaveOptimizersOfTheirOwnUnlessThenStandsBetweenThem() throws {
    let words = ["StepLR", "--step_size", "3", "ExponentialLR", "--gamma", "0.9"]
    #expect(try scenarios(words).map(\.scenario.schedulers.count) == [1, 1])
    let together = try scenarios(words.prefix(3) + ["then"] + words.suffix(3))
    #expect(together.map(\.name) == ["StepLR step_size=3 then ExponentialLR gamma=0.9"])
    #expect(together[0].scenario.schedulers.map(\.type) == [.step, .exponential])
  }

  @Test func quotedSchedulesWithMilestonesAreASequentialLR() throws {
    let found = try scenarios([
      "LinearLR --start_factor 0.1 --total_iters 5", "CosineAnnealingLR --T_max 95", "--milestones", "5",
    ])
    #expect(found.count == 1)
    let spec = found[0].scenario.schedulers[0]
    #expect(spec.type == .sequential)
    #expect(spec.children.map(\.type) == [.linear, .cosineAnnealing])
    #expect(spec["milestones"] == .numbers([5]))
    #expect(spec.children[0]["start_factor"] == .number(0.1))
  }

  @Test func milestonesOfOneQuotedScheduleAreItsOwn() throws {
    let found = try scenarios(["MultiStepLR --gamma 0.5", "--milestones", "3,5"])
    #expect(found[0].scenario.schedulers[0]["milestones"] == .numbers([3, 5]))
  }

  @Test func compositesTakeSchedulesInQuotesToAnyDepth() throws {
    let found = try scenarios([
      "SequentialLR", "ChainedScheduler 'ConstantLR' \"LambdaLR --lr_lambda '0.9 ** epoch'\"",
      "StepLR --step_size 2", "--milestones", "4",
    ])
    let spec = found[0].scenario.schedulers[0]
    #expect(spec.flattened.map(\.type) == [.sequential, .chained, .constant, .lambda, .step])
  }

  @Test func aFlagNeedsNoValue() throws {
    let words = [
      "OneCycleLR", "--max_lr", "1", "--total_steps", "9", "--three-phase", "--cycle_momentum", "False",
    ]
    let spec = try scenarios(words)[0].scenario.schedulers[0]
    #expect(spec["three_phase"] == .flag(true))
    #expect(spec["cycle_momentum"] == .flag(false))
  }

  @Test func stepsPerEpochAreOneCycleLRsToo() throws {
    let words = ["OneCycleLR", "--max_lr", "1", "--epochs", "3"]
    #expect(
      try scenarios(words) { $0.stepsPerEpoch = 4 }[0].scenario.schedulers[0]["steps_per_epoch"] == .number(4)
    )
    #expect(problem(words) == "OneCycleLR needs --total_steps, or --epochs and --steps_per_epoch")
  }

  @Test func momentumIsTheFirstBetaOfAdam() throws {
    let found = try scenarios(["ConstantLR"]) {
      $0.optimizer = .adam
      $0.momentum = "0.8"
    }
    #expect(found[0].scenario.observe.map(\.rawValue) == ["lr", "momentum"])
    #expect(found[0].scenario.groups[0].betas?.first == 0.8)
  }

  @Test func metricsSayHowManySteps() throws {
    let words = ["ReduceLROnPlateau", "ConstantLR"]
    let found = try scenarios(words) { $0.metrics = ["1", "0.5", "\"NaN\""] }
    #expect(found.map(\.scenario.observationCount) == [4, 4])
    let fewer = try scenarios(words) {
      $0.metrics = ["1", "0.5", "2"]
      $0.steps = 2
    }
    #expect(fewer.map(\.scenario.observationCount) == [3, 3])
  }

  @Test(
    arguments: [
      (["CosineAnnealingLR"], "CosineAnnealingLR needs --T_max (int)"),
      (["CyclicLR", "--max_lr", "1"], "CyclicLR needs --base_lr (float or list)"),
      (["StepLR --step_size 3", "StepLR", "--gamma", "0.5"], "StepLR needs --step_size (int)"),
      (["StepLR", "--step_size"], "--step_size needs a value"),
      (["StepLR", "--step_size", "--gamma", "1"], "--step_size needs a value"),
      (["StepLR", "then"], "then stands between two schedules, which share one optimizer"),
      (["then", "StepLR"], "then stands between two schedules, which share one optimizer"),
      (["StepLR --step_size '3"], "a quote is not closed in StepLR --step_size '3"),
      (["ConstantLR LinearLR"], "expected one schedule in quotes, found 2: ConstantLR LinearLR"),
      (
        ["ChainedScheduler"],
        "ChainedScheduler needs its schedules, each in quotes: "
          + "ChainedScheduler 'LinearLR --total_iters 5' 'ExponentialLR --gamma 0.9'"
      ),
      (["SequentialLR", "ConstantLR", "LinearLR"], "SequentialLR needs --milestones (list of int)"),
      (
        ["ReduceLROnPlateau"],
        "ReduceLROnPlateau needs --metrics, one for each step: --metrics 1,0.9,0.9 or, of a file, "
          + "--metrics log.csv:val_loss"
      ),
    ]
  )
  func whatIsMissingIsNamed(words: [String], expected: String) {
    #expect(problem(words) == expected)
  }

  @Test func metricsThatNobodyTakesAreRefused() {
    #expect(
      problem(["ConstantLR"]) { $0.metrics = ["1"] }
        == "--metrics is for ReduceLROnPlateau, which is none of the schedules"
    )
    #expect(
      problem(["ReduceLROnPlateau"]) {
        $0.metrics = ["1"]
        $0.steps = 2
      } == "--steps 2 needs as many metrics; --metrics has 1"
    )
  }
}
