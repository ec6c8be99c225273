import LRSchedulers
import Scenarios

/// Plays scenarios on the reference implementation.
package struct ReferencePlayer: Sendable {
  private let factory: SchedulerFactory

  /// A player.
  package init() { factory = SchedulerFactory() }

  init(callLog: CallLog) { factory = SchedulerFactory(callLog: callLog) }

  package init(_ variation: PlayVariation) { factory = SchedulerFactory(variation: variation) }

  /// Plays a scenario to its end or to the error that ends it.
  package func play(_ scenario: Scenario) -> Outcome {
    var play = ScenarioPlay(scenario)
    var factory = factory
    factory.budget = EvaluationBudget()
    do {
      var stage = try ReferenceStage(scenario, factory)
      try play.run(&stage)
      return Outcome(trace: play.trace)
    } catch {
      return Outcome(
        trace: play.trace,
        error: RunError(step: play.count, type: error.kind.rawValue, message: error.message)
      )
    }
  }
}
