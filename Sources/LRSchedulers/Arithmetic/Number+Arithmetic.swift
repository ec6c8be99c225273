/// Python's numbers: the arithmetic that is the truth.
extension Number: Arithmetic {
  package init(_ number: Number) { self = number }

  package static func ** (a: Number, b: Number) throws(PythonError) -> Number { try a.power(b) }
  package static func /% (a: Number, b: Number) throws(PythonError) -> Number { try a.floorDivided(by: b) }
  package static func % (a: Number, b: Number) throws(PythonError) -> Number { try a.modulo(b) }

  package static func != (a: Number, b: Number) -> Bool { !(a == b) }

  package static func cos(_ x: Number) throws(PythonError) -> Number { try PythonMath.cos(x) }
  package static func log(_ x: Number, base: Number) throws(PythonError) -> Number {
    try PythonMath.log(x, base: base)
  }
  package static func floor(_ x: Number) throws(PythonError) -> Number { try PythonMath.floor(x) }
  package static func truncated(_ x: Number) throws(PythonError) -> Number { try PythonMath.truncated(x) }

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
