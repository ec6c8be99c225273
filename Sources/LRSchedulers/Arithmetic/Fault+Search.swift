/// The mistakes that diagnosis tries at a place: more of them than those that measure the strength of a suite.
extension FaultKind {
  /// The mistakes, the likely ones first.
  package var searched: [FaultChange] {
    switch self {
    case .operation(let operation, _):
      operation.confused.map { .operation($0) } + [.first, .second]
        + (operation.isCommutative ? [] : [.swapped])
        + [.firstConstant(1), .firstConstant(-1), .secondConstant(1), .secondConstant(-1)]
    case .comparison(let comparison, _):
      FaultComparison.allCases.filter { $0 != comparison }.map { .comparison($0) }
        + [.always(true), .always(false)]
        + [.firstConstant(1), .firstConstant(-1), .secondConstant(1), .secondConstant(-1)]
    case .function(.call), .function(.count): [.first, .argument(1), .argument(-1)]
    case .function(let function):
      [.first] + function.confused.map { .function($0) } + [.argument(1), .argument(-1)]
    case .assignment: [.notAssigned, .argument(1), .argument(-1)]
    case .option(let option):
      option.confused.map { .option($0) }
    case .rate(let rate): rate.confused.map { .rate($0) }
    case .condition(_, .alone): [.always(true), .always(false), .negated]
    case .condition:
      [.always(true), .always(false), .negated, .swapped, .first, .second, .negatedFirst, .negatedSecond]
    case .operand: [.second]
    }
  }
}

extension FaultOperation {
  fileprivate var confused: [FaultOperation] {
    switch self {
    case .plus: [.minus, .times]
    case .minus: [.plus, .times]
    case .times: [.divided, .plus, .power, .minus]
    case .divided: [.times, .floorDivided, .minus]
    case .power: [.times, .divided]
    case .floorDivided: [.divided, .modulo]
    case .modulo: [.floorDivided, .divided]
    case .log: [.divided]
    case .minimum: [.maximum]
    case .maximum: [.minimum]
    }
  }
}

extension FaultFunction {
  fileprivate var confused: [FaultFunction] {
    switch self {
    case .cos: [.sin]
    case .floor, .truncated: [.ceil, .rounded]
    case .sin, .ceil, .count, .call, .rounded: []
    }
  }
}

extension Rate {
  fileprivate var confused: [Rate] {
    switch self {
    case .current: [.base, .initial, .currentOfMirrored]
    case .base: [.current, .baseOfMirrored]
    case .initial, .currentOfMirrored, .baseOfMirrored: []
    }
  }
}

extension ParameterGroup.Option {
  fileprivate var confused: [ParameterGroup.Option] {
    switch self {
    case .initialLR: [.maxLR, .minLR]
    case .maxLR: [.initialLR, .minLR]
    case .minLR: [.initialLR, .maxLR]
    case .maxMomentum: [.baseMomentum]
    case .baseMomentum: [.maxMomentum]
    case .swaLR: [.initialLR]
    }
  }
}

/// What a formula is given otherwise than it should be, in every group and step.
package enum FaultReading: Hashable, Sendable {
  /// Another epoch: so many later.
  case epoch(Int)
  /// Another count of steps: so many more.
  case stepCount(Int)
  /// The base lr for the current one.
  case baseForCurrent
  /// The current lr for the base lr.
  case currentForBase
  /// The group's `initial_lr` for the current lr.
  case initialForCurrent
  /// The first group's base lr for all.
  case firstBase
  /// The initial step is made as any other.
  case notInitial
  /// Every step is made as the initial one.
  case alwaysInitial
  /// A step moves a counter by so much, and not by 1.
  case stride(Counter, Int)
  /// The epoch for T_cur.
  case epochForCurrent
  /// The epoch as a float32 can say it.
  case epochInSinglePrecision
  /// The rates are in the reverse order of the groups, in one formula.
  case reversed(Formula)

  /// What each step counts.
  package enum Counter: Hashable, Sendable {
    /// `last_epoch`.
    case epoch
    /// `_step_count`.
    case step
  }
}

extension Moment {
  /// Changes what the formula is given.
  mutating func misread(
    _ reading: FaultReading,
    _ group: ParameterGroup,
    _ state: EpochState
  ) throws(PythonError) {
    switch reading {
    case .epoch(let offset): epoch = try epoch + A(.integer(offset))
    case .stepCount(let offset): stepCount = try stepCount + A(.integer(offset))
    case .baseForCurrent: if let base { lr = base }
    case .currentForBase: base = lr
    case .initialForCurrent: if let initial = group.initialLR { lr = try A(initial) }
    case .firstBase: if let first = state.baseLRs.first { base = try A(first) }
    case .notInitial: isInitial = false
    case .alwaysInitial: isInitial = true
    case .epochForCurrent: period?.current = epoch
    case .epochInSinglePrecision:
      if case .integer(let exact) = state.lastEpoch, let rounded = Int(exactly: Float(exact)) {
        epoch = try A(.integer(rounded))
      }
    case .reversed, .stride: break
    }
  }
}
