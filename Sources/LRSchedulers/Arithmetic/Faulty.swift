/// An arithmetic with one mistake: one numbered operation, constant, comparison or assignment of a formula is another.
///
/// A place in a formula is named by the way to it: which operation it is since the formula began, and how the comparisons
/// before it went. Two steps that take the same branches so number the same operations alike. What counts them is the
/// run of the formula, `FaultRun.current`.
package struct Mistaken<Base: MistakableArithmetic>: Arithmetic {
  fileprivate let base: Base
  // The value, where it is written in the formula.
  private var constant: Double?

  fileprivate init(base: Base) { self.base = base }
  package init(_ number: __shared Number) throws(PythonError) { base = try Base(number) }

  package init(integerLiteral value: Int) {
    base = Base(integerLiteral: value)
    constant = Double(value)
  }

  package init(floatLiteral value: Double) {
    base = Base(floatLiteral: value)
    constant = value
  }

  private static func constants(_ a: Self, _ b: Self) -> FaultConstants {
    FaultConstants(first: a.constant, second: b.constant)
  }

  private func offset(by offset: Int) throws(PythonError) -> Base {
    try base.offset(by: offset, constant: constant)
  }

  private static func compute(_ operation: FaultOperation, _ a: Self, _ b: Self) throws(PythonError) -> Self {
    let base: Base
    switch FaultRun.current?.visit(.operation(operation, constants(a, b))) {
    case .operation(let other): base = try other.result(a.base, b.base)
    case .first: base = a.base
    case .second: base = b.base
    case .swapped: base = try operation.result(b.base, a.base)
    case .firstConstant(let offset): base = try operation.result(a.offset(by: offset), b.base)
    case .secondConstant(let offset): base = try operation.result(a.base, b.offset(by: offset))
    default: base = try operation.result(a.base, b.base)
    }
    return Self(base: try base.bounded())
  }

  package static func + (a: Self, b: Self) throws(PythonError) -> Self { try compute(.plus, a, b) }
  package static func - (a: Self, b: Self) throws(PythonError) -> Self { try compute(.minus, a, b) }
  package static func * (a: Self, b: Self) throws(PythonError) -> Self { try compute(.times, a, b) }
  package static func / (a: Self, b: Self) throws(PythonError) -> Self { try compute(.divided, a, b) }
  package static func ** (a: Self, b: Self) throws(PythonError) -> Self { try compute(.power, a, b) }
  package static func /% (a: Self, b: Self) throws(PythonError) -> Self {
    try compute(.floorDivided, a, b)
  }
  package static func % (a: Self, b: Self) throws(PythonError) -> Self { try compute(.modulo, a, b) }
  package static func log(_ x: Self, base: Self) throws(PythonError) -> Self {
    try compute(.log, x, base)
  }
  package static func minimum(_ a: Self, _ b: Self) throws(PythonError) -> Self {
    try compute(.minimum, a, b)
  }
  package static func maximum(_ a: Self, _ b: Self) throws(PythonError) -> Self {
    try compute(.maximum, a, b)
  }

  private static func compare(_ comparison: FaultComparison, _ a: Self, _ b: Self) throws(PythonError)
    -> Bool
  {
    let holds: Bool
    switch FaultRun.current?.visit(.comparison(comparison, constants(a, b))) {
    case .comparison(let other): holds = try other.holds(a.base, b.base)
    case .firstConstant(let offset): holds = try comparison.holds(a.offset(by: offset), b.base)
    case .secondConstant(let offset): holds = try comparison.holds(a.base, b.offset(by: offset))
    case .always(let value): holds = value
    default: holds = try comparison.holds(a.base, b.base)
    }
    FaultRun.current?.took(holds)
    return holds
  }

  package static func == (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.equal, a, b) }
  package static func != (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.unequal, a, b) }
  package static func < (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.less, a, b) }
  package static func > (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.greater, a, b) }
  package static func <= (a: Self, b: Self) throws(PythonError) -> Bool {
    try compare(.lessOrEqual, a, b)
  }
  package static func >= (a: Self, b: Self) throws(PythonError) -> Bool {
    try compare(.greaterOrEqual, a, b)
  }

  private func applying(
    _ function: FaultFunction,
    _ apply: (Base) throws(PythonError) -> Base
  ) throws(PythonError) -> Self {
    switch FaultRun.current?.visit(.function(function)) {
    case .first: Self(base: base)
    case .function(let other): Self(base: try base.applying(other))
    case .argument(let offset): Self(base: try apply(self.offset(by: offset)))
    default: Self(base: try apply(base))
    }
  }

  package static func cos(_ x: Self) throws(PythonError) -> Self { try x.applying(.cos, Base.cos) }
  package static func floor(_ x: Self) throws(PythonError) -> Self { try x.applying(.floor, Base.floor) }
  package static func truncated(_ x: Self) throws(PythonError) -> Self {
    try x.applying(.truncated, Base.truncated)
  }

  package static func count(of milestones: Milestones, upTo x: Self) throws(PythonError) -> Self {
    try x.applying(.count) { (x) throws(PythonError) in try Base.count(of: milestones, upTo: x) }
  }

  package static func occurrences(
    of x: Self,
    in milestones: Milestones,
    _ memo: UnsafeMutablePointer<Memo>?
  ) throws(PythonError) -> Self {
    try x.applying(.count) { (x) throws(PythonError) in try Base.occurrences(of: x, in: milestones, memo) }
  }

  package static func call(_ functions: ScheduleFunctions, _ x: Self, group: Int) throws(PythonError) -> Self
  {
    try x.applying(.call) { (x) throws(PythonError) in try Base.call(functions, x, group: group) }
  }

  package func named(_ name: StaticString) -> Self { Self(base: base.named(name)) }

  package mutating func become(_ value: Self) {
    switch FaultRun.current?.visit(.assignment) {
    case .notAssigned: return
    case .argument(let offset):
      // What cannot be offset stays as it is.
      self = Self(base: (try? value.offset(by: offset)) ?? value.base)
    default: self = Self(base: value.base)
    }
  }

  package static func option(_ option: ParameterGroup.Option) -> ParameterGroup.Option {
    if case .option(let other) = FaultRun.current?.pass(.option(option)) { return other }
    return option
  }

  package static func rate(_ rate: Rate) -> Rate {
    if case .rate(let other) = FaultRun.current?.pass(.rate(rate)) { return other }
    return rate
  }

  package static func condition(_ words: String, _ holds: Bool) -> Bool {
    decide(.condition(words, .alone), holds, holds) { a, _ in a }
  }

  package static func both(_ words: String, _ a: Bool, _ b: Bool) -> Bool {
    decide(.condition(words, .both), a, b) { $0 && $1 }
  }

  package static func either(_ words: String, _ a: Bool, _ b: Bool) -> Bool {
    decide(.condition(words, .either), a, b) { $0 || $1 }
  }

  private static func decide(_ kind: FaultKind, _ a: Bool, _ b: Bool, _ right: (Bool, Bool) -> Bool) -> Bool {
    guard let run = FaultRun.current else { return right(a, b) }
    let holds: Bool
    switch run.pass(kind) {
    case .always(let value): holds = value
    case .negated: holds = !right(a, b)
    case .first: holds = a
    case .second: holds = b
    case .swapped: holds = right(true, false) ? a && b : a || b
    case .negatedFirst: holds = right(!a, b)
    case .negatedSecond: holds = right(a, !b)
    default: holds = right(a, b)
    }
    run.decided(holds)
    return holds
  }

  package static func operand(_ name: String, _ value: Self, not other: String, _ otherValue: Self) -> Self {
    if case .second = FaultRun.current?.pass(.operand(name, other)) { return otherValue }
    return value
  }
}

/// An arithmetic that can be computed with a mistake.
package protocol MistakableArithmetic: Arithmetic
where IntegerLiteralType == Int, FloatLiteralType == Double {
  /// So much more, where a constant is another; the constant's value is known then.
  func offset(by offset: Int, constant: Double?) throws(PythonError) -> Self
  /// A function that is put in the place of another.
  func applying(_ function: FaultFunction) throws(PythonError) -> Self
  /// The same; an error where a mistake has made it so large that nothing else would ever be computed.
  func bounded() throws(PythonError) -> Self
}

/// Python's numbers with one mistake.
package typealias Faulty = Mistaken<Number>

extension Mistaken where Base == Number {
  package init(_ number: Number) { self.init(base: number) }

  /// The value.
  package var number: Number { base }
}

extension Number: MistakableArithmetic {
  package func offset(by offset: Int, constant: Double?) throws(PythonError) -> Number {
    try self + .integer(offset)
  }

  package func applying(_ function: FaultFunction) throws(PythonError) -> Number {
    switch function {
    case .sin: try PythonMath.sin(self)
    case .ceil: try PythonMath.ceil(self)
    case .rounded: try PythonMath.floor(self + 0.5)
    // Only what is put in the place of another is computed here.
    case .cos, .floor, .truncated, .count, .call: self
    }
  }

  package func bounded() throws(PythonError) -> Number {
    if case .big(let value) = self, value.bitWidth > FaultRun.maximumBits {
      throw PythonError(.memoryError, "an integer of more than \(FaultRun.maximumBits) bits")
    }
    return self
  }
}

/// Symbols with one mistake: a formula that is computed with them is written down as an implementation has it.
package typealias FaultySymbol = Mistaken<Symbol>

extension Mistaken where Base == Symbol {
  package init(_ symbol: Symbol) { self.init(base: symbol) }

  /// The expression.
  package var symbol: Symbol { base }
}

extension Symbol: MistakableArithmetic {
  package func offset(by offset: Int, constant: Double?) -> Symbol {
    if let constant, let whole = Int(exactly: constant) { return Symbol(integerLiteral: whole + offset) }
    return offset < 0 ? self - Symbol(integerLiteral: -offset) : self + Symbol(integerLiteral: offset)
  }

  package func applying(_ function: FaultFunction) -> Symbol { .function(function.rawValue, [self]) }
  package func bounded() -> Symbol { self }
}
