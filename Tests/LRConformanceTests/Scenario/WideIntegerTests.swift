import JSON
import LRSchedulers
import Testing

@testable import Fixtures
@testable import Reports
@testable import Scenarios

/// Integers beyond 64 bits, and -0, on their way through a scenario.
@Suite struct WideIntegerTests {
  private static let text = scenarioText(
    optimizer: #"{"type":"SGD","groups":[{"lr":-0,"initial_lr":100000000000000000000}]}"#,
    schedulers:
      #"[{"type":"CosineAnnealingWarmRestarts","args":{"T_0":9223372036854775808,"eta_min":-9223372036854775809}}]"#,
    program: #"[{"step_epochs":[9223372036854775811,9223372036854775807,9223372036854775808.0]}]"#
  )

  @Test func integersOfAnySizeAreExact() throws {
    let scenario = try scenario(Self.text)
    let twoToThe63 = try Number(2).power(63)
    guard case .integer(0) = scenario.groups[0].lr, case .number(let period) = scenario.schedulers[0]["T_0"],
      case .stepEpochs(let epochs) = scenario.program[0].action
    else {
      Issue.record("\(scenario)")
      return
    }
    #expect(period.isInteger)
    #expect(period == twoToThe63)
    #expect(try epochs[0] == twoToThe63 + 3)
    #expect(epochs.map(\.isInteger) == [true, true, false])
    #expect(scenario.schedulers[0]["eta_min"] == .number(try -twoToThe63 - 1))
  }

  @Test func theyAreWrittenAsTheyWereRead() throws {
    let scenario = try scenario(Self.text)
    let written = scenario.json().compact()
    #expect(
      written
        == Self.text.replacing(", ", with: ",").replacing(": ", with: ":").replacing("-0,", with: "0,")
        .replacing("9223372036854775808.0", with: "9.223372036854776e+18")
    )
    #expect(try Scenario(JSONNode(parsing: written)) == scenario)
    let script = PythonScript(scenario, title: "T").text
    #expect(script.contains("T_0=9223372036854775808, eta_min=-9223372036854775809"))
    #expect(script.contains("9223372036854775811"))
  }

  @Test func tableOfAFunctionHasThemWhereAFloatCanBeMadeOfThem() throws {
    let expression = "18446744073709551616 - epoch if epoch < 2 else 10 ** 400 if epoch < 3 else (-1) ** 0.5"
    let scenario = try scenario(
      scenarioText(
        optimizer: #"{"type":"SGD","groups":[{"lr":1}]}"#,
        schedulers: #"[{"type":"LambdaLR","args":{"lr_lambda":{"expr":"\#(expression)"}}}]"#
      )
    )
    let json = scenario.json(tables: FunctionTables(for: scenario)).compact()
    #expect(json.contains(#""table":[[0,18446744073709551616],[1,18446744073709551615],[2,null]]"#))
  }

  @Test func swiftTypesThatDoNotHoldThemSkipTheCase() throws {
    let spec = try scenario(Self.text).schedulers[0]
    #expect { try spec.int("T_0") } throws: { "\($0)" == "T_0 is beyond 64 bits" }
    #expect(try spec.double("T_0") == 0x1p63)
  }
}
