/// A formula in which a mistake can be.
package enum Formula: String, Sendable, CaseIterable {
  case lr, closedForm, momentum, period, periodAtEpoch, plateau, reduction
  /// What a constructor computes from the arguments.
  case construction
  /// Whose turn it is among the children of SequentialLR.
  case turn
}

/// Mistakes in a scheduler's formulas, mostly one, or none and a log of the places where there could be one.
package struct Fault: Sendable {
  /// A place in a formula.
  package struct Place: Hashable, Sendable {
    package let formula: Formula
    /// How the comparisons before it went.
    package let branches: [Bool]
    /// How the conditions before it went that compare no numbers; nil where that is of no matter.
    package var conditions: [Bool]?
    /// How many operations, comparisons and assignments come before it.
    package let index: Int
    /// What stands there: an argument, as a mode, can choose between formulas.
    package let kind: FaultKind
  }

  /// A change of what stands at a place, or at several where a formula has the same part in each.
  package struct Mistake: Hashable, Sendable {
    package let places: [Place]
    package let change: FaultChange
  }

  package private(set) var mistakes: [Mistake] = []
  /// What the formulas are given otherwise than they should be.
  package private(set) var readings: [FaultReading] = []
  fileprivate private(set) var log: FaultLog?

  /// A mistake at a place.
  package init(_ place: Place, _ change: FaultChange) { self.init([place], change) }

  /// The same mistake at several places.
  package init(_ places: [Place], _ change: FaultChange) {
    mistakes = [Mistake(places: places, change: change)]
  }

  /// The formulas are right, and something is not what they are given.
  package init(_ reading: FaultReading) { readings = [reading] }

  /// The mistakes of two faults.
  package init(_ a: Fault, _ b: Fault) {
    (mistakes, readings) = (a.mistakes + b.mistakes, a.readings + b.readings)
  }

  /// No mistake; all places that are passed are noted.
  package init(loggingTo log: FaultLog) { self.log = log }

  /// Where the first mistake is; nil for none.
  package var place: Place? { mistakes.first?.places.first }
  /// What is done there.
  package var change: FaultChange { mistakes.first?.change ?? .notAssigned }

  /// By how much each step moves a counter.
  func stride(of counter: FaultReading.Counter) -> Int {
    for case .stride(counter, let stride) in readings { return stride }
    return 1
  }

  fileprivate func concerns(_ formula: Formula) -> Bool {
    log != nil || mistakes.contains { $0.places.contains { $0.formula == formula } }
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

  /// Computes what a constructor derives from the arguments, with the mistake that is planted.
  static func constructing<Value, E>(_ compute: () throws(E) -> Value) throws(E) -> Value {
    try planted.computing(.construction, compute)
  }
}

extension Fault? {
  /// Computes a formula, which is given `Faulty` numbers, with the mistake that there may be.
  package func computing<Value, E>(_ formula: Formula, _ compute: () throws(E) -> Value) throws(E) -> Value {
    guard let self, self.concerns(formula) else { return try compute() }
    let run = FaultRun(self, formula)
    defer { run.end() }
    return try FaultRun.$current.withValue(run) { Result { () throws(E) in try compute() } }.get()
  }
}

/// The places of the formulas that were computed. Used by one run at a time.
package final class FaultLog: @unchecked Sendable {
  /// The places, in the order in which they were first passed.
  package private(set) var places: [Fault.Place] = []
  private var known: Set<Fault.Place> = []
  /// For each place, what followed it to the end of the formula, each as a number: places that are followed by the same
  /// are one in the source, reached in several ways.
  package private(set) var tails: [Fault.Place: Set<Int>] = [:]

  package init() {}

  fileprivate func note(path: [Fault.Place]) {
    for place in path where known.insert(place).inserted { places.append(place) }
    var hash = 0
    for place in path.reversed() {
      var hasher = Hasher()
      hasher.combine(hash)
      hasher.combine(place.kind.withoutConstants)
      hash = hasher.finalize()
      tails[place, default: []].insert(hash)
    }
  }
}

/// Counts the operations of a formula that is computed with a fault. Used by one thread.
package final class FaultRun: @unchecked Sendable {
  /// What counts the operations that are made now; nil where nothing does.
  @TaskLocal static var current: FaultRun?
  /// The longest integer of a faulty formula.
  static let maximumBits = 1 << 16

  private let fault: Fault
  private let formula: Formula
  private var branches: [Bool] = []
  private var conditions: [Bool] = []
  private var index = 0
  // The places that the formula has passed, where they are noted.
  private var path: [Fault.Place] = []

  fileprivate init(_ fault: Fault, _ formula: Formula) { (self.fault, self.formula) = (fault, formula) }

  /// Goes on to the next operation.
  ///
  /// - Returns: What is done instead of it; nil where the mistake is not here.
  func visit(_ kind: FaultKind) -> FaultChange? {
    defer { index += 1 }
    return pass(kind)
  }

  /// Passes what counts as no operation: something that is read, or a condition that compares no numbers.
  func pass(_ kind: FaultKind) -> FaultChange? {
    if fault.log != nil {
      path.append(
        Fault.Place(formula: formula, branches: branches, conditions: conditions, index: index, kind: kind)
      )
    }
    for mistake in fault.mistakes {
      for place in mistake.places
      where place.index == index && place.formula == formula && place.kind == kind
        && place.branches == branches && (place.conditions ?? conditions) == conditions
      {
        return mistake.change
      }
    }
    return nil
  }

  func took(_ branch: Bool) { branches.append(branch) }

  func decided(_ condition: Bool) { conditions.append(condition) }

  fileprivate func end() { fault.log?.note(path: path) }
}

/// What stands at a place of a formula.
package enum FaultKind: Hashable, Sendable {
  case operation(FormulaOperation, FaultConstants)
  case comparison(FormulaComparison, FaultConstants)
  case function(FormulaFunction)
  /// The count of milestones.
  case count
  /// The call of a group's function.
  case call
  case assignment
  /// The reading of a group's option.
  case option(ParameterGroup.Option)
  /// The reading of a rate.
  case rate(Rate)
  /// A condition that compares no numbers, by its words.
  case condition(String, Connective)
  /// A value, by its name, and the one that it is easily taken for.
  case operand(String, String)

  /// The same, whatever is written there.
  fileprivate var withoutConstants: FaultKind {
    switch self {
    case .operation(let operation, _): .operation(operation, FaultConstants())
    case .comparison(let comparison, _): .comparison(comparison, FaultConstants())
    case .function, .count, .call, .assignment, .option, .rate, .condition, .operand: self
    }
  }
}

/// Which of an operation's two numbers are written in the formula.
package struct FaultConstants: Hashable, Sendable {
  package var first: Double?
  package var second: Double?
}

/// What is done instead of what stands at a place.
package enum FaultChange: Sendable, Hashable {
  case operation(FormulaOperation)
  case comparison(FormulaComparison)
  case function(FormulaFunction)
  /// A comparison that always goes one way.
  case always(Bool)
  /// The first number alone, or the function's argument.
  case first
  /// The second number alone.
  case second
  /// Both numbers in the other order.
  case swapped
  /// A constant is so much more.
  case firstConstant(Int), secondConstant(Int)
  /// The function is given so much more.
  case argument(Int)
  case notAssigned
  case option(ParameterGroup.Option)
  case rate(Rate)
  /// A condition, or one of its two parts, is taken for its opposite.
  case negated, negatedFirst, negatedSecond
}

/// What a formula is given otherwise than it should be, in every group and step.
package enum FaultReading: Hashable, Sendable {
  /// The epoch, or the count of steps, is so many more.
  case epoch(Int), stepCount(Int)
  /// A rate for another one: the current lr, or the base lr.
  case rate(Rate, for: Rate)
  /// The initial step is made as any other, or every step as the initial one.
  case notInitial, alwaysInitial
  /// A step moves a counter by so much, and not by 1.
  case stride(Counter, Int)
  /// The epoch for T_cur.
  case epochForCurrent
  /// The epoch as a float32 can say it.
  case epochInSinglePrecision
  /// The rates are in the reverse order of the groups, in one formula.
  case reversed(Formula)

  /// What each step counts: PyTorch's `last_epoch` and `_step_count`.
  package enum Counter: Hashable, Sendable {
    case epoch, step
  }
}

extension Moment {
  /// Changes what the formula is given.
  package mutating func misread(_ reading: FaultReading) throws(PythonError) {
    switch reading {
    case .epoch(let offset): epoch = try epoch + A(.integer(offset))
    case .stepCount(let offset): stepCount = try stepCount + A(.integer(offset))
    case .rate(let other, .base): base = value(of: other) ?? base
    case .rate(let other, _): lr = value(of: other) ?? lr
    case .notInitial: isInitial = false
    case .alwaysInitial: isInitial = true
    case .epochForCurrent: period?.current = epoch
    case .epochInSinglePrecision: epoch = others?.singleEpoch ?? epoch
    case .reversed, .stride: break
    }
  }
}
