import Fixtures
import JSON
import Scenarios
import Testing

@Suite struct ScenarioRefusalTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    var path: String
    var message: String
    var testDescription: String { "\(path): \(message)" }

    init(_ text: String, _ path: String, _ message: String) {
      self.text = text
      self.path = path
      self.message = message
    }
  }

  private func check(_ row: Row) throws {
    do throws(JSONError) {
      _ = try Scenario(JSONNode(parsing: row.text))
      Issue.record("it is read")
    } catch {
      #expect(error.path.description == row.path)
      #expect(error.message == row.message)
    }
  }

  static func optimizer(_ text: String, _ path: String, _ message: String) -> Row {
    Row(scenarioText(optimizer: text), path, message)
  }

  static func schedulers(_ text: String, _ path: String, _ message: String) -> Row {
    Row(scenarioText(schedulers: text), path, message)
  }

  static func program(_ text: String, _ path: String, _ message: String) -> Row {
    Row(scenarioText(program: text), path, message)
  }

  static let whole: [Row] = [
    Row("[]", "", "expected an object, found an array of 0 elements"),
    Row("{}", "", #"missing key "optimizer""#),
    Row(
      scenarioText(more: #", "observed": ["lr"]"#),
      "",
      #"unknown key "observed" (did you mean "observe"?); expected one of "#
        + #""optimizer", "schedulers", "program", "observe", "family""#
    ),
    Row(
      scenarioText(more: #", "observe": []"#),
      "observe",
      "expected at least one channel, found none"
    ),
    Row(scenarioText(more: #", "observe": ["lr", "lr"]"#), "observe[1]", #""lr" is observed twice"#),
    Row(
      scenarioText(more: #", "observe": ["beta"]"#),
      "observe[0]",
      #"expected one of \#(quoted(channelNames)), found "beta""#
    ),
    Row(scenarioText(more: #", "observe": "lr""#), "observe", #"expected an array, found the string "lr""#),
  ]

  @Test(arguments: whole)
  func scenarioIsRefusedAtItsPlace(row: Row) throws { try check(row) }

  static let optimizers: [Row] = [
    optimizer("1", "optimizer", "expected an object, found 1"),
    optimizer(#"{"groups": []}"#, "optimizer", #"missing key "type""#),
    optimizer(
      #"{"type": "sgd", "groups": [{"lr": 0.1}]}"#,
      "optimizer.type",
      #"expected one of "SGD", "Adam", "Adagrad", found "sgd" (did you mean "SGD"?)"#
    ),
    optimizer(#"{"type": "SGD"}"#, "optimizer", #"missing key "groups""#),
    optimizer(
      #"{"type": "SGD", "groups": []}"#,
      "optimizer.groups",
      "expected at least one parameter group, found none"
    ),
    optimizer(#"{"type": "SGD", "groups": [{}]}"#, "optimizer.groups[0]", #"missing key "lr""#),
    optimizer(
      #"{"type": "SGD", "groups": [{"lr": 0.1}, {"lr": "fast"}]}"#,
      "optimizer.groups[1].lr",
      #"expected a number, found the string "fast""#
    ),
    optimizer(
      #"{"type": "SGD", "groups": [{"lr": 0.1, "betas": [0.9, 0.999]}]}"#,
      "optimizer.groups[0]",
      #"unknown key "betas"; expected one of "lr", "momentum", "initial_lr", "max_lr", "min_lr", "#
        + #""max_momentum", "base_momentum", "swa_lr""#
    ),
    optimizer(
      #"{"type": "Adam", "groups": [{"lr": 0.1, "momentum": 0.9}]}"#,
      "optimizer.groups[0]",
      #"unknown key "momentum"; expected one of "lr", "betas", "initial_lr", "max_lr", "min_lr", "#
        + #""max_momentum", "base_momentum", "swa_lr""#
    ),
    optimizer(
      #"{"type": "Adagrad", "groups": [{"lr": 0.1, "momentum": 0.9}]}"#,
      "optimizer.groups[0]",
      #"unknown key "momentum"; expected one of "lr", "initial_lr", "max_lr", "min_lr", "max_momentum", "#
        + #""base_momentum", "swa_lr""#
    ),
    optimizer(
      #"{"type": "Adam", "groups": [{"lr": 0.1, "betas": [0.9]}]}"#,
      "optimizer.groups[0].betas",
      "expected two numbers, found 1"
    ),
  ]

  @Test(arguments: optimizers)
  func optimizerIsRefusedAtItsPlace(row: Row) throws { try check(row) }

  static let specs: [Row] = [
    schedulers("[]", "schedulers", "expected at least one scheduler, found none"),
    schedulers(#"[{"args": {}}]"#, "schedulers[0]", #"missing key "type""#),
    schedulers(
      #"[{"type": "StepLR", "args": [2]}]"#,
      "schedulers[0].args",
      "expected an object, found an array of 1 element"
    ),
    schedulers(
      #"[{"type": "StepLR", "args": {"step_size": "2"}}]"#,
      "schedulers[0].args.step_size",
      #"expected a number, found the string "2""#
    ),
    schedulers(
      #"[{"type": "CyclicLR", "args": {"base_lr": 0.1, "max_lr": [0.1, null]}}]"#,
      "schedulers[0].args.max_lr[1]",
      "expected a number, found null"
    ),
    schedulers(
      #"[{"type": "CyclicLR", "args": {"cycle_momentum": 1}}]"#,
      "schedulers[0].args.cycle_momentum",
      "expected a boolean, found 1"
    ),
    schedulers(
      #"[{"type": "ReduceLROnPlateau", "args": {"mode": true}}]"#,
      "schedulers[0].args.mode",
      "expected a string, found true"
    ),
    schedulers(
      #"[{"type": "MultiStepLR", "args": {"milestones": [1, "NaN"]}}]"#,
      "schedulers[0].args.milestones[1]",
      "expected a milestone, found NaN"
    ),
    schedulers(
      #"[{"type": "MultiStepLR", "args": {"milestones": 3}}]"#,
      "schedulers[0].args.milestones",
      "expected an array, found 3"
    ),
    schedulers(
      #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "1 +"}}}]"#,
      "schedulers[0].args.lr_lambda.expr",
      "expected a number, a name or '(', found the end at column 4"
    ),
    schedulers(
      #"[{"type": "LambdaLR", "args": {"lr_lambda": [{"expr": "1"}, {"expression": "1"}]}}]"#,
      "schedulers[0].args.lr_lambda[1]",
      #"unknown key "expression"; expected one of "expr", "table""#
    ),
    schedulers(
      #"[{"type": "CyclicLR", "args": {"scale_fn": "x"}}]"#,
      "schedulers[0].args.scale_fn",
      #"expected an object, found the string "x""#
    ),
    schedulers(
      #"[{"type": "ChainedScheduler", "args": {"schedulers": [{"type": "StepLR", "arg": {}}]}}]"#,
      "schedulers[0].args.schedulers[0]",
      #"unknown key "arg" (did you mean "args"?); expected one of "type", "args""#
    ),
  ]

  @Test(arguments: specs)
  func schedulerIsRefusedAtItsPlace(row: Row) throws { try check(row) }

  @Test func unknownClass() throws {
    let text = scenarioText(schedulers: #"[{"type": "StepLr", "args": {}}]"#)
    do throws(JSONError) {
      _ = try Scenario(JSONNode(parsing: text))
      Issue.record("it is read")
    } catch {
      #expect(error.path.description == "schedulers[0].type")
      #expect(error.message.hasPrefix(#"expected one of "LambdaLR", "MultiplicativeLR", "StepLR", "#))
      #expect(error.message.hasSuffix(#"found "StepLr" (did you mean "StepLR"?)"#))
    }
  }

  static let programs: [Row] = [
    program("3", "program", "expected an array, found 3"),
    program(
      "[{}]",
      "program[0]",
      "expected one of \(operationNames), found 0 of them"
    ),
    program(
      #"[{"step": 1}, {"step": 1, "reload": "all"}]"#,
      "program[1]",
      "expected one of \(operationNames), found 2 of them"
    ),
    program(#"[{"step": -1}]"#, "program[0].step", "expected an integer from 0 to 10000000, found -1"),
    program(#"[{"step": 1.5}]"#, "program[0].step", "expected an integer from 0 to 10000000, found 1.5"),
    program(
      #"[{"step": 9000000}, {"step": 1000000}]"#,
      "program[1]",
      "expected at most 10000000 steps in all, found more"
    ),
    program(
      #"[{"step_epochs": [1, null]}]"#,
      "program[0].step_epochs[1]",
      "expected a number, found null"
    ),
    program(
      #"[{"set_lr": [0.1, 0.2]}]"#,
      "program[0].set_lr",
      "expected 1 learning rates, one for each group, found 2"
    ),
    program(
      #"[{"add_group": {"lr": 1}}, {"set_lr": [0.1]}]"#,
      "program[1].set_lr",
      "expected 2 learning rates, one for each group, found 1"
    ),
    program(
      #"[{"add_group": {"lr": 1}}, {"reload": "scheduler"}, {"set_lr": [0.1, 0.2]}]"#,
      "program[2].set_lr",
      "expected 1 learning rates, one for each group, found 2"
    ),
    program(
      #"[{"add_group": {"betas": [0.9, 0.999]}}]"#,
      "program[0].add_group",
      #"unknown key "betas"; expected one of "lr", "momentum", "initial_lr", "max_lr", "min_lr", "#
        + #""max_momentum", "base_momentum", "swa_lr""#
    ),
    program(
      #"[{"reload": "adapter"}]"#,
      "program[0].reload",
      #"expected one of "all", "optimizer", "scheduler", found "adapter""#
    ),
    program(
      #"[{"step": 1, "scheduler": 1}]"#,
      "program[0].scheduler",
      "expected an integer from 0 to 0, found 1"
    ),
    program(
      #"[{"reload": "all", "scheduler": 0}]"#,
      "program[0].scheduler",
      #""reload" does not address a scheduler"#
    ),
  ]

  @Test(arguments: programs)
  func programIsRefusedAtItsPlace(row: Row) throws { try check(row) }

  @Test func nestingAtTheLimitIsReadAndOneMoreIsRefused() throws {
    func nested(_ depth: Int) -> String {
      var text = #"{"type": "ExponentialLR", "args": {"gamma": 0.5}}"#
      for _ in 0..<depth { text = #"{"type": "ChainedScheduler", "args": {"schedulers": [\#(text)]}}"# }
      return scenarioText(schedulers: "[\(text)]")
    }
    #expect(try scenario(nested(16)).schedulers[0].flattened.count == 17)
    let tooDeep = try #require(throws: JSONError.self) { try scenario(nested(17)) }
    #expect(tooDeep.message == "expected at most 16 levels of schedulers, found more")
    #expect(tooDeep.path.description.hasSuffix(".args.schedulers[0].args.schedulers"))
  }
}
