import JSON
import LRSchedulers
import Testing

@testable import Diagnostics
@testable import Fixtures
@testable import ReferencePlay
@testable import Scenarios

/// The port with mistakes, in a scenario that shows them.
struct PortLiar: Sendable {
  /// The name that the catalogue has for the cause.
  var cause: String
  var mistakes: Set<PortMistake>
  var scenario: String
  var isSingle: Bool

  init(_ cause: String, _ mistakes: PortMistake..., in scenario: String, isSingle: Bool = false) {
    self.cause = cause
    self.mistakes = Set(mistakes)
    self.scenario = scenario
    self.isSingle = isSingle
  }

  func outcome(_ scenario: Scenario) -> Outcome {
    isSingle ? Port<Float>.play(scenario, mistakes) : Port<Double>.play(scenario, mistakes)
  }
}

/// A scenario's text: the schedulers as `Class key: value, …`-free JSON, the groups by their rates.
func playText(
  _ schedulers: String...,
  rates: [Double] = [0.1],
  optimizer: String = "SGD",
  program: String = #"{"step": 12}"#,
  observe: [Channel] = [.lr]
) -> String {
  let groups = rates.map { "{\"lr\": \($0)}" }.joined(separator: ", ")
  let channels = observe.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  return scenarioText(
    optimizer: "{\"type\": \"\(optimizer)\", \"groups\": [\(groups)]}",
    schedulers: "[\(schedulers.joined(separator: ", "))]",
    program: "[\(program)]",
    more: ", \"observe\": [\(channels)]"
  )
}

/// A scheduler's text.
func spec(_ type: SchedulerType, _ arguments: String = "") -> String {
  "{\"type\": \"\(type.rawValue)\", \"args\": {\(arguments)}}"
}

/// A chain's text.
func chain(_ children: String...) -> String {
  spec(.chained, "\"schedulers\": [\(children.joined(separator: ", "))]")
}

/// A sequence's text.
func sequence(_ milestones: Int..., of children: String...) -> String {
  spec(.sequential, "\"schedulers\": [\(children.joined(separator: ", "))], \"milestones\": \(milestones)")
}
