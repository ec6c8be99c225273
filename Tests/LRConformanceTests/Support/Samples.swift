import Fixtures
import JSON
import Scenarios
import Testing

/// A scenario's text, made of parts that a test replaces.
func scenarioText(
  optimizer: String = #"{"type": "SGD", "groups": [{"lr": 0.1}]}"#,
  schedulers: String = #"[{"type": "StepLR", "args": {"step_size": 2}}]"#,
  program: String = #"[{"step": 3}]"#,
  more: String = ""
) -> String {
  #"{"optimizer": \#(optimizer), "schedulers": \#(schedulers), "program": \#(program)\#(more)}"#
}

/// Reads a scenario.
func scenario(_ text: String) throws -> Scenario { try Scenario(JSONNode(parsing: text)) }

/// The operations, as errors list them.
let operationNames = Action.Name.allCases.map(\.rawValue).joined(separator: ", ")

/// The channels, as errors list them.
let channelNames = Channel.allCases.map(\.rawValue).joined(separator: ", ")

/// Each of some names in quotes.
func quoted(_ names: String) -> String { "\"" + names.replacing(", ", with: "\", \"") + "\"" }

/// A trace of one channel.
func trace(_ columns: [Double]..., of channel: Channel = .lr) -> Trace {
  Trace(channels: [Trace.Observed(channel: channel, columns: columns)])
}

/// A fixture file of some cases.
func suiteText(_ cases: String...) -> String {
  """
  {"schema": 1, "suite": "Sample", "description": "A sample.",
   "provenance": {"implementation": "pytorch", "version": "2.13.0"}, "cases": [\(cases.joined(separator: ","))]}
  """
}

/// A case's text, made of parts that a test replaces. The values are PyTorch 2.13.0's.
func caseText(
  id: String = #""sample/one""#,
  title: String = #""A title""#,
  why: String = #""A reason.""#,
  level: String = #""required""#,
  tags: String = #"["chainable"]"#,
  scenario: String = scenarioText(),
  expected: String = #"{"trace": {"lr": [[0.1, 0.1, 0.010000000000000002, 0.010000000000000002]]}}"#,
  more: String = ""
) -> String {
  """
  {"id": \(id), "title": \(title), "why": \(why), "level": \(level), "tags": \(tags),
   "scenario": \(scenario), "expected": \(expected)\(more)}
  """
}

/// Reads a fixture file from a text.
func suite(_ text: String) throws -> Suite { try Suite(parsing: Array(text.utf8), path: "sample.json") }

/// The cases of a fixture file as they are run.
func runCases(_ suite: Suite) throws -> [RunCase] {
  try suite.cases.map { fixture in
    RunCase(suite: suite.name, path: suite.path, fixture: fixture, expected: try #require(fixture.expected))
  }
}

/// The one case of a fixture file as it is run.
func runCase(_ text: String) throws -> RunCase { try #require(runCases(suite(suiteText(text))).first) }
