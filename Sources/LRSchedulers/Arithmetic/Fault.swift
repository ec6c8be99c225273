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
    /// The formula.
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
    /// Where it is.
    package let places: [Place]
    /// What is done there.
    package let change: FaultChange
  }

  /// The mistakes; none where places are logged.
  package let mistakes: [Mistake]
  /// What the formulas are given otherwise than they should be.
  package var readings: [FaultReading] = []

  /// By how much each step moves a counter.
  func stride(of counter: FaultReading.Counter) -> Int {
    for case .stride(counter, let stride) in readings { return stride }
    return 1
  }
  fileprivate let log: FaultLog?

  /// Where the first mistake is; nil for none.
  package var place: Place? { mistakes.first?.places.first }
  /// What is done there.
  package var change: FaultChange { mistakes.first?.change ?? .notAssigned }

  /// A mistake at a place.
  package init(_ place: Place, _ change: FaultChange) { self.init([place], change) }

  /// The same mistake at several places.
  package init(_ places: [Place], _ change: FaultChange) {
    mistakes = [Mistake(places: places, change: change)]
    log = nil
  }

  /// The formulas are right, and something is not what they are given.
  package init(_ reading: FaultReading) {
    mistakes = []
    readings = [reading]
    log = nil
  }

  /// The mistakes of two faults.
  package init(_ a: Fault, _ b: Fault) {
    mistakes = a.mistakes + b.mistakes
    readings = a.readings + b.readings
    log = nil
  }

  /// No mistake; all places that are passed are noted.
  package init(loggingTo log: FaultLog) {
    mistakes = []
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

  /// Computes what a constructor derives from the arguments, with the mistake that is planted.
  static func constructing<Value>(
    _ right: () throws(PythonError) -> Value,
    _ faulty: () throws(PythonError) -> Value
  ) throws(PythonError) -> Value {
    guard let planted, planted.concerns(.construction) else { return try right() }
    return try planted.computing { (run) throws(PythonError) in
      run.begin(.construction)
      return try faulty()
    }
  }

  /// A condition of a constructor, with the mistake that is planted.
  static func constructing(_ words: String, _ holds: Bool) -> Bool {
    guard let planted, planted.concerns(.construction) else { return holds }
    let decided = try? planted.computing { (run) throws(PythonError) in
      run.begin(.construction)
      return Faulty.condition(words, holds)
    }
    return decided ?? holds
  }

  /// Whether a mistake is in a formula of the kind that only a search looks into.
  func concerns(_ formula: Formula) -> Bool {
    log?.isWide ?? mistakes.contains { $0.places.contains { $0.formula == formula } }
  }

  /// Computes with the mistake; `FaultRun.begin` goes before each formula.
  package func computing<Value>(
    _ compute: (FaultRun) throws(PythonError) -> Value
  ) throws(PythonError) -> Value {
    let run = FaultRun(self)
    defer { run.end() }
    return try FaultRun.$current.withValue(run) {
      Result { () throws(PythonError) in try compute(run) }
    }.get()
  }
}

/// The places of the formulas that a run has passed, with the kind of each.
///
/// Used by one run at a time.
package final class FaultLog: @unchecked Sendable {
  /// The places, in the order in which they were first passed.
  package private(set) var places: [Fault.Place] = []
  private var known: Set<Fault.Place> = []
  /// Whether constructors and the options that formulas read are noted too.
  fileprivate let isWide: Bool

  /// An empty log.
  package init(isWide: Bool = false) { self.isWide = isWide }

  /// For each place, what followed it to the end of the formula, each as a number: places that are followed by the same
  /// are one in the source, reached in several ways.
  package private(set) var tails: [Fault.Place: Set<Int>] = [:]

  fileprivate func note(_ place: Fault.Place) {
    if known.insert(place).inserted { places.append(place) }
  }

  fileprivate func note(path: [Fault.Place]) {
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

/// Counts the operations of the formulas that are computed with a fault. Used by one thread.
package final class FaultRun: @unchecked Sendable {
  /// What counts the operations that are made now; nil where nothing does.
  @TaskLocal static var current: FaultRun?
  /// The longest integer of a faulty formula.
  static let maximumBits = 1 << 16

  private let fault: Fault
  // A bit for each number that an operation with a mistake has, which most operations have not.
  private let numbers: UInt64
  private var formula = Formula.lr
  private var branches: [Bool] = []
  private var conditions: [Bool] = []
  private var index = 0
  // The places that the formula has passed, where they are noted.
  private var path: [Fault.Place] = []

  fileprivate init(_ fault: Fault) {
    self.fault = fault
    numbers = fault.mistakes.reduce(0) { bits, mistake in
      mistake.places.reduce(bits) { $0 | Self.bit($1.index) }
    }
  }

  // The same for numbers that are alike in their last six bits.
  private static func bit(_ index: Int) -> UInt64 { 1 << UInt64(index & 63) }

  /// A formula is computed from now on.
  package func begin(_ formula: Formula) {
    end()
    self.formula = formula
    branches.removeAll(keepingCapacity: true)
    conditions.removeAll(keepingCapacity: true)
    index = 0
  }

  /// Goes on to the next operation.
  ///
  /// - Returns: What is done instead of it; nil where the mistake is not here.
  func visit(_ kind: FaultKind) -> FaultChange? {
    defer { index += 1 }
    if let log = fault.log {
      let place = place(kind)
      log.note(place)
      if log.isWide { path.append(place) }
      return nil
    }
    return change(kind)
  }

  /// Passes what counts as no operation: something that is read, or a condition that compares no numbers.
  func pass(_ kind: FaultKind) -> FaultChange? {
    if let log = fault.log {
      if log.isWide {
        let place = place(kind)
        log.note(place)
        path.append(place)
      }
      return nil
    }
    return change(kind)
  }

  private func place(_ kind: FaultKind) -> Fault.Place {
    let conditions = fault.log?.isWide == true ? conditions : nil
    return Fault.Place(
      formula: formula,
      branches: branches,
      conditions: conditions,
      index: index,
      kind: kind
    )
  }

  private func change(_ kind: FaultKind) -> FaultChange? {
    if numbers & Self.bit(index) == 0 { return nil }
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

  /// The formula has been computed.
  fileprivate func end() {
    guard !path.isEmpty, let log = fault.log else { return }
    log.note(path: path)
    path.removeAll(keepingCapacity: true)
  }
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
  /// The reading of a group's option.
  case option(ParameterGroup.Option)
  /// The reading of a rate.
  case rate(Rate)
  /// A condition that compares no numbers, by its words.
  case condition(String, FaultConnective)
  /// A value, by its name, and the one that it is easily taken for.
  case operand(String, String)

  /// The same, whatever is written there.
  fileprivate var withoutConstants: FaultKind {
    switch self {
    case .operation(let operation, _): .operation(operation, FaultConstants())
    case .comparison(let comparison, _): .comparison(comparison, FaultConstants())
    case .function, .assignment, .option, .rate, .condition, .operand: self
    }
  }
}

/// Which of an operation's two numbers are written in the formula.
package struct FaultConstants: Hashable, Sendable {
  /// The first, where it is one.
  package var first: Double?
  /// The second, where it is one.
  package var second: Double?
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
  /// Another option is read.
  case option(ParameterGroup.Option)
  /// Another rate is read.
  case rate(Rate)
  /// A condition is taken for its opposite.
  case negated
  /// The first of two conditions is taken for its opposite.
  case negatedFirst
  /// The second of two conditions is taken for its opposite.
  case negatedSecond
}

/// How a condition is made of others.
package enum FaultConnective: Sendable {
  case alone, both, either
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

  package var isCommutative: Bool { [.plus, .times, .minimum, .maximum].contains(self) }

  func result<A: Arithmetic>(_ a: A, _ b: A) throws(PythonError) -> A {
    switch self {
    case .plus: try a + b
    case .minus: try a - b
    case .times: try a * b
    case .divided: try a / b
    case .power: try a ** b
    case .floorDivided: try a /% b
    case .modulo: try a % b
    case .log: try A.log(a, base: b)
    case .minimum: try A.minimum(a, b)
    case .maximum: try A.maximum(a, b)
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

  func holds<A: Arithmetic>(_ a: A, _ b: A) throws(PythonError) -> Bool {
    switch self {
    case .equal: try a == b
    case .unequal: try a != b
    case .less: try a < b
    case .greater: try a > b
    case .lessOrEqual: try a <= b
    case .greaterOrEqual: try a >= b
    }
  }
}

/// A function of one number.
package enum FaultFunction: String, Sendable, CaseIterable {
  case cos, sin, floor, ceil, truncated, rounded, count, call
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
