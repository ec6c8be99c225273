import Fixtures
import ReferencePlay
import Scenarios

/// A plausible mistake: from a case it produces what an implementation with that mistake would give.
struct Hypothesis: Sendable {
  /// The cause's name, for lists and counts.
  var name: String
  /// What the mistake produces: nothing where it would not show in the case, several where it has variants.
  var predictions: @Sendable (DiagnosedCase) -> [Prediction]
}

/// What a mistake would produce.
struct Prediction: Sendable {
  /// The mistake in words, with its variant.
  var text: String
  private let make: @Sendable () -> Outcome

  /// A prediction that is there.
  init(text: String, outcome: Outcome) { self.init(text: text) { outcome } }

  /// A prediction that is made when it is asked for: of those of a long case, one is held at a time.
  init(text: String, making make: @escaping @Sendable () -> Outcome) {
    self.text = text
    self.make = make
  }

  /// What it gives. A value that the mistake does not determine is `Prediction.undetermined`.
  var outcome: Outcome { make() }

  /// A value that anything matches.
  static let undetermined = Double(nan: 0x756e, signaling: false)

  static func isUndetermined(_ value: Double) -> Bool { value.bitPattern == undetermined.bitPattern }
}

/// A divergence that is to be explained.
struct DiagnosedCase: Sendable {
  var run: RunCase
  var actual: Outcome
  /// The tolerance that the case was judged by.
  var tolerance: Tolerance

  var scenario: Scenario { run.fixture.scenario }
  var expected: Outcome { run.expected }

  /// The prediction that playing the scenario in another way gives.
  func prediction(_ text: String, _ variation: PlayVariation) -> Prediction {
    Prediction(text: text) { [scenario] in ReferencePlayer(variation).play(scenario) }
  }

  /// The prediction that playing another scenario gives; nil where it is the same scenario.
  func prediction(_ text: String, _ changed: Scenario) -> Prediction? {
    changed == scenario ? nil : Prediction(text: text) { ReferencePlayer().play(changed) }
  }

  /// The prediction that changing each scheduler of the scenario gives; nil where none changes.
  func prediction(
    _ text: String,
    changing change: (SchedulerSpec) -> SchedulerSpec
  ) -> Prediction? {
    var changed = scenario
    changed.schedulers = scenario.schedulers.map { $0.changed(by: change) }
    return prediction(text, changed)
  }
}

extension SchedulerSpec {
  /// The scheduler and those inside it, changed from the inside out.
  package func changed(by change: (SchedulerSpec) -> SchedulerSpec) -> SchedulerSpec {
    var spec = self
    if case .schedulers(let children) = self["schedulers"] {
      spec["schedulers"] = .schedulers(children.map { $0.changed(by: change) })
    }
    return change(spec)
  }
}
