import LRSchedulers
import ReferencePlay
import Scenarios

/// Mistakes inside a scheduler, or in how it is stepped, built and loaded.
enum SchedulerHypotheses {
  /// What only its own cases show.
  static let certain = [getLR]

  static let all = [
    closedForm, chainable, steppedTwice, clamped, repairedLogarithm, scaleUnit, plateau, sequential,
    childrenReversed, noInitialStep, baseFromCurrentLR, reload,
  ]

  /// The closed form where the chainable form is meant.
  static let closedForm = Hypothesis(name: "closed-form") { diagnosed in
    [
      diagnosed.prediction(
        "step() computes from the closed form, where PyTorch changes the current lr",
        PlayVariation(wrapLeaf: { SteppingWrapper($0, .closedForm) })
      )
    ]
  }

  /// The chainable form where `step(epoch)` has a closed one.
  static let chainable = Hypothesis(name: "chainable") { diagnosed in
    guard diagnosed.scenario.program.contains(where: \.action.hasArgument) else { return [] }
    return [
      diagnosed.prediction(
        "step(epoch) sets the epoch and changes the current lr, where PyTorch uses the closed form",
        PlayVariation(wrapLeaf: { SteppingWrapper($0, .chainable) })
      ),
      diagnosed.prediction(
        "the argument of step(epoch) is ignored",
        PlayVariation(wrapLeaf: { SteppingWrapper($0, .ignoresArgument) })
      ),
    ]
  }

  /// Each step is made twice.
  static let steppedTwice = Hypothesis(name: "stepped-twice") { diagnosed in
    [
      diagnosed.prediction(
        "each step is made twice",
        PlayVariation(wrapLeaf: { SteppingWrapper($0, .twice) })
      )
    ]
  }

  /// The cosine stays where it is after its period.
  static let clamped = Hypothesis(name: "clamped") { diagnosed in
    let types: [(SchedulerType, String)] = [(.cosineAnnealing, "T_max"), (.warmRestarts, "T_0")]
    return types.compactMap { type, name in
      guard diagnosed.scenario.schedulerTypes.contains(type) else { return nil }
      let variation = PlayVariation(build: { (spec, _, optimizer) throws(PythonError) in
        guard spec.type == type, case .number(let period) = spec[name],
          case .number(let etaMin) = spec.value(of: "eta_min")
        else { return nil }
        return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
          let epoch = try Number.minimum(input.epoch, period)
          let factor = try 1 + PythonMath.cos(PythonMath.pi * epoch / period)
          return try etaMin + (input.base - etaMin) * factor / 2
        }
      })
      return diagnosed.prediction("the lr stays at eta_min after \(name)", variation)
    }
  }

  /// The period of a warm restart is found without PyTorch's rounding error.
  static let repairedLogarithm = Hypothesis(name: "logarithm") { diagnosed in
    guard diagnosed.scenario.schedulerTypes.contains(.warmRestarts) else { return [] }
    let variation = PlayVariation(build: { (spec, _, optimizer) throws(PythonError) in
      guard spec.type == .warmRestarts, case .number(let first) = spec["T_0"],
        case .number(let multiplier) = spec.value(of: "T_mult"),
        case .number(let etaMin) = spec.value(of: "eta_min")
      else { return nil }
      return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
        var start: Number = 0
        var length = first
        // Periods of a positive length; a thousand of them is more than any scenario has.
        for _ in 0..<100_000 {
          if try input.epoch < start + length { break }
          start = try start + length
          length = try length * multiplier
        }
        let factor = try 1 + PythonMath.cos(PythonMath.pi * (input.epoch - start) / length)
        return try etaMin + (input.base - etaMin) * factor / 2
      }
    })
    return [
      diagnosed.prediction("restarts are found exactly, where PyTorch's logarithm is rounded", variation)
    ]
  }

  /// CyclicLR's amplitude is scaled by the other unit.
  static let scaleUnit = Hypothesis(name: "scale-unit") { diagnosed in
    guard diagnosed.scenario.schedulerTypes.contains(.cyclic) else { return [] }
    func changed(_ text: String, mode: String, _ expression: (String) -> String, _ unit: String)
      -> Prediction?
    {
      diagnosed.prediction(text) { spec in
        guard spec.type == .cyclic, case .text(mode) = spec.value(of: "mode"), spec["scale_fn"] == nil,
          case .number(let gamma) = spec.value(of: "gamma"),
          let function = try? Expression(expression(gamma.literal))
        else { return spec }
        var spec = spec
        spec["scale_fn"] = .function(function)
        spec["scale_mode"] = .text(unit)
        return spec
      }
    }
    return [
      changed(
        "exp_range scales by the cycle, not by the iteration",
        mode: "exp_range",
        { "\($0) ** x" },
        "cycle"
      ),
      changed(
        "exp_range scales by the cycle, the first of which is not scaled",
        mode: "exp_range",
        { "\($0) ** (x - 1)" },
        "cycle"
      ),
      changed(
        "triangular2 halves by the iteration, not by the cycle",
        mode: "triangular2",
        { _ in "1 / 2.0 ** (x - 1)" },
        "iterations"
      ),
      changed(
        "triangular2 halves by the iteration, not by the cycle",
        mode: "triangular2",
        { _ in "1 / 2.0 ** x" },
        "iterations"
      ),
      changed("exp_range is not scaled", mode: "exp_range", { _ in "1.0" }, "cycle"),
      changed("triangular2 is not scaled", mode: "triangular2", { _ in "1.0" }, "cycle"),
      changed("triangular2 halves one cycle early", mode: "triangular2", { _ in "1 / 2.0 ** x" }, "cycle"),
    ].compactMap { $0 }
  }

  /// ReduceLROnPlateau's mistakes.
  static let plateau = Hypothesis(name: "plateau") { diagnosed in
    guard diagnosed.scenario.schedulerTypes.contains(.plateau) else { return [] }
    return PlateauVariant.Mistake.allCases.map { mistake in
      diagnosed.prediction(
        mistake.text,
        PlayVariation(build: { (spec, _, optimizer) throws(PythonError) in
          PlateauVariant(spec, optimizer, mistake)
        })
      )
    }
  }

  /// SequentialLR's mistakes.
  static let sequential = Hypothesis(name: "sequential") { diagnosed in
    guard diagnosed.scenario.schedulerTypes.contains(.sequential) else { return [] }
    return SequentialVariant.Mistake.allCases.map { mistake in
      diagnosed.prediction(
        mistake.text,
        PlayVariation(build: { (spec, children, optimizer) throws(PythonError) in
          try SequentialVariant(spec, children, &optimizer, mistake)
        })
      )
    }
  }

  /// Children in the reverse order.
  static let childrenReversed = Hypothesis(name: "children-reversed") { diagnosed in
    [
      diagnosed.prediction("the children are taken in the reverse order") { spec in
        guard case .schedulers(let children) = spec["schedulers"] else { return spec }
        var spec = spec
        spec["schedulers"] = .schedulers(children.reversed())
        return spec
      }
    ].compactMap { $0 }
  }

  /// Construction does not set the lr.
  static let noInitialStep = Hypothesis(name: "no-initial-step") { diagnosed in
    [
      diagnosed.prediction(
        "construction does not set the initial lr",
        PlayVariation(appliesInitialStep: false)
      )
    ]
  }

  /// A scheduler's base lr is not the first one's `initial_lr`.
  static let baseFromCurrentLR = Hypothesis(name: "base-lr") { diagnosed in
    [
      diagnosed.prediction(
        "the base lr is taken from the current lr, where initial_lr is there",
        PlayVariation(takesBaseFromCurrentLR: true)
      )
    ]
  }

  /// `get_lr()` answers what `get_last_lr()` is for.
  static let getLR = Hypothesis(name: "get-lr") { diagnosed in
    guard let index = diagnosed.scenario.observe.firstIndex(of: .getLR) else { return [] }
    // Without the side effects that PyTorch's get_lr() has.
    var scenario = diagnosed.scenario
    var observe = scenario.observe
    observe[index] = .lr
    scenario.explicitObserve = observe.enumerated().filter { $0.offset == index || $0.element != .lr }.map(
      \.element
    )
    let played = ReferencePlayer().play(scenario)
    guard let rates = played.trace[.lr] else { return [] }
    var outcome = Outcome(trace: Trace(channels: []), error: played.error)
    for channel in diagnosed.scenario.observe {
      let columns = channel == .getLR ? rates : played.trace[channel] ?? []
      outcome.trace.channels.append(Trace.Observed(channel: channel, columns: columns))
    }
    return [Prediction(text: "get_lr() outside a step gives the lr in use, not the next", outcome: outcome)]
  }

  /// State is lost or mixed up on reload.
  static let reload = Hypothesis(name: "reload") { diagnosed in
    guard diagnosed.scenario.program.contains(where: { if case .reload = $0.action { true } else { false } })
    else { return [] }
    let ways: [(PlayVariation.Loading, String)] = [
      (.nothing, "the state is lost on reload"),
      (.oneStepBack, "after a reload it goes on one step too early"),
      (.schedulerOnly, "the optimizer's state is lost on reload"),
    ]
    let ahead = PlayVariation(wrapLeaf: { SteppingWrapper($0, .aheadAfterLoad) })
    return ways.map { loading, text in diagnosed.prediction(text, PlayVariation(loading: loading)) }
      + [diagnosed.prediction("a reload makes a step", ahead)]
  }
}

extension Action {
  fileprivate var hasArgument: Bool {
    switch self {
    case .stepEpochs, .stepMetrics: true
    default: false
    }
  }
}

extension Number {
  /// The number as an expression has it.
  fileprivate var literal: String {
    switch self {
    case .integer(let value): "\(value)"
    default: "\((try? double()) ?? .nan)"
    }
  }
}
