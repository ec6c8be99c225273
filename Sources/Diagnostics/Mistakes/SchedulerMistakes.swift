import LRSchedulers
import ReferencePlay
import Scenarios

/// Mistakes of single classes that no argument and no change of one operation expresses.
enum SchedulerMistakes {
  static func all(_ type: SchedulerType) -> [Hypothesis] {
    switch type {
    case .step: lateDecays + [gradualDecay]
    case .cosineAnnealing:
      clampedCosine + repeatedCosine + held(type, after: "T_max") + [stays(type, after: "T_max")]
    case .warmRestarts: [clampedRestarts, stays(type, after: "T_0"), exactPeriods, recursiveRestarts]
    case .cyclic: scaleUnits
    case .plateau: plateau
    case .sequential: sequential
    case .chained: chained
    case .polynomial: held(type, after: "total_iters") + [endlessPolynomial, powerOfTime]
    case .constant, .exponential, .lambda, .linear, .multiStep, .multiplicative, .oneCycle, .swa: []
    }
  }

  private static func building(
    _ name: String,
    _ text: String,
    _ type: SchedulerType,
    _ method: String,
    cost: Int = 1,
    _ build: @escaping PlayVariation.Build
  ) -> Hypothesis {
    Hypothesis(
      name,
      text,
      at: "\(type.rawValue).\(method)",
      of: [type],
      cost: cost,
      Hypothesis.Change(variation: { variation in
        variation.build { (spec, children, optimizer) throws(PythonError) in
          guard spec.type == type else { return nil }
          return try build(spec, children, &optimizer)
        }
      })
    )
  }

  private static func number(_ name: String, of spec: SchedulerSpec) -> Number? {
    if case .number(let value) = spec.value(of: name) { value } else { nil }
  }

  private static var lateDecays: [Hypothesis] {
    [(1, "late"), (-1, "early")].map { offset, when in
      building("boundary", "each decay of StepLR comes one epoch \(when)", .step, "get_lr") {
        (spec, _, optimizer) throws(PythonError) in
        guard let size = number("step_size", of: spec), let gamma = number("gamma", of: spec),
          let lastEpoch = number("last_epoch", of: spec)
        else { return nil }
        return try FormulaScheduler(&optimizer, lastEpoch: lastEpoch) { (input) throws(PythonError) in
          let elapsed = try input.epoch - .integer(offset)
          if try elapsed <= 0 { return input.current }
          return try elapsed.modulo(size) == 0 ? input.current * gamma : input.current
        }
      }
    }
  }

  /// What keras calls no staircase.
  private static var gradualDecay: Hypothesis {
    building(
      "gradual",
      "StepLR decays in every step, by gamma to the power of t / step_size",
      .step,
      "get_lr"
    ) { (spec, _, optimizer) throws(PythonError) in
      guard let size = number("step_size", of: spec), let gamma = number("gamma", of: spec) else {
        return nil
      }
      return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
        try input.base * gamma.power(input.epoch / size)
      }
    }
  }

  private static var clampedCosine: [Hypothesis] {
    EpochFunction.Way.all(until: "T_max").map { way in
      Hypothesis(
        "clamped",
        "the lr stays at eta_min after T_max, and every value is computed from the base lr\(way.text)",
        at: "CosineAnnealingLR.get_lr",
        of: [.cosineAnnealing],
        cost: 1 + way.cost,
        Hypothesis.Change(variation: { $0.build(EpochFunction.building([.cosineAnnealing], way)) })
      )
    }
  }

  private static var repeatedCosine: [Hypothesis] {
    [false, true].map { leavesAdded in
      let way = EpochFunction.Way(leavesAdded: leavesAdded, end: "T_max", past: .repeats)
      return Hypothesis(
        "repeated",
        "the schedule begins again at the base lr after T_max, and every value is computed from the base lr\(way.text)",
        at: "CosineAnnealingLR.get_lr",
        of: [.cosineAnnealing],
        cost: 1 + way.cost,
        Hypothesis.Change(variation: { $0.build(EpochFunction.building([.cosineAnnealing], way)) })
      )
    }
  }

  private static var endlessPolynomial: Hypothesis {
    building(
      "endless",
      "the formula goes on past total_iters, and every value is computed from the base lr",
      .polynomial,
      "get_lr"
    ) {
      (spec, _, optimizer) throws(PythonError) in
      guard let total = number("total_iters", of: spec), let power = number("power", of: spec) else {
        return nil
      }
      return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
        try input.base * (1 - input.epoch / total).power(power)
      }
    }
  }

  private static var powerOfTime: Hypothesis {
    building(
      "power",
      "the power is that of the time that is over, 1 − (t / total_iters) ** power",
      .polynomial,
      "get_lr"
    ) { (spec, _, optimizer) throws(PythonError) in
      guard let total = number("total_iters", of: spec), let power = number("power", of: spec) else {
        return nil
      }
      return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
        let time = try Number.minimum(input.epoch, total)
        return try input.base * (1 - (time / total).power(power))
      }
    }
  }

  private static var clampedRestarts: Hypothesis {
    building(
      "clamped",
      "the lr stays at eta_min after T_0, and is computed from the base lr",
      .warmRestarts,
      "get_lr"
    ) {
      (spec, _, optimizer) throws(PythonError) in
      guard let period = number("T_0", of: spec), let etaMin = number("eta_min", of: spec) else { return nil }
      return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
        let epoch = try Number.minimum(input.epoch, period)
        let factor = try 1 + PythonMath.cos(PythonMath.pi * epoch / period)
        return try etaMin + (input.base - etaMin) * factor / 2
      }
    }
  }

  private static func held(_ type: SchedulerType, after name: String) -> [Hypothesis] {
    [false, true].map { leavesAdded in
      let way = EpochFunction.Way(leavesAdded: leavesAdded, end: name, past: .holds)
      return Hypothesis(
        "clamped",
        "the lr stays where it is after \(name), and every value is computed from the base lr\(way.text)",
        at: "\(type.rawValue).get_lr",
        of: [type],
        cost: 1 + way.cost,
        Hypothesis.Change(variation: { $0.build(EpochFunction.building([type], way)) })
      )
    }
  }

  private static func stays(_ type: SchedulerType, after name: String) -> Hypothesis {
    Hypothesis(
      "clamped",
      "the lr stays where it is after \(name)",
      at: "\(type.rawValue).get_lr",
      of: [type],
      Hypothesis.Change(variation: { variation in
        variation.wrap([type]) { spec, scheduler in
          number(name, of: spec).map { SteppingWrapper(scheduler, .until($0)) } ?? scheduler
        }
      })
    )
  }

  /// The period of a warm restart is found without PyTorch's rounding error.
  private static var exactPeriods: Hypothesis {
    building(
      "logarithm",
      "restarts are found exactly, where PyTorch's logarithm is rounded",
      .warmRestarts,
      "step"
    ) {
      (spec, _, optimizer) throws(PythonError) in
      guard let first = number("T_0", of: spec), let multiplier = number("T_mult", of: spec),
        let etaMin = number("eta_min", of: spec)
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
    }
  }

  private static var recursiveRestarts: Hypothesis {
    building(
      "recursion",
      "lr(t) comes from lr(t−1) within a period, where PyTorch computes it from the base lr",
      .warmRestarts,
      "get_lr"
    ) { (spec, _, optimizer) throws(PythonError) in
      try RecursiveRestarts(spec, &optimizer)
    }
  }

  /// CyclicLR's amplitude is scaled by the other unit.
  private static var scaleUnits: [Hypothesis] {
    func changed(
      _ text: String,
      mode: String,
      _ expression: @escaping @Sendable (String) -> String,
      _ unit: String? = nil
    ) -> Hypothesis {
      ArgumentMistakes.changing("scale-unit", text, .cyclic, place: "CyclicLR.scale_fn") { spec in
        guard case .text(mode) = spec.value(of: "mode"), spec["scale_fn"] == nil,
          case .number(let gamma) = spec.value(of: "gamma"),
          let function = try? Expression(expression(gamma.literal))
        else { return spec }
        return spec.with("scale_fn", .function(function))
          .with("scale_mode", unit.map { .text($0) } ?? spec["scale_mode"])
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
        "triangular2 halves by the iteration from the first one on, not by the cycle",
        mode: "triangular2",
        { _ in "1 / 2.0 ** x" },
        "iterations"
      ),
      changed(
        "triangular2 scales by the scale_mode that is given, not always by the cycle",
        mode: "triangular2",
        { _ in "1 / 2.0 ** (x - 1)" }
      ),
      changed(
        "exp_range scales by the scale_mode that is given, not always by the iteration",
        mode: "exp_range",
        { "\($0) ** x" }
      ),
      changed("exp_range is not scaled", mode: "exp_range", { _ in "1.0" }, "cycle"),
      changed("triangular2 is not scaled", mode: "triangular2", { _ in "1.0" }, "cycle"),
      changed("triangular2 halves one cycle early", mode: "triangular2", { _ in "1 / 2.0 ** x" }, "cycle"),
    ]
  }

  private static var plateau: [Hypothesis] {
    PlateauVariant.Mistake.allCases.map { mistake in
      building("plateau", mistake.text, .plateau, mistake.method) {
        (spec, _, optimizer) throws(PythonError) in
        PlateauVariant(spec, optimizer, mistake)
      }
    }
  }

  private static var sequential: [Hypothesis] {
    SequentialVariant.Mistake.allCases.map { mistake in
      building("sequential", mistake.text, .sequential, mistake.method, cost: mistake.cost) {
        (spec, children, optimizer) throws(PythonError) in
        try SequentialVariant(spec, children, &optimizer, mistake)
      }
    }
  }

  private static var chained: [Hypothesis] {
    ChainedVariant.Mistake.allCases.map { mistake in
      building("chained", mistake.text, .chained, "step") { (spec, children, optimizer) throws(PythonError) in
        ChainedVariant(children, optimizer, mistake)
      }
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
