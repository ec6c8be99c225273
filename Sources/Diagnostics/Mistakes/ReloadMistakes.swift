import LRSchedulers
import ReferencePlay
import Scenarios

/// State that is lost or mixed up on reload.
enum ReloadMistakes {
  /// A class whose state is not restored, or is restored in another way than that of other classes.
  static func of(_ type: SchedulerType) -> [Hypothesis] {
    let lost = parts(of: type).map { part in
      Hypothesis(
        "reload",
        "\(type.rawValue): a reload does not restore \(part.rawValue)",
        at: "\(type.rawValue).load_state_dict",
        of: [type],
        cost: 2,
        Hypothesis.Change(variation: { variation in
          variation.loading = .without(part)
          variation.losing = [type]
        })
      ).shown(by: \.hasReload)
    }
    let others = ways.filter { [.unusedOptimizer, .oneStepBack, .setsRates].contains($0.loading) }.map {
      way in
      Hypothesis(
        "reload",
        "\(type.rawValue): \(way.text)",
        at: "\(type.rawValue).\(way.method)",
        of: [type],
        cost: 2,
        Hypothesis.Change(variation: { $0.loading = way.loading })
      ).shown { scenario in scenario.hasReload && scenario.schedulers.allSatisfy { $0.type == type } }
    }
    return lost + others
  }

  private static func parts(of type: SchedulerType) -> [PlayVariation.StatePart] {
    switch type {
    case .sequential, .chained: [.everything, .ofComposite, .ofChildren]
    case .plateau: [.everything, .plateau, .counters, .arguments]
    case .warmRestarts: [.everything, .lastEpoch, .baseLRs, .lastLR, .period, .arguments]
    default: [.everything, .lastEpoch, .stepCount, .baseLRs, .lastLR, .arguments]
    }
  }

  private static var ways: [(loading: PlayVariation.Loading, text: String, method: String)] {
    [
      (.nothing, "the state is lost on reload", "load_state_dict"),
      (.oneStepBack, "after a reload it goes on one step too early", "load_state_dict"),
      (.schedulerOnly, "the optimizer's state is lost on reload", "load_state_dict"),
      (.optimizerOnly, "the scheduler's state is lost on reload, the optimizer's is not", "load_state_dict"),
      (.optimizerFirst, "the optimizer's state is loaded before the schedulers are built", "load_state_dict"),
      (.withoutMomentum, "a reload does not restore the momentum", "load_state_dict"),
      (.schedulersSavedBefore, "the schedulers' state is saved before the last step", "state_dict"),
      (.allSavedBefore, "all state is saved before the last step", "state_dict"),
      (.step, "a reload makes a step at once", "load_state_dict"),
      (.basesFromLR, "after a reload the base lr is the lr that was loaded", "load_state_dict"),
      (
        .unusedOptimizer, "after a reload the schedulers change an optimizer that is not used",
        "load_state_dict"
      ),
      (.setsRates, "loading a scheduler's state sets the lr", "load_state_dict"),
      (.keysAsText, "the keys of saved dictionaries become text", "state_dict"),
    ]
  }

  static var all: [Hypothesis] {
    let parts = PlayVariation.StatePart.allCases.map { part in
      (PlayVariation.Loading.without(part), "a reload does not restore \(part.rawValue)", "load_state_dict")
    }
    return (ways + parts).map { loading, text, method in
      Hypothesis(
        "reload",
        text,
        at: "LRScheduler.\(method)",
        cost: 1,
        Hypothesis.Change(variation: { $0.loading = loading })
      ).shown(by: \.hasReload)
    }
  }
}
