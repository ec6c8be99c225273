import LRSchedulers
import Scenarios

/// Mistakes that are as if another argument had been given.
enum ArgumentHypotheses {
  static let all = [
    denominator, boundary, patience, cooldown, ignored, swappedModes, duplicateMilestones, neverUndone,
    gammaEachStep, noEps, momentumDirection, peak, restartsInsteadOfRising, risesInsteadOfRestarting,
  ]

  /// Milestones, periods and totals one epoch early or late, or all that follows from them.
  static let boundary = Hypothesis(name: "boundary") { diagnosed in
    let names = ["milestones", "step_size", "total_iters", "T_0", "T_max", "total_steps", "step_size_up"]
    let changed = names.flatMap { name in
      [1, -1].compactMap { offset in
        diagnosed.prediction("\(name) \(offset > 0 ? "one late" : "one early")") { spec in
          spec.adding(offset, to: name)
        }
      }
    }
    return changed + BoundaryFormulas.predictions(diagnosed)
  }

  /// The cosine's period is one short or long of what is meant.
  static let denominator = Hypothesis(name: "denominator") { diagnosed in
    [
      diagnosed.prediction("the cosine is divided by T − 1, not by T") { spec in
        spec.type == .cosineAnnealing ? spec.adding(-1, to: "T_max") : spec
      },
      diagnosed.prediction("the polynomial or line is divided by total_iters − 1") { spec in
        spec.type == .polynomial || spec.type == .linear ? spec.adding(-1, to: "total_iters") : spec
      },
    ].compactMap { $0 }
  }

  /// A plateau is left one bad epoch early or late.
  static let patience = Hypothesis(name: "patience") { diagnosed in
    [
      diagnosed.prediction("the bad epochs are compared with patience by >= where > is meant") { spec in
        spec.type == .plateau ? spec.adding(-1, to: "patience") : spec
      },
      diagnosed.prediction("one bad epoch more than patience + 1 is borne") { spec in
        spec.type == .plateau ? spec.adding(1, to: "patience") : spec
      },
    ].compactMap { $0 }
  }

  /// The cooldown is one epoch short or long.
  static let cooldown = Hypothesis(name: "cooldown") { diagnosed in
    [
      diagnosed.prediction("the cooldown is one epoch too short") { spec in
        spec.type == .plateau ? spec.adding(-1, to: "cooldown") : spec
      },
      diagnosed.prediction("the cooldown is one epoch too long") { spec in
        spec.type == .plateau ? spec.adding(1, to: "cooldown") : spec
      },
    ].compactMap { $0 }
  }

  /// An argument that is given has no effect: its default holds.
  static let ignored = Hypothesis(name: "argument-ignored") { diagnosed in
    var names: [String] = []
    for spec in diagnosed.scenario.schedulers.flatMap(\.flattened) {
      for argument in spec.arguments where !names.contains(argument.name) { names.append(argument.name) }
    }
    return names.compactMap { name in
      diagnosed.prediction("\(name) is ignored") { spec in
        guard spec.type.parameters.contains(where: { $0.name == name && $0.defaultValue != nil }) else {
          return spec
        }
        var spec = spec
        spec[name] = nil
        return spec
      }
    }
  }

  /// `min` for `max`, `rel` for `abs`, `cos` for `linear`, and the reverse.
  static let swappedModes = Hypothesis(name: "mode") { diagnosed in
    let pairs = [("min", "max"), ("rel", "abs"), ("cos", "linear"), ("cycle", "iterations")]
    let names = ["mode", "threshold_mode", "anneal_strategy", "scale_mode"]
    return names.compactMap { name in
      diagnosed.prediction("the wrong \(name): the other one is computed") { spec in
        guard case .text(let given) = spec.value(of: name),
          let pair = pairs.first(where: { $0.0 == given || $0.1 == given })
        else { return spec }
        var spec = spec
        spec[name] = .text(pair.0 == given ? pair.1 : pair.0)
        return spec
      }
    }
  }

  /// A milestone that is named twice counts once.
  static let duplicateMilestones = Hypothesis(name: "duplicate-milestones") { diagnosed in
    [
      diagnosed.prediction("a milestone that is there twice is applied once") { spec in
        guard spec.type == .multiStep, case .numbers(let given) = spec["milestones"] else { return spec }
        var unique: [Number] = []
        for milestone in given where !unique.contains(milestone) { unique.append(milestone) }
        var spec = spec
        spec["milestones"] = .numbers(unique)
        return spec
      }
    ].compactMap { $0 }
  }

  /// ConstantLR's factor stays.
  static let neverUndone = Hypothesis(name: "never-undone") { diagnosed in
    [
      diagnosed.prediction("ConstantLR's factor is never undone") { spec in
        guard spec.type == .constant else { return spec }
        var spec = spec
        spec["total_iters"] = .number(1_000_000_000)
        return spec
      }
    ].compactMap { $0 }
  }

  /// The decay of steps or milestones happens in every epoch.
  static let gammaEachStep = Hypothesis(name: "gamma-each-step") { diagnosed in
    [
      diagnosed.prediction("gamma is applied in every step") { spec in
        guard spec.type == .step || spec.type == .multiStep, let gamma = spec.value(of: "gamma") else {
          return spec
        }
        return SchedulerSpec(type: .exponential, arguments: [KeywordArgument("gamma", gamma)])
      }
    ].compactMap { $0 }
  }

  /// A change of the lr below eps is made all the same.
  static let noEps = Hypothesis(name: "eps-ignored") { diagnosed in
    [
      diagnosed.prediction("changes smaller than eps are made") { spec in
        guard spec.type == .plateau else { return spec }
        var spec = spec
        spec["eps"] = .number(0)
        return spec
      }
    ].compactMap { $0 }
  }

  /// The momentum cycles with the lr.
  static let momentumDirection = Hypothesis(name: "momentum-direction") { diagnosed in
    [
      diagnosed.prediction("the momentum cycles with the lr, not against it") { spec in
        guard spec.type == .cyclic || spec.type == .oneCycle else { return spec }
        var changed = spec
        changed["base_momentum"] = spec.value(of: "max_momentum")
        changed["max_momentum"] = spec.value(of: "base_momentum")
        return changed
      }
    ].compactMap { $0 }
  }

  /// OneCycleLR's peak one step late.
  static let peak = Hypothesis(name: "peak") { diagnosed in
    [1.0, -1.0].compactMap { offset in
      diagnosed.prediction("the peak comes one step \(offset > 0 ? "late" : "early")") { spec in
        guard spec.type == .oneCycle, let total = spec.oneCycleSteps,
          case .number(.float(let pct)) = spec.value(of: "pct_start")
        else { return spec }
        var spec = spec
        spec["pct_start"] = .number(.float(min(1, max(0, pct + offset / total))))
        return spec
      }
    }
  }

  /// CosineAnnealingLR jumps back to the base lr where PyTorch's rises again.
  static let restartsInsteadOfRising = Hypothesis(name: "restarts") { diagnosed in
    [
      diagnosed.prediction("the lr restarts after T_max where it rises again") { spec in
        guard spec.type == .cosineAnnealing, let period = spec["T_max"] else { return spec }
        return SchedulerSpec(
          type: .warmRestarts,
          arguments: [KeywordArgument("T_0", period)] + spec.arguments.filter { $0.name == "eta_min" }
        )
      }
    ].compactMap { $0 }
  }

  /// CosineAnnealingWarmRestarts rises again where PyTorch's restarts.
  static let risesInsteadOfRestarting = Hypothesis(name: "no-restart") { diagnosed in
    [
      diagnosed.prediction("the lr rises again after T_0 where it restarts") { spec in
        guard spec.type == .warmRestarts, let period = spec["T_0"] else { return spec }
        return SchedulerSpec(
          type: .cosineAnnealing,
          arguments: [KeywordArgument("T_max", period)] + spec.arguments.filter { $0.name == "eta_min" }
        )
      }
    ].compactMap { $0 }
  }
}

extension SchedulerSpec {
  /// The same with a number, or each of a list, changed by an offset; unchanged where it has no such argument.
  fileprivate func adding(_ offset: Int, to name: String) -> SchedulerSpec {
    var spec = self
    switch value(of: name) {
    case .number(let value):
      guard let sum = try? value + .integer(offset) else { return self }
      spec[name] = .number(sum)
    case .numbers(let values) where name == "milestones":
      spec[name] = .numbers(values.map { (try? $0 + .integer(offset)) ?? $0 })
    default: break
    }
    return spec
  }

  fileprivate var oneCycleSteps: Double? {
    func number(_ name: String) -> Double? {
      guard case .number(let value) = value(of: name) else { return nil }
      return try? value.double()
    }
    if let total = number("total_steps") { return total }
    guard let epochs = number("epochs"), let steps = number("steps_per_epoch") else { return nil }
    return epochs * steps
  }
}
