import LRSchedulers
import Scenarios

/// Mistakes that are as if another argument had been given.
enum ArgumentMistakes {
  static func all(_ type: SchedulerType) -> [Hypothesis] {
    known(type) + offsets(type) + ignored(type) + defaults(type) + swapped(type) + exchanged(type)
      + scaled(type) + lists(type) + zeros(type) + constant(type) + units(type)
  }

  /// A mistake that is as if a scheduler of a class had been built otherwise.
  static func changing(
    _ name: String,
    _ text: String,
    _ type: SchedulerType,
    place: String? = nil,
    cost: Int = 1,
    _ change: @escaping @Sendable (SchedulerSpec) -> SchedulerSpec
  ) -> Hypothesis {
    Hypothesis(
      name,
      text,
      at: place ?? "\(type.rawValue).__init__",
      of: [type],
      cost: cost,
      Hypothesis.Change(scenario: { scenario in
        scenario.changingSchedulers { $0.type == type ? change($0) : $0 }
      })
    )
  }

  // Where an argument is used: a mistake in it shows there.
  static func use(of name: String, in type: SchedulerType) -> String {
    switch (type, name) {
    case (.plateau, "factor"), (.plateau, "min_lr"), (.plateau, "eps"): "ReduceLROnPlateau._reduce_lr"
    case (.plateau, "mode"), (.plateau, "threshold"), (.plateau, "threshold_mode"):
      "ReduceLROnPlateau._is_better"
    case (.plateau, _): "ReduceLROnPlateau.step"
    case (.sequential, _): "SequentialLR.step"
    case (.chained, _): "ChainedScheduler.step"
    case (.oneCycle, "anneal_strategy"): "OneCycleLR.get_lr"
    case (.cyclic, "step_size_up"), (.cyclic, "step_size_down"), (.cyclic, "cycle_momentum"):
      "CyclicLR.__init__"
    case (.oneCycle, _), (.warmRestarts, "T_0"): "\(type.rawValue).__init__"
    default: "\(type.rawValue).get_lr"
    }
  }

  /// Another default, where the argument is left out.
  private static func defaults(_ type: SchedulerType) -> [Hypothesis] {
    type.parameters.filter { $0.name != "last_epoch" }.flatMap { parameter -> [Hypothesis] in
      let others: [ArgumentValue]
      switch parameter.defaultValue {
      case .number(let value):
        let changes: [(Number) throws -> Number] = [
          { try $0 + 1 }, { try $0 - 1 }, { try $0 * 2 }, { try $0 / 2 }, { try $0 * 10 }, { try $0 / 10 },
          { _ in 0.0 }, { _ in 1.0 },
        ]
        others = changes.compactMap { change in (try? change(value)).map { .number($0) } }
      case .flag(let flag): others = [.flag(!flag)]
      case .null, .numbers, .text, .function, .functions, .schedulers, nil: others = []
      }
      return others.filter { $0 != parameter.defaultValue }.map { other in
        let shown =
          switch other {
          case .number(let number): "\(number)"
          case .flag(let flag): flag ? "True" : "False"
          default: ""
          }
        let text = "\(type.rawValue): \(parameter.name) is \(shown) where it is left out"
        return changing("default", text, type, cost: 2) { spec in
          spec[parameter.name] == nil ? spec.with(parameter.name, other) : spec
        }
      }
    }
  }

  private static func offsets(_ type: SchedulerType) -> [Hypothesis] {
    type.parameters.filter(\.isCount).flatMap { parameter in
      [1, -1].map { offset in
        let text: String
        switch (parameter.name, offset) {
        case ("patience", -1): text = "the bad epochs are compared with patience by >= where > is meant"
        case ("patience", _): text = "one bad epoch more than patience + 1 is borne"
        case ("cooldown", -1): text = "the cooldown is one epoch too short"
        case ("cooldown", _): text = "the cooldown is one epoch too long"
        case ("T_max", -1): text = "the cosine is divided by T_max − 1, not by T_max"
        default: text = "\(type.rawValue): \(parameter.name) \(offset > 0 ? "one late" : "one early")"
        }
        let name = ["patience", "cooldown"].contains(parameter.name) ? parameter.name : "boundary"
        let place = use(of: parameter.name, in: type)
        return changing(name, text, type, place: place) { $0.adding(offset, to: parameter.name) }
      }
    }
  }

  private static func ignored(_ type: SchedulerType) -> [Hypothesis] {
    let optional = type.parameters.filter {
      $0.name != "schedulers" && $0.name != "last_epoch" && $0.defaultValue != nil
    }
    return optional.map { parameter in
      changing(
        "argument-ignored",
        "\(type.rawValue): \(parameter.name) is ignored",
        type,
        place: use(of: parameter.name, in: type)
      ) { $0.with(parameter.name, nil) }
    }
  }

  /// 0 that is taken for an argument that is left out, or for no decay.
  private static func zeros(_ type: SchedulerType) -> [Hypothesis] {
    let optional = type.parameters.filter(\.isNumber)
    return optional.flatMap { parameter -> [Hypothesis] in
      let isDecay = parameter.name == "gamma" || parameter.name == "factor"
      let ways: [(String, ArgumentValue?)] =
        (parameter.defaultValue == nil || parameter.defaultValue == .number(0)
          ? [] : [("counts as left out", nil)]) + (isDecay ? [("counts as 1", .number(1.0))] : [])
      return ways.map { words, value in
        changing(
          "argument-zero",
          "\(type.rawValue): \(parameter.name) 0 \(words)",
          type,
          place: use(of: parameter.name, in: type)
        ) { spec in
          guard case .number(let given) = spec[parameter.name], given == 0 else {
            return spec
          }
          return spec.with(parameter.name, value)
        }
      }
    }
  }

  /// A count that is not above 0 and makes the schedule a constant.
  private static func constant(_ type: SchedulerType) -> [Hypothesis] {
    if type == .plateau || type.isComposite { return [] }
    return type.parameters.filter { $0.isCount && $0.isNumber }.map { parameter in
      Hypothesis(
        "argument-zero",
        "\(type.rawValue): the lr stays as it is where \(parameter.name) is not above 0",
        at: use(of: parameter.name, in: type),
        of: [type],
        Hypothesis.Change(variation: { variation in
          variation.wrap([type]) { spec, scheduler in
            guard case .number(let given) = spec.value(of: parameter.name), (try? given <= 0) ?? false else {
              return scheduler
            }
            return SteppingWrapper(scheduler, .never)
          }
        })
      )
    }
  }

  /// A list of one value for each group.
  private static func lists(_ type: SchedulerType) -> [Hypothesis] {
    type.parameters.filter { $0.kind == .perGroup || $0.kind == .functions }.flatMap { parameter in
      [true, false].map { isReversed in
        let how = isReversed ? "is in the reverse order of the groups" : "has the first value for all groups"
        @Sendable func changed<Element>(_ values: [Element]) -> [Element] {
          isReversed ? values.reversed() : values.indices.map { _ in values[0] }
        }
        return changing(
          "argument-groups",
          "\(type.rawValue): \(parameter.name) \(how)",
          type,
          place: use(of: parameter.name, in: type)
        ) { spec in
          switch spec[parameter.name] {
          case .numbers(let values): spec.with(parameter.name, .numbers(changed(values)))
          case .functions(let functions): spec.with(parameter.name, .functions(changed(functions)))
          default: spec
          }
        }
      }
    }
  }

  private static func scaled(_ type: SchedulerType) -> [Hypothesis] {
    type.parameters.filter(\.isNumber).flatMap { parameter -> [Hypothesis] in
      let place = use(of: parameter.name, in: type)
      let ways: [(String, Number)] = [("half of", 0.5), ("twice", 2)]
      return ways.map { words, factor in
        changing(
          "argument-scaled",
          "\(type.rawValue) takes \(words) \(parameter.name)",
          type,
          place: place,
          cost: 3
        ) { spec in
          switch spec.value(of: parameter.name) {
          case .number(let value):
            (try? value * factor).map { spec.with(parameter.name, .number($0)) } ?? spec
          case .numbers(let values):
            spec.with(parameter.name, .numbers(values.map { (try? $0 * factor) ?? $0 }))
          default: spec
          }
        }
      }
    }
  }

  private static func exchanged(_ type: SchedulerType) -> [Hypothesis] {
    let numbers = type.parameters.filter(\.isNumber)
    return numbers.enumerated().flatMap { index, a in
      numbers.dropFirst(index + 1).flatMap { b -> [Hypothesis] in
        @Sendable func using(_ spec: SchedulerSpec, _ value: String, for name: String) -> SchedulerSpec {
          guard let value = spec.value(of: value), value != .null else { return spec }
          return spec.with(name, value)
        }
        func taking(_ value: String, for name: String) -> Hypothesis {
          let text = "\(type.rawValue): \(value) is taken for \(name)"
          let place = use(of: name, in: type)
          return changing("argument-mistaken", text, type, place: place, cost: 3) {
            using($0, value, for: name)
          }
        }
        return [
          changing(
            "arguments-swapped",
            "\(type.rawValue): \(a.name) and \(b.name) are swapped",
            type,
            cost: 2
          ) {
            using(using($0, b.name, for: a.name), a.name, for: b.name).swapping(a.name, b.name, from: $0)
          },
          taking(b.name, for: a.name),
          taking(a.name, for: b.name),
        ]
      }
    }
  }

  /// `min` for `max`, `rel` for `abs`, `cos` for `linear`, and the reverse.
  private static func swapped(_ type: SchedulerType) -> [Hypothesis] {
    var found: [Hypothesis] = []
    for parameter in type.parameters {
      let place = use(of: parameter.name, in: type)
      if case .word(let words) = parameter.kind {
        if words.count == 2 {
          found.append(
            changing("mode", "the wrong \(parameter.name): the other one is computed", type, place: place) {
              spec in
              guard case .text(let given) = spec.value(of: parameter.name), words.contains(given) else {
                return spec
              }
              return spec.with(parameter.name, .text(words[0] == given ? words[1] : words[0]))
            }
          )
        }
        for word in words {
          found.append(
            changing(
              "mode",
              "\(type.rawValue): \(parameter.name) is always \(word)",
              type,
              place: place,
              cost: 2
            ) { spec in
              guard case .text(let given) = spec.value(of: parameter.name), words.contains(given) else {
                return spec
              }
              return spec.with(parameter.name, .text(word))
            }
          )
          for other in words where other != word && words.count > 2 {
            found.append(
              changing(
                "mode",
                "\(type.rawValue): \(parameter.name) \(word) computes \(other)",
                type,
                place: place
              ) { spec in
                spec.value(of: parameter.name) == .text(word) ? spec.with(parameter.name, .text(other)) : spec
              }
            )
          }
        }
      }
      if parameter.kind == .flag {
        for flag in [true, false] {
          found.append(
            changing(
              "mode",
              "\(type.rawValue): \(parameter.name) is always \(flag ? "True" : "False")",
              type,
              place: place,
              cost: 2
            ) { $0.with(parameter.name, .flag(flag)) }
          )
        }
        found.append(
          changing(
            "mode",
            "\(type.rawValue): \(parameter.name) means the opposite",
            type,
            place: place,
            cost: 2
          ) { spec in
            guard case .flag(let given) = spec.value(of: parameter.name) else { return spec }
            return spec.with(parameter.name, .flag(!given))
          }
        )
      }
    }
    return found
  }
}

extension SchedulerSpec {
  // Two arguments exchanged, as they are in another specification.
  fileprivate func swapping(_ a: String, _ b: String, from spec: SchedulerSpec) -> SchedulerSpec {
    guard let first = spec.value(of: a), let second = spec.value(of: b), first != .null, second != .null
    else {
      return spec
    }
    return spec.with(a, second).with(b, first)
  }

  /// The same with a number, or each of a list, changed by an offset; unchanged where it has no such argument.
  func adding(_ offset: Int, to name: String) -> SchedulerSpec {
    switch value(of: name) {
    case .number(let value): (try? value + .integer(offset)).map { with(name, .number($0)) } ?? self
    case .numbers(let values) where name == "milestones":
      with(name, .numbers(values.map { (try? $0 + .integer(offset)) ?? $0 }))
    default: self
    }
  }

  var oneCycleSteps: Double? {
    func number(_ name: String) -> Double? {
      guard case .number(let value) = value(of: name) else { return nil }
      return try? value.double()
    }
    if let total = number("total_steps") { return total }
    guard let epochs = number("epochs"), let steps = number("steps_per_epoch") else { return nil }
    return epochs * steps
  }
}
