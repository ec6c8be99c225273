import LRSchedulers
import ReferencePlay
import Scenarios

/// State that is lost or mixed up on reload.
enum ReloadMistakes {
  /// A class whose state is not restored.
  static func of(_ type: SchedulerType) -> [Hypothesis] {
    parts(of: type).map { part in
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
  }

  private static func parts(of type: SchedulerType) -> [PlayVariation.StatePart] {
    switch type {
    case .sequential, .chained: [.everything, .ofComposite, .ofChildren]
    case .plateau: [.everything, .plateau]
    case .warmRestarts: [.everything, .lastEpoch, .baseLRs, .lastLR, .period]
    default: [.everything, .lastEpoch, .stepCount, .baseLRs, .lastLR]
    }
  }

  static var all: [Hypothesis] {
    let ways: [(PlayVariation.Loading, String, String)] = [
      (.nothing, "the state is lost on reload", "load_state_dict"),
      (.oneStepBack, "after a reload it goes on one step too early", "load_state_dict"),
      (.schedulerOnly, "the optimizer's state is lost on reload", "load_state_dict"),
      (.optimizerOnly, "the scheduler's state is lost on reload, the optimizer's is not", "load_state_dict"),
      (.optimizerFirst, "the optimizer's state is loaded before the schedulers are built", "load_state_dict"),
    ]
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
