/// A formula in which a mistake can be.
package enum Formula: String, Sendable, CaseIterable {
  case lr, closedForm, momentum, period, periodAtEpoch, plateau, reduction
}

/// One mistake in a scheduler's formulas, or none and a log of the places where there could be one.
package struct Fault: Sendable {
  /// A place in a formula.
  package struct Place: Hashable, Sendable {
    /// The formula.
    package let formula: Formula
    /// How the comparisons before it went.
    package let branches: [Bool]
    /// How many operations, comparisons and assignments come before it.
    package let index: Int
  }

  /// Where the mistake is; nil for none.
  package let place: Place?
  /// What is done there.
  package let change: FaultChange
  private let log: FaultLog?

  /// A mistake at a place.
  package init(_ place: Place, _ change: FaultChange) {
    self.place = place
    self.change = change
    log = nil
  }

  /// No mistake; all places that are passed are noted.
  package init(loggingTo log: FaultLog) {
    place = nil
    change = .notAssigned
    self.log = log
  }

  /// What counts the operations of one computation of a formula.
  func computing(_ formula: Formula) -> FaultRun { FaultRun(self, formula, log) }
}

/// The places that were passed, and what is there.
///
/// Used by one run at a time.
package final class FaultLog: @unchecked Sendable {
  /// What is at each place, in the order in which they were first passed.
  package private(set) var places: [(place: Fault.Place, kind: FaultKind)] = []
  private var known: Set<Fault.Place> = []

  /// An empty log.
  package init() {}

  fileprivate func note(_ place: Fault.Place, _ kind: FaultKind) {
    if known.insert(place).inserted { places.append((place, kind)) }
  }

  /// Every mistake that there can be at the places that were passed.
  package var faults: [Fault] {
    places.flatMap { place, kind in kind.changes.map { Fault(place, $0) } }
  }
}

/// Counts the operations of one computation of a formula. Lives as long as that.
package final class FaultRun: @unchecked Sendable {
  private let fault: Fault
  private let formula: Formula
  private let log: FaultLog?
  private var branches: [Bool] = []
  private var index = 0

  fileprivate init(_ fault: Fault, _ formula: Formula, _ log: FaultLog?) {
    self.fault = fault
    self.formula = formula
    self.log = log
  }

  /// Goes on to the next operation.
  ///
  /// - Returns: What is done instead of it; nil where the mistake is not here.
  func visit(_ kind: FaultKind) -> FaultChange? {
    defer { index += 1 }
    if let log {
      log.note(Fault.Place(formula: formula, branches: branches, index: index), kind)
      return nil
    }
    guard let place = fault.place, place.index == index, place.formula == formula, place.branches == branches
    else { return nil }
    return fault.change
  }

  func took(_ branch: Bool) { branches.append(branch) }
}

/// What stands at a place of a formula.
package enum FaultKind: Sendable {
  /// An operation; whether either number is a constant of the formula.
  case operation(FaultOperation, constants: (Bool, Bool))
  /// A comparison.
  case comparison(FaultComparison, constants: (Bool, Bool))
  /// A function of one number.
  case function(FaultFunction)
  /// An assignment.
  case assignment

  /// The mistakes that can be made there.
  package var changes: [FaultChange] {
    switch self {
    case .operation(let operation, let constants):
      operation.others.map { .operation($0) } + [.first, .second]
        + (operation.isCommutative ? [] : [.swapped])
        + Self.offsets(constants)
    case .comparison(let comparison, let constants):
      FaultComparison.allCases.filter { $0 != comparison }.map { .comparison($0) }
        + [.always(true), .always(false)] + Self.offsets(constants)
    case .function(let function): function == .call ? [] : [.first] + function.others.map { .function($0) }
    case .assignment: [.notAssigned]
    }
  }

  private static func offsets(_ constants: (Bool, Bool)) -> [FaultChange] {
    (constants.0 ? [.firstConstant(1), .firstConstant(-1)] : [])
      + (constants.1 ? [.secondConstant(1), .secondConstant(-1)] : [])
  }
}

/// What is done instead of what stands at a place.
package enum FaultChange: Sendable, Hashable {
  /// Another operation.
  case operation(FaultOperation)
  /// Another comparison.
  case comparison(FaultComparison)
  /// Another function.
  case function(FaultFunction)
  /// A comparison that always goes one way.
  case always(Bool)
  /// The first number alone, or the function's argument.
  case first
  /// The second number alone.
  case second
  /// Both numbers in the other order.
  case swapped
  /// The first number, a constant, is another.
  case firstConstant(Int)
  /// The second number, a constant, is another.
  case secondConstant(Int)
  /// The assignment is not made.
  case notAssigned
}

/// An operation of two numbers.
package enum FaultOperation: String, Sendable, CaseIterable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case power = "**"
  case floorDivided = "//"
  case modulo = "%"
  case log, minimum, maximum

  var isCommutative: Bool { [.plus, .times, .minimum, .maximum].contains(self) }

  // Those that it is confused with.
  var others: [FaultOperation] {
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

  func result(_ a: Number, _ b: Number) throws(PythonError) -> Number {
    switch self {
    case .plus: try a + b
    case .minus: try a - b
    case .times: try a * b
    case .divided: try a / b
    case .power: try a ** b
    case .floorDivided: try a /% b
    case .modulo: try a % b
    case .log: try Number.log(a, base: b)
    case .minimum: try Number.minimum(a, b)
    case .maximum: try Number.maximum(a, b)
    }
  }
}

/// A comparison of two numbers.
package enum FaultComparison: String, Sendable, CaseIterable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="

  func holds(_ a: Number, _ b: Number) throws(PythonError) -> Bool {
    switch self {
    case .equal: a == b
    case .unequal: a != b
    case .less: try a < b
    case .greater: try a > b
    case .lessOrEqual: try a <= b
    case .greaterOrEqual: try a >= b
    }
  }
}

/// A function of one number.
package enum FaultFunction: String, Sendable, CaseIterable {
  case cos, sin, floor, ceil, truncated, count, call

  var others: [FaultFunction] {
    switch self {
    case .cos: [.sin]
    case .floor, .truncated: [.ceil]
    case .sin, .ceil, .count, .call: []
    }
  }

  // Only what is put in the place of another is computed here.
  func result(_ x: Number) throws(PythonError) -> Number {
    switch self {
    case .sin: try PythonMath.sin(x)
    case .ceil: try PythonMath.ceil(x)
    case .cos, .floor, .truncated, .count, .call: x
    }
  }
}
