import LRSchedulers
import Scenarios

/// Arguments that are taken for something of another unit or kind.
extension ArgumentMistakes {
  static func units(_ type: SchedulerType) -> [Hypothesis] {
    whole(type) + alwaysZero(type) + shares(type) + durations(type) + resumed(type)
  }

  /// Counts that are made whole.
  private static func whole(_ type: SchedulerType) -> [Hypothesis] {
    let ways: [(String, @Sendable (Double) -> Double)] = [
      ("cut to a whole number", { $0.rounded(.towardZero) }),
      ("rounded to a whole number", { $0.rounded(.toNearestOrEven) }),
      ("rounded up to a whole number", { $0.rounded(.up) }),
    ]
    @Sendable func made(_ number: Number, _ way: (Double) -> Double) -> Number {
      guard case .float(let value) = number, let whole = Int(exactly: way(value)) else { return number }
      return .integer(whole)
    }
    return type.parameters.filter(\.isCount).flatMap { parameter in
      ways.map { words, way in
        changing(
          "argument-whole",
          "\(type.rawValue): \(parameter.name) is \(words)",
          type,
          place: use(of: parameter.name, in: type),
          cost: 2
        ) { spec in
          switch spec.value(of: parameter.name) {
          case .number(let number): spec.with(parameter.name, .number(made(number, way)))
          case .numbers(let numbers): spec.with(parameter.name, .numbers(numbers.map { made($0, way) }))
          default: spec
          }
        }
      }
    }
  }

  /// 0 in place of what is given or left out.
  private static func alwaysZero(_ type: SchedulerType) -> [Hypothesis] {
    type.parameters.filter { $0.isNumber && $0.defaultValue != nil && $0.defaultValue != .number(0) }.map {
      parameter in
      changing(
        "argument-zero",
        "\(type.rawValue): \(parameter.name) is always 0",
        type,
        place: use(of: parameter.name, in: type),
        cost: 3
      ) { $0.with(parameter.name, .number(0)) }
    }
  }

  /// A rate that is taken for a share of the lr; nothing is said where the groups differ.
  private static func shares(_ type: SchedulerType) -> [Hypothesis] {
    ["eta_min", "min_lr", "swa_lr"].filter { name in type.parameters.contains { $0.name == name } }.map {
      name in
      Hypothesis(
        "floor",
        "\(type.rawValue): \(name) is taken for a fraction of the lr",
        at: use(of: name, in: type),
        of: [type],
        Hypothesis.Change(scenario: { scenario in
          let bases = scenario.groups.map { $0.initialLR ?? $0.lr }
          guard let base = bases.first, bases.allSatisfy({ $0 == base }) else { return scenario }
          return scenario.changingSchedulers { spec in
            guard spec.type == type, case .number(let fraction) = spec.value(of: name),
              let rate = try? fraction * base
            else { return spec }
            return spec.with(name, .number(rate))
          }
        })
      )
    }
  }

  /// Milestones that are taken for lengths.
  private static func durations(_ type: SchedulerType) -> [Hypothesis] {
    if type != .multiStep && type != .sequential { return [] }
    return [
      changing(
        "milestones-durations",
        "\(type.rawValue): a milestone counts from the one before it",
        type,
        place: "\(type.rawValue).\(type == .sequential ? "step" : "get_lr")",
        cost: 2
      ) { spec in
        guard case .numbers(let given) = spec["milestones"] else { return spec }
        var sums: [Number] = []
        for length in given { sums.append((try? (sums.last ?? 0) + length) ?? length) }
        return spec.with("milestones", .numbers(sums))
      }
    ]
  }

  /// A resumed scheduler that begins anew.
  private static func resumed(_ type: SchedulerType) -> [Hypothesis] {
    type.parameters.filter { $0.name == "last_epoch" }.map { parameter in
      changing("argument-ignored", "\(type.rawValue): last_epoch is ignored", type, cost: 2) {
        $0.with(parameter.name, nil)
      }
    }
  }
}
