/// Symbols with one mistake: a formula that is computed with them is written down as an implementation has it.
package struct FaultySymbol: Arithmetic {
  /// The expression.
  package let symbol: Symbol
  // Its value, where it is written in the formula.
  private var constant: Double?

  package init(_ symbol: Symbol) { self.symbol = symbol }
  package init(_ number: __shared Number) { symbol = Symbol(number) }

  package init(integerLiteral value: Int) {
    symbol = Symbol(integerLiteral: value)
    constant = Double(value)
  }

  package init(floatLiteral value: Double) {
    symbol = Symbol(floatLiteral: value)
    constant = value
  }

  private static func constants(_ a: FaultySymbol, _ b: FaultySymbol) -> FaultConstants {
    FaultConstants(first: a.constant, second: b.constant)
  }

  // One more or less; a constant is another constant.
  private func offset(by offset: Int) -> Symbol {
    if let constant, let whole = Int(exactly: constant) { return Symbol(integerLiteral: whole + offset) }
    return offset < 0 ? symbol - Symbol(integerLiteral: -offset) : symbol + Symbol(integerLiteral: offset)
  }

  private static func symbol(_ operation: FaultOperation, _ a: Symbol, _ b: Symbol) -> Symbol {
    switch operation {
    case .plus: a + b
    case .minus: a - b
    case .times: a * b
    case .divided: a / b
    case .power: a ** b
    case .floorDivided: a /% b
    case .modulo: a % b
    case .log: Symbol.log(a, base: b)
    case .minimum: Symbol.minimum(a, b)
    case .maximum: Symbol.maximum(a, b)
    }
  }

  private static func compute(_ operation: FaultOperation, _ a: FaultySymbol, _ b: FaultySymbol)
    -> FaultySymbol
  {
    switch FaultRun.current?.visit(.operation(operation, constants(a, b))) {
    case .operation(let other): FaultySymbol(symbol(other, a.symbol, b.symbol))
    case .first: a
    case .second: b
    case .swapped: FaultySymbol(symbol(operation, b.symbol, a.symbol))
    case .firstConstant(let offset): FaultySymbol(symbol(operation, a.offset(by: offset), b.symbol))
    case .secondConstant(let offset): FaultySymbol(symbol(operation, a.symbol, b.offset(by: offset)))
    default: FaultySymbol(symbol(operation, a.symbol, b.symbol))
    }
  }

  package static func + (a: FaultySymbol, b: FaultySymbol) -> FaultySymbol { compute(.plus, a, b) }
  package static func - (a: FaultySymbol, b: FaultySymbol) -> FaultySymbol { compute(.minus, a, b) }
  package static func * (a: FaultySymbol, b: FaultySymbol) -> FaultySymbol { compute(.times, a, b) }
  package static func / (a: FaultySymbol, b: FaultySymbol) -> FaultySymbol { compute(.divided, a, b) }
  package static func ** (a: FaultySymbol, b: FaultySymbol) -> FaultySymbol { compute(.power, a, b) }
  package static func /% (a: FaultySymbol, b: FaultySymbol) -> FaultySymbol { compute(.floorDivided, a, b) }
  package static func % (a: FaultySymbol, b: FaultySymbol) -> FaultySymbol { compute(.modulo, a, b) }
  package static func log(_ x: FaultySymbol, base: FaultySymbol) -> FaultySymbol { compute(.log, x, base) }
  package static func minimum(_ a: FaultySymbol, _ b: FaultySymbol) -> FaultySymbol {
    compute(.minimum, a, b)
  }
  package static func maximum(_ a: FaultySymbol, _ b: FaultySymbol) -> FaultySymbol {
    compute(.maximum, a, b)
  }

  private static func holds(_ comparison: FaultComparison, _ a: Symbol, _ b: Symbol) -> Bool {
    switch comparison {
    case .equal: a == b
    case .unequal: a != b
    case .less: a < b
    case .greater: a > b
    case .lessOrEqual: a <= b
    case .greaterOrEqual: a >= b
    }
  }

  private static func compare(_ comparison: FaultComparison, _ a: FaultySymbol, _ b: FaultySymbol) -> Bool {
    let result =
      switch FaultRun.current?.visit(.comparison(comparison, constants(a, b))) {
      case .comparison(let other): holds(other, a.symbol, b.symbol)
      case .firstConstant(let offset): holds(comparison, a.offset(by: offset), b.symbol)
      case .secondConstant(let offset): holds(comparison, a.symbol, b.offset(by: offset))
      case .always(let value): value
      default: holds(comparison, a.symbol, b.symbol)
      }
    FaultRun.current?.took(result)
    return result
  }

  package static func == (a: FaultySymbol, b: FaultySymbol) -> Bool { compare(.equal, a, b) }
  package static func != (a: FaultySymbol, b: FaultySymbol) -> Bool { compare(.unequal, a, b) }
  package static func < (a: FaultySymbol, b: FaultySymbol) -> Bool { compare(.less, a, b) }
  package static func > (a: FaultySymbol, b: FaultySymbol) -> Bool { compare(.greater, a, b) }
  package static func <= (a: FaultySymbol, b: FaultySymbol) -> Bool { compare(.lessOrEqual, a, b) }
  package static func >= (a: FaultySymbol, b: FaultySymbol) -> Bool { compare(.greaterOrEqual, a, b) }

  private func applying(_ function: FaultFunction, _ apply: (Symbol) -> Symbol) -> FaultySymbol {
    switch FaultRun.current?.visit(.function(function)) {
    case .first: self
    case .function(let other): FaultySymbol(.function(other.rawValue, [symbol]))
    case .argument(let offset): FaultySymbol(apply(self.offset(by: offset)))
    default: FaultySymbol(apply(symbol))
    }
  }

  package static func cos(_ x: FaultySymbol) -> FaultySymbol { x.applying(.cos, Symbol.cos) }
  package static func floor(_ x: FaultySymbol) -> FaultySymbol { x.applying(.floor, Symbol.floor) }
  package static func truncated(_ x: FaultySymbol) -> FaultySymbol {
    x.applying(.truncated, Symbol.truncated)
  }

  package static func count(of milestones: Milestones, upTo x: FaultySymbol) -> FaultySymbol {
    x.applying(.count) { Symbol.count(of: milestones, upTo: $0) }
  }

  package static func occurrences(of x: FaultySymbol, in milestones: Milestones) -> FaultySymbol {
    x.applying(.count) { Symbol.occurrences(of: $0, in: milestones) }
  }

  package static func call(_ function: ScheduleFunction, _ x: FaultySymbol) -> FaultySymbol {
    x.applying(.call) { Symbol.call(function, $0) }
  }

  package func named(_ name: StaticString) -> FaultySymbol { FaultySymbol(symbol.named(name)) }

  package mutating func become(_ value: FaultySymbol) {
    if case .notAssigned = FaultRun.current?.visit(.assignment) { return }
    self = FaultySymbol(value.symbol)
  }

  package static func option(_ option: ParameterGroup.Option) -> ParameterGroup.Option {
    FaultRun.current?.visit(reading: option) ?? option
  }
}
