import LRSchedulers
import Testing

@testable import Adapters
@testable import Fixtures
@testable import InProcess
@testable import ReferencePlay

/// The program of a scenario, driven on schedulers of the process.
@Suite struct InProcessPlayerTests {
  static func play<Schedulers: SchedulersUnderTest>(
    _ type: Schedulers.Type,
    _ text: String
  ) throws -> PlayAnswer {
    InProcessPlayer<Schedulers>().play(try scenario(text))
  }

  /// Each operation and each channel, on the reference: what `ReferencePlayer` makes of the same scenario.
  @Test(arguments: [
    scenarioText(program: #"[{"step": 5}]"#),
    scenarioText(program: #"[{"step_epochs": [4, 1, 2]}]"#),
    scenarioText(
      schedulers: #"[{"type": "CosineAnnealingWarmRestarts", "args": {"T_0": 3}}]"#,
      program: #"[{"step_epochs": [0.5, 2.25, 7]}]"#
    ),
    scenarioText(
      schedulers: #"[{"type": "ReduceLROnPlateau", "args": {"patience": 1}}]"#,
      program: #"[{"step_metrics": [1, 1, 1, 1, "NaN"]}]"#
    ),
    scenarioText(program: #"[{"step": 1}, {"set_lr": [7.0]}, {"step": 2}]"#),
    scenarioText(
      program: #"[{"step": 1}, {"add_group": {"lr": 0.5}}, {"reload": "scheduler"}, {"step": 1}]"#
    ),
    scenarioText(program: #"[{"step": 3}, {"reload": "all"}, {"step": 2}]"#),
    scenarioText(program: #"[{"step": 3}, {"reload": "scheduler"}, {"step": 2}]"#),
    scenarioText(
      schedulers:
        #"[{"type": "ExponentialLR", "args": {"gamma": 0.5}}, {"type": "StepLR", "args": {"step_size": 2}}]"#,
      program: #"[{"step": 1}, {"step": 2, "scheduler": 1}, {"step": 2, "scheduler": 0}]"#,
      more: #", "observe": ["last_epoch", "lr", "last_lr"]"#
    ),
    scenarioText(
      optimizer: #"{"type": "Adam", "groups": [{"lr": 0.1}, {"lr": 0.2, "betas": [0.8, 0.9]}]}"#,
      schedulers: #"[{"type": "OneCycleLR", "args": {"max_lr": [0.1, 0.2], "total_steps": 6}}]"#,
      program: #"[{"step": 5}]"#,
      more: #", "observe": ["get_lr", "lr", "momentum", "last_epoch", "last_lr"]"#
    ),
    scenarioText(
      optimizer: #"{"type": "Adagrad", "groups": [{"lr": 0.1}]}"#,
      more: #", "observe": ["momentum", "lr"]"#
    ),
    scenarioText(
      schedulers:
        #"[{"type": "ChainedScheduler", "args": {"schedulers": [{"type": "StepLR", "args": {"step_size": 2}}]}}]"#,
      more: #", "observe": ["last_epoch", "lr"]"#
    ),
    scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 0}}]"#),
    scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 2, "last_epoch": 3}}]"#),
  ])
  func playsAsTheReferenceDoes(_ text: String) throws {
    let expected = ReferencePlayer().play(try scenario(text))
    guard case .reply(.outcome(let outcome), _) = try Self.play(ReferenceUnderTest.self, text) else {
      Issue.record("no outcome")
      return
    }
    #expect(outcome == expected)
  }

  @Test(arguments: ["all", "scheduler"])
  func anObjectIsSavedAndLoadedToo(_ scope: String) throws {
    let text = scenarioText(program: #"[{"step": 3}, {"reload": "\#(scope)"}, {"step": 2}]"#)
    guard case .reply(.outcome(let outcome), _) = try Self.play(StepLRObject.self, text) else {
      Issue.record("no outcome")
      return
    }
    #expect(outcome == ReferencePlayer().play(try scenario(text)))
  }

  @Test func errorNamesTheTypeAndTheStep() throws {
    let text = scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 0}}]"#)
    guard case .reply(.outcome(let outcome), _) = try Self.play(RightStepLR.self, text) else {
      Issue.record("no outcome")
      return
    }
    #expect(outcome.error?.type == "PeriodRefused")
    #expect(outcome.error?.step == 1)
    #expect(outcome.trace == trace([0.1]))
  }

  @Test(arguments: [
    (#"[{"type": "StepLR", "args": {"step_size": 2.0}}]"#, "step_size is no int"),
    (#"[{"type": "StepLR", "args": {}}]"#, "step_size is left out"),
    (#"[{"type": "StepLR", "args": {"step_size": 2, "period": 3}}]"#, "the unknown argument period"),
    (
      #"[{"type": "StepLR", "args": {"step_size": 2}}, {"type": "StepLR", "args": {"step_size": 2}}]"#,
      "several schedulers on one optimizer"
    ),
  ])
  func whatCannotBeSaidIsSkipped(_ schedulers: String, _ reason: String) throws {
    let text = scenarioText(schedulers: schedulers)
    guard case .reply(.skipped(let found), _) = try Self.play(RightStepLR.self, text) else {
      Issue.record("not skipped")
      return
    }
    #expect(found == reason)
    #expect(InProcessPlayer<RightStepLR>().reasonToSkip(try scenario(text)) == reason)
  }

  @Test func epochThatNoDoubleHoldsIsSkipped() throws {
    for (epoch, isSaid) in [
      ("9007199254740993", false), ("9223372036854775811", false), ("9223372036854775808", true),
    ] {
      let text = scenarioText(program: #"[{"step_epochs": [0.5, \#(epoch)]}]"#)
      let reason = InProcessPlayer<ReferenceUnderTest>().reasonToSkip(try scenario(text))
      #expect(reason == (isSaid ? nil : "an epoch that is no Double"))
    }
  }

  @Test(arguments: [
    (#"[{"step_epochs": [1]}]"#, "lr", "step(_:epoch:)"),
    (#"[{"step_metrics": [1]}]"#, "lr", "step(_:metric:)"),
    (#"[{"set_lr": [1.0]}]"#, "lr", "setLR(_:)"),
    (#"[{"add_group": {"lr": 1.0}}]"#, "lr", "add(_:)"),
    (#"[{"reload": "all"}]"#, "lr", "reload(_:_:)"),
    ("[]", "momentum", "momentum"),
    ("[]", "last_epoch", "lastEpoch"),
    ("[]", "last_lr", "lastLR"),
    ("[]", "get_lr", "getLR()"),
  ])
  func declaredAndNotWrittenIsBroken(_ program: String, _ channel: String, _ member: String) throws {
    let text = scenarioText(program: program, more: #", "observe": ["\#(channel)"]"#)
    guard case .fault(let fault, _) = try Self.play(BoastfulStepLR.self, text) else {
      Issue.record("no fault")
      return
    }
    #expect("\(fault)" == "what is declared needs \(member), which is not written")
  }
}
