infix operator ** : ExponentiationPrecedence
infix operator /% : MultiplicationPrecedence
precedencegroup ExponentiationPrecedence {
  higherThan: MultiplicationPrecedence
  associativity: right
}

/// What a scheduler's formula computes with.
///
/// Each formula is written once, over this protocol. `Number` computes as Python does and is the truth; `Plain` is the
/// same for doubles and gives up where Python would do anything but IEEE arithmetic; `Symbol` writes the formula down;
/// `Faulty` makes one mistake in it.
package protocol Arithmetic: Sendable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// An argument of a scheduler, or a value that it keeps.
  init(_ number: __shared Number)

  static func + (a: Self, b: Self) throws(PythonError) -> Self
  static func - (a: Self, b: Self) throws(PythonError) -> Self
  static func * (a: Self, b: Self) throws(PythonError) -> Self
  static func / (a: Self, b: Self) throws(PythonError) -> Self
  static func ** (a: Self, b: Self) throws(PythonError) -> Self
  /// Python's `//`.
  static func /% (a: Self, b: Self) throws(PythonError) -> Self
  static func % (a: Self, b: Self) throws(PythonError) -> Self

  static func == (a: Self, b: Self) throws(PythonError) -> Bool
  static func != (a: Self, b: Self) throws(PythonError) -> Bool
  static func < (a: Self, b: Self) throws(PythonError) -> Bool
  static func > (a: Self, b: Self) throws(PythonError) -> Bool
  static func <= (a: Self, b: Self) throws(PythonError) -> Bool
  static func >= (a: Self, b: Self) throws(PythonError) -> Bool

  static func cos(_ x: Self) throws(PythonError) -> Self
  /// The cosine, where the one before may be the same.
  static func cos(_ x: Self, _ memo: UnsafeMutablePointer<Memo>?) throws(PythonError) -> Self
  static func log(_ x: Self, base: Self) throws(PythonError) -> Self
  /// Python's `math.floor(x)`.
  static func floor(_ x: Self) throws(PythonError) -> Self
  /// Python's `int(x)`.
  static func truncated(_ x: Self) throws(PythonError) -> Self

  /// Python's `min(a, b)`: the first unless the second is less, so that a NaN in front stays.
  static func minimum(_ a: Self, _ b: Self) throws(PythonError) -> Self
  /// Python's `max(a, b)`: the first unless the second is greater, so that a NaN in front stays.
  static func maximum(_ a: Self, _ b: Self) throws(PythonError) -> Self

  /// How many milestones are not greater than `x`: Python's `bisect_right`.
  static func count(of milestones: Milestones, upTo x: Self) throws(PythonError) -> Self
  /// How often `x` is among the milestones.
  static func occurrences(
    of x: Self,
    in milestones: Milestones,
    _ memo: UnsafeMutablePointer<Memo>?
  ) throws(PythonError) -> Self
  /// A group's function of a number.
  static func call(_ functions: ScheduleFunctions, _ x: Self, group: Int) throws(PythonError) -> Self

  /// A part of a formula that the documentation gives a name: the same value; where the formula is written down, a
  /// symbol of its own.
  func named(_ name: StaticString) -> Self

  /// An assignment in a scheduler that keeps state.
  mutating func become(_ value: Self)

  /// The option of a group that is read where the formula names one.
  static func option(_ option: ParameterGroup.Option) -> ParameterGroup.Option
  /// The rate that is read where the formula names one.
  static func rate(_ rate: Rate) -> Rate

  /// Conditions that compare no numbers, by their words; whether they are taken to hold.
  static func decide(_ words: String, _ a: Bool, _ connective: Connective, _ b: Bool) -> Bool
  /// A value, by its name, that is easily taken for another.
  static func operand(_ name: String, _ value: Self, not other: String, _ otherValue: Self) -> Self
}

/// A rate that a formula starts from.
package enum Rate: Hashable, Sendable {
  /// The group's lr in use.
  case current
  /// The group's base lr.
  case base
  /// `initial_lr`, as it stands in the group.
  case initial
  /// The first group's base lr.
  case firstBase
  /// The lr in use, or the base lr, of the group that has the same place from the end.
  case currentOfMirrored, baseOfMirrored
}

/// How a condition is made of others.
package enum Connective: Sendable {
  case alone, both, either

  func holds(_ a: Bool, _ b: Bool) -> Bool {
    switch self {
    case .alone: a
    case .both: a && b
    case .either: a || b
    }
  }
}

extension Arithmetic {
  package static var pi: Self { 3.141592653589793 }

  package static func cos(_ x: Self, _ memo: UnsafeMutablePointer<Memo>?) throws(PythonError) -> Self {
    try cos(x)
  }

  package static func minimum(_ a: Self, _ b: Self) throws(PythonError) -> Self { try b < a ? b : a }

  package static func maximum(_ a: Self, _ b: Self) throws(PythonError) -> Self { try b > a ? b : a }

  package func named(_ name: StaticString) -> Self { self }

  package mutating func become(_ value: Self) { self = value }

  package static func option(_ option: ParameterGroup.Option) -> ParameterGroup.Option { option }

  package static func rate(_ rate: Rate) -> Rate { rate }

  @inline(__always)
  package static func decide(_ words: String, _ a: Bool, _ connective: Connective, _ b: Bool) -> Bool {
    connective.holds(a, b)
  }

  package static func condition(_ words: String, _ holds: Bool) -> Bool { decide(words, holds, .alone, true) }

  /// Python's `a and b`.
  package static func both(_ words: String, _ a: Bool, _ b: Bool) -> Bool { decide(words, a, .both, b) }

  /// Python's `a or b`.
  package static func either(_ words: String, _ a: Bool, _ b: Bool) -> Bool { decide(words, a, .either, b) }

  @inline(__always)
  package static func operand(_ name: String, _ value: Self, not other: String, _ otherValue: Self) -> Self {
    value
  }
}
