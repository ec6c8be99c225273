/// An arithmetic with one mistake: one numbered operation, constant, comparison or assignment of a formula is another.
///
/// A place in a formula is named by the way to it: which operation it is since the formula began, and how the comparisons
/// before it went. Two steps that take the same branches so number the same operations alike. What counts them is the
/// run of the formula, `FaultRun.current`; without one there is no mistake.
package struct Mistaken<Base: MistakableArithmetic>: Arithmetic {
  fileprivate let base: Base
  // The value, where it is written in the formula.
  private var constant: Double?

  fileprivate init(base: Base) { self.base = base }
  package init(_ number: __shared Number) { base = Base(number) }

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

  package static func compute(_ operation: FormulaOperation, _ a: Self, _ b: Self) throws(PythonError) -> Self
  {
    guard let run = FaultRun.current else { return Self(base: try Base.compute(operation, a.base, b.base)) }
    let base: Base
    switch run.visit(.operation(operation, constants(a, b))) {
    case .operation(let other): base = try Base.compute(other, a.base, b.base)
    case .first: base = a.base
    case .second: base = b.base
    case .swapped: base = try Base.compute(operation, b.base, a.base)
    case .firstConstant(let offset): base = try Base.compute(operation, a.offset(by: offset), b.base)
    case .secondConstant(let offset): base = try Base.compute(operation, a.base, b.offset(by: offset))
    default: base = try Base.compute(operation, a.base, b.base)
    }
    return Self(base: try base.bounded())
  }

  package static func compare(_ comparison: FormulaComparison, _ a: Self, _ b: Self) throws(PythonError)
    -> Bool
  {
    let run = FaultRun.current
    let holds: Bool
    switch run?.visit(.comparison(comparison, constants(a, b))) {
    case .comparison(let other): holds = try Base.compare(other, a.base, b.base)
    case .firstConstant(let offset): holds = try Base.compare(comparison, a.offset(by: offset), b.base)
    case .secondConstant(let offset): holds = try Base.compare(comparison, a.base, b.offset(by: offset))
    case .always(let value): holds = value
    default: holds = try Base.compare(comparison, a.base, b.base)
    }
    run?.took(holds)
    return holds
  }

  private func applying(
    _ kind: FaultKind,
    _ apply: (Base) throws(PythonError) -> Base
  ) throws(PythonError) -> Self {
    switch FaultRun.current?.visit(kind) {
    case .first: Self(base: base)
    case .function(let other): Self(base: try Base.apply(other, base))
    case .argument(let offset): Self(base: try apply(self.offset(by: offset)))
    default: Self(base: try apply(base))
    }
  }

  package static func apply(_ function: FormulaFunction, _ x: Self) throws(PythonError) -> Self {
    try x.applying(.function(function)) { (x) throws(PythonError) in try Base.apply(function, x) }
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

  package static func decide(_ words: String, _ a: Bool, _ connective: Connective, _ b: Bool) -> Bool {
    guard let run = FaultRun.current else { return connective.holds(a, b) }
    let holds: Bool
    switch run.pass(.condition(words, connective)) {
    case .always(let value): holds = value
    case .negated: holds = !connective.holds(a, b)
    case .first: holds = a
    case .second: holds = b
    case .swapped: holds = connective == .either ? a && b : a || b
    case .negatedFirst: holds = connective.holds(!a, b)
    case .negatedSecond: holds = connective.holds(a, !b)
    default: holds = connective.holds(a, b)
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
  /// The same; an error where a mistake has made it so large that nothing else would ever be computed.
  func bounded() throws(PythonError) -> Self
}

/// Python's numbers, with one mistake or none.
package typealias Faulty = Mistaken<Number>

extension Mistaken where Base == Number {
  package var number: Number { base }
}

extension Number: MistakableArithmetic {
  package func offset(by offset: Int, constant: Double?) throws(PythonError) -> Number {
    try self + .integer(offset)
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

  package var symbol: Symbol { base }
}

extension Symbol: MistakableArithmetic {
  package func offset(by offset: Int, constant: Double?) -> Symbol {
    if let constant, let whole = Int(exactly: constant) { return Symbol(integerLiteral: whole + offset) }
    return .operation(offset < 0 ? .minus : .plus, self, Symbol(integerLiteral: abs(offset)))
  }

  package func bounded() -> Symbol { self }
}
