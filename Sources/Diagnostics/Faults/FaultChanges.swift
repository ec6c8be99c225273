import LRSchedulers

/// The mistakes that measure the strength of a suite.
extension FaultKind {
  /// The mistakes that can be made there.
  package var changes: [FaultChange] {
    switch self {
    case .operation(let operation, let constants):
      operation.others.map { .operation($0) } + [.first, .second]
        + (operation.isCommutative ? [] : [.swapped]) + constants.changes
    case .comparison(let comparison, let constants):
      FormulaComparison.allCases.filter { $0 != comparison }.map { .comparison($0) }
        + [.always(true), .always(false)] + constants.changes
    case .call: [.argument(1), .argument(-1)]
    case .count: [.first, .argument(1), .argument(-1)]
    case .function(let function): [.first] + function.others.map { .function($0) }
    case .assignment: [.notAssigned]
    case .option, .rate, .condition, .operand: []
    }
  }
}

extension FaultConstants {
  fileprivate var changes: [FaultChange] {
    (first == nil ? [] : [.firstConstant(1), .firstConstant(-1)])
      + (second == nil ? [] : [.secondConstant(1), .secondConstant(-1)])
  }
}

extension FormulaOperation {
  // Those that it is confused with.
  fileprivate var others: [FormulaOperation] {
    switch self {
    case .plus: [.minus]
    case .minus: [.plus]
    case .times: [.divided]
    case .divided: [.times, .floorDivided]
    case .power: [.times]
    case .floorDivided: [.divided]
    case .modulo: [.floorDivided]
    case .log: [.divided]
    case .minimum: [.maximum]
    case .maximum: [.minimum]
    }
  }
}

extension FormulaFunction {
  fileprivate var others: [FormulaFunction] {
    switch self {
    case .cos: [.sin]
    case .floor, .truncated: [.ceil]
    case .sin, .ceil, .rounded: []
    }
  }
}

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
      FormulaComparison.allCases.filter { $0 != comparison }.map { .comparison($0) }
        + [.always(true), .always(false)]
        + [.firstConstant(1), .firstConstant(-1), .secondConstant(1), .secondConstant(-1)]
    case .call, .count: [.first, .argument(1), .argument(-1)]
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

extension FormulaOperation {
  fileprivate var confused: [FormulaOperation] {
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

extension FormulaFunction {
  fileprivate var confused: [FormulaFunction] {
    switch self {
    case .cos: [.sin]
    case .floor, .truncated: [.ceil, .rounded]
    case .sin, .ceil, .rounded: []
    }
  }
}

extension Rate {
  fileprivate var confused: [Rate] {
    switch self {
    case .current: [.base, .initial, .firstBase, .currentOfMirrored]
    case .base: [.current, .baseOfMirrored]
    case .initial, .firstBase, .currentOfMirrored, .baseOfMirrored: []
    }
  }
}

extension ParameterGroup.Option {
  fileprivate var confused: [ParameterGroup.Option] {
    switch self {
    case .initialLR: [.maxLR, .minLR, .lr]
    case .maxLR: [.initialLR, .minLR, .lr]
    case .minLR: [.initialLR, .maxLR, .lr]
    case .lr: []
    case .maxMomentum: [.baseMomentum]
    case .baseMomentum: [.maxMomentum]
    case .swaLR: [.initialLR]
    }
  }
}
