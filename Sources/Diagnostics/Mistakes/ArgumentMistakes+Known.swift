import LRSchedulers
import Scenarios

extension ArgumentMistakes {
  /// Well-known mistakes of a class that are as if it had been built with other arguments.
  static func known(_ type: SchedulerType) -> [Hypothesis] {
    switch type {
    case .multiStep:
      return [
        changing(
          "duplicate-milestones",
          "a milestone that is there twice is applied once",
          type,
          place: "MultiStepLR.get_lr"
        ) { spec in
          guard case .numbers(let given) = spec["milestones"] else { return spec }
          var unique: [Number] = []
          for milestone in given where !unique.contains(milestone) { unique.append(milestone) }
          return spec.with("milestones", .numbers(unique))
        },
        changing(
          "milestones-unsorted",
          "MultiStepLR: only sorted milestones are found",
          type,
          place: "MultiStepLR.__init__",
          cost: 2
        ) { spec in
          guard case .numbers(let given) = spec["milestones"] else { return spec }
          var kept: [Number] = []
          for milestone in given where kept.last.map({ (try? milestone >= $0) ?? true }) ?? true {
            kept.append(milestone)
          }
          return spec.with("milestones", .numbers(kept))
        },
        everyStep(type),
      ]
    case .step: return [everyStep(type)]
    case .constant:
      return [
        changing("never-undone", "ConstantLR's factor is never undone", type, place: "ConstantLR.get_lr") {
          $0.with("total_iters", .number(1_000_000_000))
        }
      ]
    case .plateau:
      return [
        changing(
          "eps-ignored",
          "changes smaller than eps are made",
          type,
          place: "ReduceLROnPlateau._reduce_lr"
        ) {
          $0.with("eps", .number(0))
        },
        changing("argument-ignored", "min_lr is ignored", type, place: "ReduceLROnPlateau._reduce_lr") {
          $0.with("min_lr", .number(.float(-.infinity)))
        },
      ]
    case .cyclic, .oneCycle:
      let direction = changing("momentum-direction", "the momentum cycles with the lr, not against it", type)
      { spec in
        spec.with("base_momentum", spec.value(of: "max_momentum"))
          .with("max_momentum", spec.value(of: "base_momentum"))
      }
      guard type == .oneCycle else { return [direction] }
      let end = changing("end-factor", "the lr ends at max_lr / final_div_factor", type) { spec in
        guard case .number(let end) = spec.value(of: "final_div_factor"),
          case .number(let start) = spec.value(of: "div_factor"), let quotient = try? end / start
        else { return spec }
        return spec.with("final_div_factor", .number(quotient))
      }
      return [direction, end] + latePhases
        + [1.0, -1.0].map { offset in
          changing("peak", "the peak comes one step \(offset > 0 ? "late" : "early")", type) { spec in
            guard let total = spec.oneCycleSteps, case .number(.float(let pct)) = spec.value(of: "pct_start")
            else { return spec }
            return spec.with("pct_start", .number(.float(min(1, max(0, pct + offset / total)))))
          }
        }
    case .cosineAnnealing:
      return [
        changing(
          "restarts",
          "the lr restarts after T_max where it rises again",
          type,
          place: "CosineAnnealingLR.get_lr"
        ) { spec in
          guard let period = spec["T_max"] else { return spec }
          return SchedulerSpec(
            type: .warmRestarts,
            arguments: [KeywordArgument("T_0", period)]
              + spec.arguments.filter { $0.name == "eta_min" || $0.name == "last_epoch" }
          )
        }
      ]
    case .warmRestarts:
      return [
        changing(
          "no-restart",
          "the lr rises again after T_0 where it restarts",
          type,
          place: "CosineAnnealingWarmRestarts.step"
        ) { spec in
          guard let period = spec["T_0"] else { return spec }
          return SchedulerSpec(
            type: .cosineAnnealing,
            arguments: [KeywordArgument("T_max", period)]
              + spec.arguments.filter { $0.name == "eta_min" || $0.name == "last_epoch" }
          )
        }
      ]
    case .sequential, .chained:
      return [
        changing(
          "children-reversed",
          "\(type.rawValue): the children are taken in the reverse order",
          type,
          place: "\(type.rawValue).step"
        ) { spec in
          guard case .schedulers(let children) = spec["schedulers"] else { return spec }
          return spec.with("schedulers", .schedulers(children.reversed()))
        }
      ]
    case .lambda, .multiplicative, .linear, .exponential, .polynomial, .swa: return []
    }
  }

  private static var latePhases: [Hypothesis] {
    [false, true].map { isWhole in
      Hypothesis(
        "peak",
        "each phase ends one step late, the last at total_steps\(isWhole ? ", the first at a whole step" : "")",
        at: "OneCycleLR.__init__",
        of: [.oneCycle],
        Hypothesis.Change(variation: { $0.build(LatePhases.building(atWholeSteps: isWhole)) })
      )
    }
  }

  private static func everyStep(_ type: SchedulerType) -> Hypothesis {
    changing(
      "gamma-each-step",
      "\(type.rawValue): gamma is applied in every step",
      type,
      place: "\(type.rawValue).get_lr"
    ) { spec in
      guard let gamma = spec.value(of: "gamma") else { return spec }
      return SchedulerSpec(
        type: .exponential,
        arguments: [KeywordArgument("gamma", gamma)] + spec.arguments.filter { $0.name == "last_epoch" }
      )
    }
  }
}
