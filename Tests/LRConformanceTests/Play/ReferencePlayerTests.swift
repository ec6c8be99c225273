import Fixtures
import ReferencePlay
import Scenarios
import Testing

// Values by PyTorch 2.13.0: see the fixtures; here the shape of what is observed.
@Suite struct ReferencePlayerTests {
  private func play(_ text: String) throws -> Outcome { ReferencePlayer().play(try scenario(text)) }

  @Test func groupThatComesLaterHasMissingValuesBefore() throws {
    let outcome = try play(
      scenarioText(program: #"[{"step": 1}, {"add_group": {"lr": 5.0}}, {"step": 1}]"#)
    )
    let columns = try #require(outcome.trace[.lr])
    #expect(columns.count == 2)
    #expect(columns[1].prefix(2).allSatisfy(Trace.isMissing))
    #expect(columns[1][2] == 0.5)
  }

  @Test func groupThatIsNeverObservedHasNoColumn() throws {
    let outcome = try play(
      scenarioText(
        schedulers: #"[{"type": "CosineAnnealingWarmRestarts", "args": {"T_0": 3}}]"#,
        program: #"[{"step": 2}, {"add_group": {"lr": 5.0}}, {"step": 1}]"#
      )
    )
    #expect(outcome.error?.step == 3)
    #expect(outcome.trace[.lr]?.map(\.count) == [3])
  }

  @Test func groupThatAReloadTakesAwayHasMissingValuesAfter() throws {
    let outcome = try play(
      scenarioText(
        program:
          #"[{"step": 1}, {"add_group": {"lr": 5.0}}, {"step": 2}, {"reload": "scheduler"}, {"step": 3}]"#
      )
    )
    let columns = try #require(outcome.trace[.lr])
    #expect(columns.map(\.count) == [7, 7])
    #expect(columns[1].map(Trace.isMissing) == [true, true, false, false, true, true, true])
  }

  @Test func momentumOfAdagradIsMissing() throws {
    let outcome = try play(
      scenarioText(
        optimizer: #"{"type": "Adagrad", "groups": [{"lr": 0.1}]}"#,
        program: #"[{"step": 1}]"#,
        more: #", "observe": ["momentum"]"#
      )
    )
    #expect(try #require(outcome.trace[.momentum])[0].allSatisfy(Trace.isMissing))
    #expect(outcome.trace.length == 2)
  }

  @Test func epochsHaveAColumnForEachSchedulerAndChainsHaveNone() throws {
    let outcome = try play(
      scenarioText(
        optimizer: #"{"type": "SGD", "groups": [{"lr": 0.1}, {"lr": 0.2}]}"#,
        schedulers: """
          [{"type": "StepLR", "args": {"step_size": 2}}, {"type": "ChainedScheduler",
            "args": {"schedulers": [{"type": "ExponentialLR", "args": {"gamma": 0.5}}]}}]
          """,
        program: #"[{"step": 1}, {"step": 1, "scheduler": 1}]"#,
        more: #", "observe": ["last_epoch"]"#
      )
    )
    let columns = try #require(outcome.trace[.lastEpoch])
    #expect(columns[0] == [0, 1, 1])
    #expect(columns[1].allSatisfy(Trace.isMissing))
  }

  @Test func errorInAConstructorIsAtStepZeroWithColumnsOfNothing() throws {
    let outcome = try play(
      scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 2, "last_epoch": 3}}]"#)
    )
    #expect(outcome.error?.step == 0)
    #expect(outcome.error?.type == "KeyError")
    #expect(outcome.trace[.lr] == [[]])
  }

  @Test func errorKeepsWhatWasObservedBefore() throws {
    let outcome = try play(scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 0}}]"#))
    #expect(outcome.error?.step == 1)
    #expect(outcome.error?.type == "ZeroDivisionError")
    #expect(outcome.trace[.lr] == [[0.1]])
  }

  @Test(
    arguments: [
      (#"{"type": "StepLR", "args": {}}"#, "StepLR misses the argument 'step_size'"),
      (#"{"type": "LinearLR", "args": {"iters": 1}}"#, "LinearLR got an unexpected argument 'iters'"),
    ]
  )
  func wrongArgumentIsATypeError(scheduler: String, message: String) throws {
    let outcome = try play(scenarioText(schedulers: "[\(scheduler)]"))
    #expect(outcome.error == RunError(step: 0, type: "TypeError", message: message))
  }
}
