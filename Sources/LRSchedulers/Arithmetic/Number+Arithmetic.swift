/// Python's numbers: the arithmetic that is the truth.
extension Number: Arithmetic {
  package init(_ number: Number) { self = number }

  package static func != (a: Number, b: Number) -> Bool { !(a == b) }

  package static func compute(
    _ operation: FormulaOperation,
    _ a: Number,
    _ b: Number
  ) throws(PythonError) -> Number {
    switch operation {
    case .plus: try a + b
    case .minus: try a - b
    case .times: try a * b
    case .divided: try a / b
    case .power: try a.power(b)
    case .floorDivided: try a.floorDivided(by: b)
    case .modulo: try a.modulo(b)
    case .log: try PythonMath.log(a, base: b)
    case .minimum: try b < a ? b : a
    case .maximum: try b > a ? b : a
    }
  }

  package static func compare(
    _ comparison: FormulaComparison,
    _ a: Number,
    _ b: Number
  ) throws(PythonError) -> Bool {
    switch comparison {
    case .equal: a == b
    case .unequal: a != b
    case .less: try a < b
    case .greater: try a > b
    case .lessOrEqual: try a <= b
    case .greaterOrEqual: try a >= b
    }
  }

  package static func apply(_ function: FormulaFunction, _ x: Number) throws(PythonError) -> Number {
    switch function {
    case .cos: try PythonMath.cos(x)
    case .sin: try PythonMath.sin(x)
    case .floor: try PythonMath.floor(x)
    case .ceil: try PythonMath.ceil(x)
    case .truncated: try PythonMath.truncated(x)
    case .rounded: try PythonMath.floor(x + 0.5)
    }
  }

  package static func count(of milestones: Milestones, upTo x: Number) throws(PythonError) -> Number {
    .integer(try milestones.numbers.bisectRight(x))
  }

  package static func occurrences(
    of x: Number,
    in milestones: Milestones,
    _ memo: UnsafeMutablePointer<Memo>?
  ) throws(PythonError) -> Number {
    var index = try milestones.numbers.bisectRight(x)
    let end = index
    while index > 0, milestones.numbers[index - 1] == x { index -= 1 }
    return .integer(end - index)
  }

  package static func call(_ functions: ScheduleFunctions, _ x: Number, group: Int) throws(PythonError)
    -> Number
  {
    try functions(x, group: group)
  }
}

/// A number that Swift code hands to a scheduler: an `Int`, a `Double` or a `Number`.
public protocol PythonNumber: Sendable {
  /// The number as Python has it: an `Int` is an `int`, a `Double` a `float`.
  var number: Number { get }
}

extension Number: PythonNumber {
  public var number: Number { self }
}
extension Int: PythonNumber {
  public var number: Number { .integer(self) }
}
extension Double: PythonNumber {
  public var number: Number { .float(self) }
}

extension Number: CustomStringConvertible {
  /// The number as Swift prints it.
  public var description: String {
    switch self {
    case .float(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .big(let value): value.decimal
    case .complex: "complex"
    case .tensor(let value): (try? value.double()).map { "\($0)" } ?? "complex"
    }
  }
}
