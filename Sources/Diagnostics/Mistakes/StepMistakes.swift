import LRSchedulers
import ReferencePlay
import Scenarios

/// Mistakes in how schedulers are built and stepped, whatever their formula.
enum StepMistakes {
  static func all(_ scope: Scope) -> [Hypothesis] {
    if scope.type == .plateau { return plateau() }
    if scope.type?.isComposite == true { return [] }
    if scope.types == nil { return calls + wrapped(scope) + late(scope) + built(scope) + readings(scope) }
    return wrapped(scope) + late(scope) + built(scope) + readings(scope)
  }

  private static func playing(
    _ name: String,
    _ text: String,
    _ scope: Scope,
    _ method: String,
    cost: Int? = nil,
    _ change: @escaping @Sendable (inout PlayVariation) -> Void
  ) -> Hypothesis {
    Hypothesis(name, text, scope, method, cost: cost, Hypothesis.Change(variation: change))
  }

  // What the caller does: it concerns the outermost schedulers, whatever their class.
  private static var calls: [Hypothesis] {
    let times = (2...8).map {
      (PlayVariation.Calls.times($0), "stepped-n-times", "each call steps \($0) times")
    }
    let every = (2...8).map {
      (PlayVariation.Calls.every($0), "stepped-every-nth", "only one of \($0) calls steps")
    }
    let own = [
      (
        PlayVariation.Calls.fromOwnRates, "own-rates",
        "each scheduler goes on from its own lr, not the optimizer's"
      )
    ]
    return (times + every + own).map { calls, name, text in
      Hypothesis(
        name,
        text,
        at: "LRScheduler.step",
        cost: 1,
        Hypothesis.Change(variation: { $0.calls = calls })
      )
    }
  }

  private static func wrapped(_ scope: Scope) -> [Hypothesis] {
    let ways: [(String, SteppingWrapper.Way, String, String)] = [
      (
        "closed-form", .closedForm,
        "step() computes from the closed form, where PyTorch changes the current lr", "get_lr"
      ),
      (
        "chainable", .chainable,
        "step(epoch) sets the epoch and changes the current lr, where PyTorch uses the closed form",
        "_get_closed_form_lr"
      ),
      ("epoch-ignored", .ignoresArgument, "the argument of step(epoch) is ignored", "step"),
      ("epoch-ignored", .setsEpoch, "step(epoch) sets the epoch and leaves the lr", "step"),
      ("epoch-ignored", .ignoresCall, "step(epoch) changes nothing", "step"),
      ("stepped-n-times", .times(2), "each step is made twice", "step"),
      ("stepped-n-times", .times(3), "each step is made three times", "step"),
      ("stepped-every-nth", .every(2), "only every second step is made", "step"),
      ("stepped-every-nth", .every(3), "only every third step is made", "step"),
      ("never-stepped", .never, "step() changes nothing", "step"),
      ("reload", .aheadAfterLoad, "a reload makes a step", "load_state_dict"),
    ]
    return ways.map { name, way, text, method in
      playing(name, text, scope, method) { $0.wrap(scope.types) { SteppingWrapper($1, way) } }
    }
  }

  private static func late(_ scope: Scope) -> [Hypothesis] {
    [1, -1, 2, -2].map { steps in
      let text: String
      switch steps {
      case 1: text = "each scheduler ignores its first step"
      case -1: text = "each scheduler makes a step more at construction"
      case 2: text = "each scheduler ignores its first 2 steps"
      default: text = "each scheduler makes 2 steps more at construction"
      }
      return playing("shifted", text, scope, "_initial_step") { variation in
        variation.build(LateScheduler.building(steps, scope.types))
      }
    }
  }

  private static func built(_ scope: Scope) -> [Hypothesis] {
    [
      playing("no-initial-step", "construction does not set the initial lr", scope, "_initial_step") {
        $0.withoutInitialStep.formUnion(scope.built)
      },
      playing(
        "asked-again",
        "get_lr() is asked once more after construction, and what it gives is the initial lr",
        scope,
        "_initial_step"
      ) { variation in variation.build(LateScheduler.asking(scope.types)) },
      playing(
        "base-lr",
        "the base lr is taken from the current lr, where initial_lr is there",
        scope,
        "__init__"
      ) {
        $0.baseFromCurrentLR.formUnion(scope.built)
      },
    ]
  }

  private static func readings(_ scope: Scope) -> [Hypothesis] {
    let ways: [(FaultReading, String, String, String)] = [
      (.epoch(1), "shifted", "the formula is computed with t + 1 for t", "get_lr"),
      (.epoch(-1), "shifted", "the formula is computed with t − 1 for t", "get_lr"),
      (.stepCount(1), "step-count", "_step_count is one too large", "__init__"),
      (.stepCount(-1), "step-count", "_step_count is one too small", "__init__"),
      (.baseForCurrent, "base-for-current", "the formula takes the base lr for the current lr", "get_lr"),
      (
        .initialForCurrent, "base-for-current", "the formula takes the group's initial_lr for the current lr",
        "get_lr"
      ),
      (.currentForBase, "current-for-base", "the formula takes the current lr for the base lr", "get_lr"),
      (.firstBase, "groups", "the first group's base lr is taken for all groups", "get_lr"),
      (
        .notInitial, "initial-step", "the initial step changes the lr as any other step does", "_initial_step"
      ),
      (.reversed(.lr), "groups", "the groups' new rates are in the reverse order", "get_lr"),
      (
        .reversed(.closedForm), "groups", "step(epoch) gives the groups' rates in the reverse order",
        "_get_closed_form_lr"
      ),
      (.epochInSinglePrecision, "float32", "the epoch is kept in float32", "get_lr"),
      (.epochForCurrent, "period", "T_cur is the epoch, also after a restart", "get_lr"),
    ]
    return ways.map { reading, name, text, method in
      playing(name, text, scope, method, cost: scope.cost + 2) { variation in
        for type in scope.built where type != .plateau && !type.isComposite {
          variation.plant(Fault(reading), in: type)
        }
      }
    }
  }

  private static func plateau() -> [Hypothesis] {
    let scope = Scope.one(.plateau)
    let ways: [(String, SteppingWrapper.Way, String)] = [
      ("stepped-n-times", .times(2), "each step is made twice"),
      ("never-stepped", .never, "step() changes nothing"),
    ]
    let late: [Hypothesis] = [1, 2].map { steps in
      playing(
        "first-metrics",
        "the first \(steps == 1 ? "metric is" : "2 metrics are") ignored",
        scope,
        "step"
      ) { variation in
        variation.build(LateScheduler.building(steps, [.plateau]))
      }
    }
    return ways.map { name, way, text in
      playing(name, text, scope, "step") { $0.wrap([.plateau]) { SteppingWrapper($1, way) } }
    } + late
  }
}
