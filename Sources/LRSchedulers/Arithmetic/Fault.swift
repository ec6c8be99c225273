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
    /// What stands there: an argument, as a mode, can choose between formulas.
    package let kind: FaultKind
  }

  /// Where the mistake is; nil for none.
  package let place: Place?
  /// What is done there.
  package let change: FaultChange
  fileprivate let log: FaultLog?

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

  /// What a scheduler that is being built takes for its mistake.
  @TaskLocal static var planted: Fault?

  /// Builds a scheduler with the mistake, which its initial step then has as well.
  package func planted<Scheduler>(
    in build: () throws(PythonError) -> Scheduler
  ) throws(PythonError) -> Scheduler {
    try Self.$planted.withValue(self) {
      Result { () throws(PythonError) in try build() }
    }.get()
  }

  /// Computes with the mistake; `FaultRun.begin` goes before each formula.
  func computing<Value>(
    _ compute: (FaultRun) throws(PythonError) -> Value
  ) throws(PythonError) -> Value {
    let run = FaultRun(self)
    return try FaultRun.$current.withValue(run) {
      Result { () throws(PythonError) in try compute(run) }
    }.get()
  }
}

/// The places that were passed, and what is there.
///
/// Used by one run at a time.
package final class FaultLog: @unchecked Sendable {
  /// The places, in the order in which they were first passed.
  package private(set) var places: [Fault.Place] = []
  private var known: Set<Fault.Place> = []

  /// An empty log.
  package init() {}

  fileprivate func note(_ place: Fault.Place) {
    if known.insert(place).inserted { places.append(place) }
  }

  /// Every mistake that there can be at the places that were passed.
  package var faults: [Fault] {
    places.flatMap { place in place.kind.changes.map { Fault(place, $0) } }
  }
}

/// Counts the operations of the formulas that are computed with a fault. Used by one thread.
package final class FaultRun: @unchecked Sendable {
  /// What counts the operations that are made now; nil where nothing does.
  @TaskLocal static var current: FaultRun?
  /// The longest integer of a faulty formula.
  static let maximumBits = 1 << 16

  private let fault: Fault
  private var formula = Formula.lr
  private var branches: [Bool] = []
  private var index = 0

  fileprivate init(_ fault: Fault) { self.fault = fault }

  /// A formula is computed from now on.
  func begin(_ formula: Formula) {
    self.formula = formula
    branches.removeAll(keepingCapacity: true)
    index = 0
  }

  /// Goes on to the next operation.
  ///
  /// - Returns: What is done instead of it; nil where the mistake is not here.
  func visit(_ kind: FaultKind) -> FaultChange? {
    defer { index += 1 }
    if let log = fault.log {
      log.note(Fault.Place(formula: formula, branches: branches, index: index, kind: kind))
      return nil
    }
    guard let place = fault.place, place.index == index, place.formula == formula, place.branches == branches,
      place.kind == kind
    else { return nil }
    return fault.change
  }

  func took(_ branch: Bool) { branches.append(branch) }
}

/// What stands at a place of a formula.
package enum FaultKind: Hashable, Sendable {
  /// An operation.
  case operation(FaultOperation, FaultConstants)
  /// A comparison.
  case comparison(FaultComparison, FaultConstants)
  /// A function of one number.
  case function(FaultFunction)
  /// An assignment.
  case assignment

  /// The mistakes that can be made there.
  package var changes: [FaultChange] {
    switch self {
    case .operation(let operation, let constants):
      operation.others.map { .operation($0) } + [.first, .second]
        + (operation.isCommutative ? [] : [.swapped]) + constants.changes
    case .comparison(let comparison, let constants):
      FaultComparison.allCases.filter { $0 != comparison }.map { .comparison($0) }
        + [.always(true), .always(false)] + constants.changes
    case .function(.call): [.argument(1), .argument(-1)]
    case .function(.count): [.first, .argument(1), .argument(-1)]
    case .function(let function): [.first] + function.others.map { .function($0) }
    case .assignment: [.notAssigned]
    }
  }
}

/// Which of an operation's two numbers are written in the formula.
package struct FaultConstants: Hashable, Sendable {
  /// The first, where it is one.
  package var first: Double?
  /// The second, where it is one.
  package var second: Double?

  fileprivate var changes: [FaultChange] {
    (first == nil ? [] : [.firstConstant(1), .firstConstant(-1)])
      + (second == nil ? [] : [.secondConstant(1), .secondConstant(-1)])
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
  /// The function is given another number.
  case argument(Int)
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
