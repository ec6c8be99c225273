import Fixtures
import InProcess
import LRSchedulers
import Scenarios
import Testing

/// Arguments as Swift's types.
@Suite struct ArgumentTests {
  static func spec(_ type: String, _ arguments: String) throws -> SchedulerSpec {
    let text = scenarioText(schedulers: #"[{"type": "\#(type)", "args": \#(arguments)}]"#)
    return try scenario(text).schedulers[0]
  }

  @Test func givenValuesAndDefaults() throws {
    let step = try Self.spec("StepLR", #"{"step_size": 3}"#)
    #expect(try step.int("step_size") == 3)
    #expect(try step.double("step_size") == 3)
    #expect(try step.double("gamma") == 0.1)
    #expect(try step.int("last_epoch") == -1)
    let milestones = try Self.spec("MultiStepLR", #"{"milestones": [2, 5]}"#)
    #expect(try milestones.ints("milestones") == [2, 5])
    #expect(try milestones.doubles("milestones") == [2, 5])
    let cycle = try Self.spec("OneCycleLR", #"{"max_lr": [0.1, 0.2], "total_steps": null, "epochs": 4}"#)
    #expect(try cycle.doubles("max_lr", groups: 2) == [0.1, 0.2])
    #expect(try cycle.doubles("max_lr", groups: 3) == [0.1, 0.2])
    #expect(try cycle.doubles("base_momentum", groups: 2) == [0.85, 0.85])
    #expect(try cycle.optionalInt("total_steps") == nil)
    #expect(try cycle.optionalInt("epochs") == 4)
    #expect(try cycle.optionalDouble("epochs") == 4)
    #expect(try cycle.bool("cycle_momentum"))
    #expect(try cycle.string("anneal_strategy") == "cos")
  }

  @Test func functions() throws {
    let one = try Self.spec("LambdaLR", #"{"lr_lambda": {"expr": "0.5 ** epoch"}}"#)
    let both = try one.functions("lr_lambda", groups: 2)
    #expect(both.count == 2)
    #expect(both.map { $0(3) } == [0.125, 0.125])
    let each = try Self.spec("LambdaLR", #"{"lr_lambda": [{"expr": "epoch // 2"}, {"expr": "1 / epoch"}]}"#)
    let functions = try each.functions("lr_lambda", groups: 2)
    #expect(functions[0](5) == 2)
    #expect(functions[0](5.5) == 2)
    #expect(functions[1](4) == 0.25)
    #expect(functions[1](0).isNaN)
    let cyclic = try Self.spec("CyclicLR", #"{"base_lr": 0.1, "max_lr": 1, "scale_fn": {"expr": "x / 2"}}"#)
    #expect(try cyclic.optionalFunction("scale_fn")?(3) == 1.5)
    let plain = try Self.spec("CyclicLR", #"{"base_lr": 0.1, "max_lr": 1}"#)
    #expect(try plain.optionalFunction("scale_fn") == nil)
  }

  @Test func whatTheTypeCannotSayIsUnsupported() throws {
    let cycle = try Self.spec("OneCycleLR", #"{"max_lr": [0.1, 0.2], "pct_start": 0.5}"#)
    #expect(throws: Unsupported("max_lr is a list")) { try cycle.double("max_lr") }
    #expect(throws: Unsupported("total_steps is None")) { try cycle.int("total_steps") }
    #expect(throws: Unsupported("total_steps is None")) { try cycle.double("total_steps") }
    #expect(throws: Unsupported("pct_start is no int")) { try cycle.int("pct_start") }
    #expect(throws: Unsupported("gamma is left out")) { try Self.spec("ExponentialLR", "{}").double("gamma") }
    let number = try Self.spec("LambdaLR", #"{"lr_lambda": 1}"#)
    #expect(throws: Unsupported("lr_lambda is no function")) { try number.functions("lr_lambda", groups: 1) }
  }

  @Test func aMistakeInTheTestIsNoSkip() throws {
    let step = try Self.spec("StepLR", #"{"step_size": 3}"#)
    #expect { try step.int("period") } throws: { !($0 is Unsupported) }
    #expect { try step.bool("gamma") } throws: { !($0 is Unsupported) }
    #expect { try step.string("gamma") } throws: { !($0 is Unsupported) }
    #expect { try step.functions("period", groups: 1) } throws: { !($0 is Unsupported) }
  }
}
