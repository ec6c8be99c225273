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

  func diagnose() throws -> Explained {
    let played = try LRConformanceTests.scenario(scenario)
    return Explained(played, outcome(played))
  }
}

/// An outcome and what the diagnostician says of it.
struct Explained {
  let diagnosed: DiagnosedCase
  let diagnosis: Diagnosis?
  /// Whether there is something to explain.
  let diverges: Bool

  init(_ scenario: Scenario, _ actual: Outcome, tolerance: Tolerance = .float64) {
    let expected = ReferencePlayer().play(scenario)
    let fixture = FixtureCase(
      id: "liar/case",
      title: "A case",
      why: "A liar plays it.",
      level: .required,
      tags: [],
      scenario: scenario,
      expected: expected,
      versions: [],
      tolerance: nil,
      claims: []
    )
    self.init(
      RunCase(suite: "liar", path: "", fixture: fixture, expected: expected),
      actual,
      tolerance: tolerance
    )
  }

  init(_ run: RunCase, _ actual: Outcome, tolerance: Tolerance = .float64) {
    diagnosed = DiagnosedCase(run: run, actual: actual, tolerance: tolerance)
    diagnosis = Diagnostician().diagnose(run, actual, tolerance: tolerance)
    diverges =
      !OutcomeComparator(tolerance: tolerance).compare(actual, with: run.expected).verdict.passes
  }

  /// Whether a cause is named first, or predicts the same bits as the one that is.
  func names(_ cause: String) -> Bool {
    guard let diagnosis else { return false }
    if diagnosis.name == cause { return true }
    guard diagnosis.names.contains(cause) else { return false }
    let named = predictions(diagnosis.name).filter { $0.text == diagnosis.text }
    return predictions(cause).contains { other in named.contains { $0.outcome == other.outcome } }
  }

  private func predictions(_ name: String) -> [Prediction] {
    Diagnostician.catalogue.filter { $0.name == name }.flatMap { $0.predictions(diagnosed) }
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
