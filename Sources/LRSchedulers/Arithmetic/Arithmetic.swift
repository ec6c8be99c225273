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

  static func compute(_ operation: FormulaOperation, _ a: Self, _ b: Self) throws(PythonError) -> Self
  static func compare(_ comparison: FormulaComparison, _ a: Self, _ b: Self) throws(PythonError) -> Bool
  static func apply(_ function: FormulaFunction, _ x: Self) throws(PythonError) -> Self

  /// The cosine, where the one before may be the same.
  static func cos(_ x: Self, _ memo: UnsafeMutablePointer<Memo>?) throws(PythonError) -> Self
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

  package static func + (a: Self, b: Self) throws(PythonError) -> Self { try compute(.plus, a, b) }
  package static func - (a: Self, b: Self) throws(PythonError) -> Self { try compute(.minus, a, b) }
  package static func * (a: Self, b: Self) throws(PythonError) -> Self { try compute(.times, a, b) }
  package static func / (a: Self, b: Self) throws(PythonError) -> Self { try compute(.divided, a, b) }
  package static func ** (a: Self, b: Self) throws(PythonError) -> Self { try compute(.power, a, b) }
  package static func /% (a: Self, b: Self) throws(PythonError) -> Self { try compute(.floorDivided, a, b) }
  package static func % (a: Self, b: Self) throws(PythonError) -> Self { try compute(.modulo, a, b) }
  package static func log(_ x: Self, base: Self) throws(PythonError) -> Self { try compute(.log, x, base) }
  package static func minimum(_ a: Self, _ b: Self) throws(PythonError) -> Self {
    try compute(.minimum, a, b)
  }
  package static func maximum(_ a: Self, _ b: Self) throws(PythonError) -> Self {
    try compute(.maximum, a, b)
  }

  package static func == (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.equal, a, b) }
  package static func != (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.unequal, a, b) }
  package static func < (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.less, a, b) }
  package static func > (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.greater, a, b) }
  package static func <= (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.lessOrEqual, a, b) }
  package static func >= (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.greaterOrEqual, a, b) }

  package static func cos(_ x: Self) throws(PythonError) -> Self { try apply(.cos, x) }
  package static func cos(_ x: Self, _ memo: UnsafeMutablePointer<Memo>?) throws(PythonError) -> Self {
    try cos(x)
  }
  package static func floor(_ x: Self) throws(PythonError) -> Self { try apply(.floor, x) }
  package static func truncated(_ x: Self) throws(PythonError) -> Self { try apply(.truncated, x) }

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
