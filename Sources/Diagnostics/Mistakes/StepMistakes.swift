import LRSchedulers
import ReferencePlay
import Scenarios

/// Mistakes in how schedulers are built and stepped, whatever their formula.
enum StepMistakes {
  static func all(_ scope: Scope) -> [Hypothesis] {
    if scope.type == .plateau { return plateau() }
    if scope.type?.isComposite == true { return [] }
    if scope.types == nil {
      return calls + givenEpochs + wrapped(scope) + late(scope) + built(scope) + readings(scope)
    }
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

  // What becomes of the argument of step(epoch).
  private static var givenEpochs: [Hypothesis] {
    let ways: [(String, @Sendable (Double) -> Double)] = [
      ("fractions of an epoch are dropped", { $0.rounded(.down) }),
      ("an epoch is rounded to a whole number", { $0.rounded(.toNearestOrEven) }),
      ("an epoch below 0 counts as 0", { max(0, $0) }),
    ]
    return ways.map { text, way in
      Hypothesis(
        "given-epoch",
        text,
        at: "LRScheduler.step",
        cost: 1,
        Hypothesis.Change(scenario: { scenario in
          var scenario = scenario
          for index in scenario.program.indices {
            guard case .stepEpochs(let epochs) = scenario.program[index].action else { continue }
            scenario.program[index].action = .stepEpochs(epochs.map { Self.changed($0, way) })
          }
          return scenario
        })
      ).shown(by: \.hasStepsToEpochs)
    }
  }

  private static func changed(_ epoch: Number, _ way: (Double) -> Double) -> Number {
    guard let given = try? epoch.double(), way(given) != given, let whole = Int(exactly: way(given)) else {
      return epoch
    }
    return .integer(whole)
  }

  private static func wrapped(_ scope: Scope) -> [Hypothesis] {
    // In the base class the step chooses between the two forms.
    let isOne = scope.type != nil
    let ways: [(String, SteppingWrapper.Way, String, String)] = [
      (
        "closed-form", .closedForm,
        "step() computes from the closed form, where PyTorch changes the current lr",
        isOne ? "get_lr" : "step"
      ),
      (
        "chainable", .chainable,
        "step(epoch) sets the epoch and changes the current lr, where PyTorch uses the closed form",
        isOne ? "_get_closed_form_lr" : "step"
      ),
      ("epoch-ignored", .ignoresArgument, "the argument of step(epoch) is ignored", "step"),
      ("epoch-ignored", .setsEpoch, "step(epoch) sets the epoch and leaves the lr", "step"),
      ("epoch-ignored", .ignoresCall, "step(epoch) changes nothing", "step"),
      (
        "epoch-ignored", .keepsEpoch,
        "step(epoch) does not set the epoch: it computes the lr of the one before", "step"
      ),
      ("stepped-n-times", .times(2), "each step is made twice", "step"),
      ("stepped-n-times", .times(3), "each step is made three times", "step"),
      ("stepped-every-nth", .every(2), "only every second step is made", "step"),
      ("stepped-every-nth", .every(3), "only every third step is made", "step"),
      ("never-stepped", .never, "step() changes nothing", "step"),
      ("reload", .aheadAfterLoad, "a reload makes a step", "load_state_dict"),
    ]
    return ways.map { name, way, text, method in
      let hypothesis = playing(name, text, scope, method) {
        $0.wrap(scope.built) { SteppingWrapper($1, way) }
      }
      return switch way {
      case .ignoresArgument, .setsEpoch, .ignoresCall: hypothesis.shown(by: \.hasStepsToEpochs)
      case .chainable, .keepsEpoch:
        hypothesis.shown { $0.hasStepsToEpochs || $0.schedulerTypes.contains(.sequential) }
      case .aheadAfterLoad: hypothesis.shown(by: \.hasReload)
      default: hypothesis
      }
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
      playing(
        "no-initial-step",
        "construction does not set the initial lr",
        scope,
        scope.type == nil ? "_initial_step" : "__init__"
      ) {
        $0.withoutInitialStep.formUnion(scope.built)
      },
      playing(
        "no-initial-step",
        "construction does not make the initial step; the first step() makes it",
        scope,
        "_initial_step",
        cost: scope.cost + 1
      ) { variation in variation.build(UnstartedScheduler.building(scope.built, .late)) },
      playing(
        "no-initial-step",
        "construction does not make the initial step; the first step() goes to epoch 0 as any other step would",
        scope,
        "_initial_step",
        cost: scope.cost + 1
      ) { variation in variation.build(UnstartedScheduler.building(scope.built, .lateAndPlain)) },
      playing(
        "never-stepped",
        "neither construction nor step() changes anything",
        scope,
        "step"
      ) { variation in variation.build(UnstartedScheduler.building(scope.built, .never)) },
      playing(
        "asked-again",
        "get_lr() is asked once more after construction, and what it gives is the initial lr",
        scope,
        "_initial_step"
      ) { variation in variation.build(LateScheduler.asking(scope.types)) },
      playing(
        "asked-again",
        "get_lr() is asked in place of each step(), and before the first one",
        scope,
        "_initial_step"
      ) { variation in
        variation.build(
          AskedScheduler.building(scope.built),
          again: AskedScheduler.building(scope.built, isFirst: false)
        )
      },
      playing(
        "base-lr",
        "the base lr is taken from the current lr, where initial_lr is there",
        scope,
        "__init__"
      ) {
        $0.baseFromCurrentLR.formUnion(scope.built)
      },
    ] + functions(scope)
  }

  private static func functions(_ scope: Scope) -> [Hypothesis] {
    // A product of all factors up to now is no function of the epoch.
    if scope.type == .multiplicative { return [] }
    return (EpochFunction.Way.all() + EpochFunction.Way.shifted).map { way in
      playing(
        "closed-form",
        "every value is computed from the epoch and the base lr\(way.text)",
        scope,
        scope.type == nil ? "step" : "get_lr",
        cost: scope.cost + way.cost
      ) { variation in variation.build(EpochFunction.building(scope.built, way)) }
    }
  }

  private static func readings(_ scope: Scope) -> [Hypothesis] {
    // A class that has its own formula for the first step has it in get_lr().
    let first = scope.type == nil ? "_initial_step" : "get_lr"
    let ways: [(FaultReading, String, String, String)] = [
      (.epoch(1), "shifted", "the formula is computed with t + 1 for t", "get_lr"),
      (.epoch(-1), "shifted", "the formula is computed with t − 1 for t", "get_lr"),
      (.stepCount(1), "step-count", "_step_count is one too large", "_initial_step"),
      (.stepCount(-1), "step-count", "_step_count is one too small", "_initial_step"),
      (
        .rate(.base, for: .current), "base-for-current", "the formula takes the base lr for the current lr",
        "get_lr"
      ),
      (
        .rate(.initial, for: .current), "base-for-current",
        "the formula takes the group's initial_lr for the current lr",
        "get_lr"
      ),
      (
        .rate(.current, for: .base), "current-for-base", "the formula takes the current lr for the base lr",
        "get_lr"
      ),
      (
        .rate(.firstBase, for: .base), "groups", "the first group's base lr is taken for all groups", "get_lr"
      ),
      (.notInitial, "initial-step", "the initial step changes the lr as any other step does", first),
      (.alwaysInitial, "initial-step", "every step leaves the lr as the initial one does", first),
      (.reversed(.lr), "groups", "the groups' new rates are in the reverse order", "get_lr"),
      (
        .reversed(.closedForm), "groups", "step(epoch) gives the groups' rates in the reverse order",
        "_get_closed_form_lr"
      ),
      (.epochInSinglePrecision, "float32", "the epoch is kept in float32", "get_lr"),
      (.epochForCurrent, "period", "T_cur is the epoch, also after a restart", "get_lr"),
      (.stride(.epoch, 2), "epoch-count", "each step counts two epochs", "step"),
      (.stride(.epoch, 0), "epoch-count", "a step does not count the epoch", "step"),
      (.stride(.epoch, -1), "epoch-count", "each step counts the epoch down", "step"),
      (.stride(.step, 2), "step-count", "_step_count counts each step twice", "step"),
      (.stride(.step, 0), "step-count", "_step_count is not counted", "step"),
      (.stride(.step, -1), "step-count", "_step_count counts down", "step"),
    ]
    return ways.map { reading, name, text, method in
      let hypothesis = playing(name, text, scope, method, cost: scope.cost + 2) { variation in
        for type in scope.built where type != .plateau && !type.isComposite {
          variation.plant(Fault(reading), in: type)
        }
      }
      return switch reading {
      case .reversed(.closedForm):
        hypothesis.shown {
          $0.hasGroups && $0.hasStepsToEpochs || $0.schedulers.contains { $0.type == .sequential }
        }
      case .reversed, .rate(.firstBase, _): hypothesis.shown(by: \.hasGroups)
      default: hypothesis
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
