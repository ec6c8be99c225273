import Fixtures
import LRSchedulers
import ReferencePlay
import Scenarios

/// Mistakes that show in the values alone, whatever made them.
enum ValueMistakes {
  static func all(_ scope: Scope) -> [Hypothesis] {
    let common = precisions(scope) + decimals(scope) + positive(scope) + groups(scope) + channels(scope)
    if scope.type == .plateau { return common }
    return common + shifts(scope) + (scope.types == nil ? [tensors] : [])
  }

  private static func changing(
    _ name: String,
    _ text: String,
    _ scope: Scope,
    _ method: String,
    cost: Int? = nil,
    _ change: @escaping @Sendable (Outcome, PlayedCase) -> Outcome?
  ) -> Hypothesis {
    Hypothesis(name, text, scope, method, cost: cost, Hypothesis.Change(outcome: change))
  }

  // MARK: Precision

  /// A floating-point format.
  private enum Width: CaseIterable {
    case float32, float16, bfloat16

    var name: String {
      switch self {
      case .float32: "float32"
      case .float16: "float16"
      case .bfloat16: "bfloat16"
      }
    }

    var words: String {
      switch self {
      case .float32: "the right values, computed in single precision"
      case .float16: "the right values, computed in half precision (float16)"
      case .bfloat16: "the right values, computed in bfloat16"
      }
    }

    /// Half a unit in the last place of 1, and what some dozens of operations make of it.
    var tolerance: Tolerance {
      switch self {
      case .float32: .float32
      case .float16: Tolerance(relative: 8e-3, absolute: 2e-3)
      case .bfloat16: Tolerance(relative: 4e-2, absolute: 1e-2)
      }
    }

    func rounded(_ value: Double) -> Double {
      switch self {
      case .float32: Double(Float(value))
      case .float16: half(value)
      case .bfloat16:
        // The nearest value of eight bits, ties to even.
        Double(
          Float(
            bitPattern: (Float(value).bitPattern &+ 0x7fff &+ (Float(value).bitPattern >> 16 & 1))
              & 0xffff_0000
          )
        )
      }
    }

    // Float16 is not there on every platform.
    private func half(_ value: Double) -> Double {
      guard value.isFinite, value != 0 else { return value }
      let exponent = max(value.exponent, -14)
      let unit = Double(sign: .plus, exponent: exponent - 10, significand: 1)
      let rounded = (value / unit).rounded(.toNearestOrEven) * unit
      return rounded.magnitude > 65504 ? .infinity * (value < 0 ? -1 : 1) : rounded
    }
  }

  private static var tensors: Hypothesis {
    Hypothesis(
      "tensor",
      "a Tensor lr is computed as Python's float",
      at: "LRScheduler.__init__",
      Hypothesis.Change(
        scenario: { scenario in
          scenario.changingGroups { group in
            var group = group
            if group.lr.isTensor, let value = try? group.lr.double() { group.lr = .float(value) }
            return group
          }
        },
        // A Tensor equals its value, so the scenario does not show that it is another.
        variation: { _ in }
      )
    )
  }

  /// Rates that are kept from being negative.
  private static func positive(_ scope: Scope) -> [Hypothesis] {
    [
      changing("positive", "a rate below 0 becomes 0", scope, "get_lr") { outcome, _ in
        mapped(outcome, [.lr, .lastLR, .getLR]) { max(0, $0) }
      }
    ]
  }

  private static let rates: [Channel] = [.lr, .momentum, .lastLR, .getLR]

  private static func precisions(_ scope: Scope) -> [Hypothesis] {
    Width.allCases.map { width in
      changing(width.name, width.words, scope, "get_lr", cost: scope.cost - 1) { outcome, played in
        rounded(outcome, played, width.tolerance, width.rounded)
      }
    }
  }

  private static func decimals(_ scope: Scope) -> [Hypothesis] {
    (2...9).map { digits in
      var scale = 1.0
      for _ in 0..<digits { scale *= 10 }
      let step = scale
      return changing("decimals", "values are rounded to \(digits) decimals", scope, "get_lr") { outcome, _ in
        mapped(outcome, rates) { ($0 * step).rounded(.toNearestOrEven) / step }
      }
    }
  }

  /// The observed values where they are ones that the format can hold and near enough to the right ones; otherwise the
  /// right ones in that format.
  private static func rounded(
    _ outcome: Outcome,
    _ played: PlayedCase,
    _ tolerance: Tolerance,
    _ round: (Double) -> Double
  ) -> Outcome? {
    var outcome = outcome
    for index in outcome.trace.channels.indices where rates.contains(outcome.trace.channels[index].channel) {
      let observed = outcome.trace.channels[index]
      let found = played.actual.trace[observed.channel] ?? []
      let scale = index < played.scales.count ? played.scales[index] : 0
      for column in observed.columns.indices {
        for (step, value) in observed.columns[column].enumerated() where !Undetermined.holds(value) {
          let actual =
            column < found.count && step < found[column].count ? found[column][step] : Trace.missing
          let isHeld =
            actual.isFinite && round(actual) == actual && tolerance.accepts(actual, for: value, scale: scale)
          outcome.trace.channels[index].columns[column][step] =
            isHeld ? actual : value.isFinite ? round(value) : value
        }
      }
    }
    return outcome
  }

  private static func mapped(
    _ outcome: Outcome,
    _ channels: [Channel],
    _ change: (Double) -> Double
  ) -> Outcome {
    var outcome = outcome
    for index in outcome.trace.channels.indices
    where channels.contains(outcome.trace.channels[index].channel) {
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map { column in
        column.map { $0.isFinite ? change($0) : $0 }
      }
    }
    return outcome
  }

  // MARK: Units

  /// Every learning rate times a number: the one that the first failing case begins with.
  static func factors(_ scope: Scope, _ cases: [PlayedCase]) -> [Hypothesis] {
    let first = cases.lazy.filter { played in
      played.fails && (scope.types.map { !$0.isDisjoint(with: played.scenario.schedulerTypes) } ?? true)
    }.compactMap(factor).first
    guard let factor = first else { return [] }
    let shown = factor == factor.rounded() && factor.magnitude < 1e9 ? "\(Int(factor))" : "\(Float(factor))"
    return [
      changing("constant-factor", "every learning rate is multiplied by \(shown)", scope, "get_lr") {
        outcome,
        _ in
        mapped(outcome, [.lr, .lastLR, .getLR]) { $0 * factor }
      }
    ]
  }

  // The quotient of the first values; nil where it is too near to 1 to be a unit.
  private static func factor(_ played: PlayedCase) -> Double? {
    guard let expected = played.expected.trace[.lr]?.first, let actual = played.actual.trace[.lr]?.first,
      let pair = zip(actual, expected).first(where: { $1 != 0 && $1.isFinite && $0.isFinite && $0 != 0 })
    else { return nil }
    let factor = pair.0 / pair.1
    return factor.isFinite && (factor - 1).magnitude > 1e-3 ? factor : nil
  }

  // MARK: Time

  private static func shifts(_ scope: Scope) -> [Hypothesis] {
    if scope.type?.isComposite == true { return [] }
    return [1, -1, 2, -2, 3, -3].map { steps in
      let words: String
      switch steps {
      case 1: words = "every value comes one step late: the first is there twice"
      case -1: words = "every value comes one step early: the first is skipped"
      case 1...: words = "every value comes \(steps) steps late"
      default: words = "every value comes \(-steps) steps early"
      }
      return changing("shifted", words, scope, "_initial_step") { outcome, played in
        // What is done between the steps is not shifted with them, and what follows metrics neither.
        let isPlain = played.scenario.program.allSatisfy { if case .step = $0.action { true } else { false } }
        guard isPlain, outcome.error == nil else { return nil }
        return shifted(outcome, steps)
      }
    }
  }

  private static func shifted(_ outcome: Outcome, _ steps: Int) -> Outcome {
    var outcome = outcome
    for index in outcome.trace.channels.indices {
      // Implementations that are early or late count their epochs as they please.
      let counts = !outcome.trace.channels[index].channel.isPerGroup
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map { column in
        column.indices.map { step in
          let source = max(0, step - steps)
          return source < column.count && !counts ? column[source] : Undetermined.value
        }
      }
    }
    return outcome
  }

  // MARK: Groups

  private static func groups(_ scope: Scope) -> [Hypothesis] {
    let orders: [(String, @Sendable (Int) -> [Int])] = [
      ("group 0's values for all groups", { Array(repeating: 0, count: $0) }),
      ("the last group's values for all groups", { Array(repeating: $0 - 1, count: $0) }),
      ("the groups' values are in the reverse order", { Array((0..<$0).reversed()) }),
    ]
    let reordered = orders.map { words, order in
      changing("groups", words, scope, "get_lr") { outcome, played in
        let count = played.scenario.groups.count
        guard count > 1 else { return nil }
        let sources = order(count)
        return eachColumn(outcome) { columns in
          columns.indices.map { $0 < count && columns.count >= count ? columns[sources[$0]] : columns[$0] }
        }
      }
    }
    let still: [(String, @Sendable (Int, Int) -> Bool)] = [
      ("only the first group is changed", { group, _ in group > 0 }),
      ("the first group is not changed", { group, _ in group == 0 }),
      ("the last group is not changed", { group, count in group == count - 1 && count > 1 }),
      ("groups that are added later are not changed", { group, count in group >= count }),
    ]
    return reordered
      + still.map { words, isStill in
        // Where there is one group alone, nothing is changed at all.
        changing(
          "groups",
          words,
          scope,
          scope.type == .plateau ? "_reduce_lr" : "_update_lr",
          cost: scope.cost + 1
        ) { outcome, played in
          guard played.scenario.isWithoutOutsideChange else { return nil }
          let added = played.scenario.addedGroups
          let all = played.scenario.groups + added
          var outcome = outcome
          for index in outcome.trace.channels.indices where outcome.trace.channels[index].channel == .lr {
            for column in outcome.trace.channels[index].columns.indices
            where isStill(column, played.scenario.groups.count) && column < all.count {
              let lr = (try? all[column].lr.double()) ?? .nan
              outcome.trace.channels[index].columns[column] = outcome.trace.channels[index].columns[column]
                .map {
                  Trace.isMissing($0) ? $0 : lr
                }
            }
          }
          return outcome
        }
      }
  }

  private static func eachColumn(_ outcome: Outcome, _ change: ([[Double]]) -> [[Double]]) -> Outcome {
    var outcome = outcome
    for index in outcome.trace.channels.indices where outcome.trace.channels[index].channel.isPerGroup {
      outcome.trace.channels[index].columns = change(outcome.trace.channels[index].columns)
    }
    return outcome
  }

  // MARK: One channel

  private static func channels(_ scope: Scope) -> [Hypothesis] {
    func channel(
      _ channel: Channel,
      _ name: String,
      _ words: String,
      _ method: String,
      _ change: @escaping @Sendable ([[Double]], Outcome, PlayedCase) -> [[Double]]?
    ) -> Hypothesis {
      changing(name, words, scope, method) { outcome, played in
        // These channels are the last scheduler's.
        let isOther = scope.type.map { $0 != played.scenario.schedulers.last?.type } ?? false
        if isOther, channel == .lastLR || channel == .getLR { return nil }
        guard let index = outcome.trace.channels.firstIndex(where: { $0.channel == channel }),
          let changed = change(outcome.trace.channels[index].columns, outcome, played)
        else { return nil }
        var outcome = outcome
        outcome.trace.channels[index].columns = changed
        return outcome
      }
    }
    let epochs = [1, -1].map { offset in
      channel(.lastEpoch, "last-epoch", "last_epoch is one too \(offset > 0 ? "large" : "small")", "step") {
        columns,
        _,
        _ in
        columns.map { $0.map { $0.isFinite ? $0 + Double(offset) : $0 } }
      }
    }
    let stays = channel(.lastEpoch, "last-epoch", "last_epoch is not counted", "step") { columns, _, _ in
      columns.map { column in column.map { $0.isFinite ? column.first ?? $0 : $0 } }
    }
    let stale = channel(.lastLR, "last-lr", "get_last_lr() gives the rates of the step before", "step") {
      columns,
      _,
      _ in
      columns.map { column in column.indices.map { column[max(0, $0 - 1)] } }
    }
    let alias = channel(.lastLR, "last-lr", "get_last_lr() gives the lr in use", "get_last_lr") {
      columns,
      outcome,
      played in
      var scenario = played.scenario
      scenario.explicitObserve = [.lr]
      guard let rates = outcome.trace[.lr] ?? ReferencePlayer().play(scenario).trace[.lr],
        rates.count == columns.count
      else { return nil }
      return rates
    }
    // All that is seen of it is one other number.
    let secondBeta = channel(.beta2, "second-beta", "the second beta is overwritten", "get_lr") {
      columns,
      _,
      played in
      guard let found = played.actual.trace[.beta2], found.count == columns.count,
        let value = found.lazy.flatMap({ $0 }).first(where: \.isFinite)
      else { return nil }
      return columns.map { $0.map { $0.isFinite ? value : $0 } }
    }
    let frozen = channel(.lastLR, "last-lr", "get_last_lr() gives the first rates for ever", "step") {
      columns,
      _,
      _ in
      columns.map { column in column.map { _ in column.first ?? Trace.missing } }
    }
    let current = channel(
      .getLR,
      "get-lr",
      "get_lr() outside a step gives the lr in use, not the next",
      "get_lr"
    ) {
      columns,
      outcome,
      played in
      // Without the side effects that PyTorch's get_lr() has.
      var scenario = played.scenario
      scenario.explicitObserve = [.lr]
      return ReferencePlayer().play(scenario).trace[.lr]
    }
    let first = channel(
      .lr,
      "asked-again",
      "the first value is what get_lr() gives after construction; those after it are right",
      "_initial_step"
    ) {
      columns,
      outcome,
      played in
      var scenario = played.scenario
      scenario.explicitObserve = [.getLR]
      scenario.program = []
      guard let asked = ReferencePlayer().play(scenario).trace[.getLR], asked.count == columns.count else {
        return nil
      }
      return zip(columns, asked).map { column, asked in Array(asked.prefix(1) + column.dropFirst()) }
    }
    func constructed(
      _ words: String,
      _ rates: @escaping @Sendable (SchedulerSpec, [ParameterGroup]) throws(PythonError) -> [Number]
    ) -> Hypothesis {
      channel(.lr, "first-value", "the first value is \(words); those after it are right", "_initial_step") {
        columns,
        _,
        played in
        let schedulers = played.scenario.schedulers
        guard schedulers.count == 1, let rates = try? rates(schedulers[0], played.scenario.groups) else {
          return nil
        }
        var columns = columns
        for (index, rate) in rates.enumerated() where index < columns.count && !columns[index].isEmpty {
          columns[index][0] = (try? rate.double()) ?? .nan
        }
        return columns
      }
    }
    let given = constructed("the lr that the group has") { _, groups in groups.map(\.lr) }
    let lowest = constructed("the lowest lr of the schedule") { (spec, groups) throws(PythonError) in
      try EpochFunction.lowest(spec, groups.map { $0.initialLR ?? $0.lr })
    }
    let still = channel(.momentum, "momentum-unchanged", "the momentum is left alone", "get_lr") {
      columns,
      _,
      played in
      let groups = played.scenario.groups
      return columns.enumerated().map { index, column in
        guard index < groups.count else { return column }
        let given = Optimizer(played.scenario.optimizer, groups: groups).groups[index].observedMomentum
        let value = given.flatMap { try? $0.double() } ?? .nan
        return column.map { $0.isFinite ? value : $0 }
      }
    }
    return epochs + [stays, stale, frozen, alias, secondBeta, current, first, given, lowest, still]
  }
}

extension Scenario {
  /// Whether nothing but schedulers changes the learning rates.
  var isWithoutOutsideChange: Bool {
    program.allSatisfy {
      switch $0.action {
      case .step, .stepEpochs, .stepMetrics, .addGroup, .observe: true
      case .setLR, .reload, .save, .addScheduler: false
      }
    }
  }

  /// The groups that are added in mid-program.
  var addedGroups: [ParameterGroup] {
    program.compactMap { if case .addGroup(let group) = $0.action { group } else { nil } }
  }
}
