/// An expression in the symbols of the documentation: a formula that is computed with symbols is written down.
///
/// A comparison cannot be decided. Each way is taken in turn, and what was assumed is the condition of what comes out:
/// see `pieces`.
package indirect enum Symbol: Arithmetic {
  /// A quantity, or a constant as it is written.
  case name(String)
  /// An operation of two numbers.
  case operation(FormulaOperation, Symbol, Symbol)
  /// A function.
  case function(String, [Symbol])

  /// A comparison that was assumed to hold, or not.
  package struct Condition: Sendable {
    package var a: Symbol
    package var comparison: String
    package var b: Symbol
  }

  /// One piece of a formula: what it gives under some conditions, and what the parts are that have a name.
  package struct Piece: Sendable {
    package var value: Symbol
    package var conditions: [Condition]
    package var parts: [(name: String, value: Symbol)] = []
  }

  // What the numbers of a scheduler are called, and which way each comparison goes.
  private final class Context: @unchecked Sendable {
    let names: [(number: Number, name: String)]
    let functionName: String
    var decisions: [Bool]
    var conditions: [Condition] = []
    var parts: [(name: String, value: Symbol)] = []

    init(_ names: [(Number, String)], _ functionName: String, _ decisions: [Bool]) {
      self.names = names
      self.functionName = functionName
      self.decisions = decisions
    }
  }
  @TaskLocal private static var context: Context?

  /// The pieces of a formula.
  ///
  /// - Parameters:
  ///   - names: What the numbers that the scheduler was built with are called.
  ///   - functionName: What its function is called.
  package static func pieces(
    names: [(Number, String)],
    functionName: String,
    _ formula: () throws(PythonError) -> Symbol
  ) -> [Piece] {
    var pieces: [Piece] = []
    var decisions: [Bool]? = []
    while let current = decisions {
      let context = Context(names, functionName, current)
      // A piece that raises is none.
      if let value = $context.withValue(context, operation: { try? formula() }) {
        pieces.append(Piece(value: value, conditions: context.conditions, parts: context.parts))
      }
      // The last comparison that went one way goes the other way next.
      decisions = context.decisions.lastIndex(of: true).map { context.decisions[..<$0] + [false] }
    }
    return merged(pieces)
  }

  // Where a formula gives the same whichever way a comparison goes, the comparison says nothing.
  private static func merged(_ pieces: [Piece]) -> [Piece] {
    var pieces = pieces
    var index = 0
    while index + 1 < pieces.count {
      let (a, b) = (pieces[index].conditions, pieces[index + 1].conditions)
      if a.count == b.count, let last = a.last, pieces[index].value.text == pieces[index + 1].value.text,
        zip(a.dropLast(), b.dropLast()).allSatisfy({ $0.text == $1.text }),
        b.last.map({ last.a.text == $0.a.text && last.b.text == $0.b.text }) == true
      {
        pieces.remove(at: index + 1)
        pieces[index].conditions.removeLast()
        index = max(0, index - 1)
      } else {
        index += 1
      }
    }
    return pieces
  }

  package init(_ number: __shared Number) {
    let name = Symbol.context?.names.first { $0.number == number && $0.number.isInteger == number.isInteger }?
      .name
    self = .name(name ?? "\(number)")
  }

  package init(integerLiteral value: Int) { self = .name("\(value)") }
  package init(floatLiteral value: Double) {
    self = .name(value == .pi ? "π" : value == value.rounded() ? "\(Int(value))" : "\(value)")
  }

  package static func compute(_ operation: FormulaOperation, _ a: Symbol, _ b: Symbol) -> Symbol {
    .operation(operation, a, b)
  }

  package static func compare(_ comparison: FormulaComparison, _ a: Symbol, _ b: Symbol) -> Bool {
    guard let context else { return true }
    let index = context.conditions.count
    if index == context.decisions.count { context.decisions.append(true) }
    let decision = context.decisions[index]
    let sign = decision ? comparison.signs.holds : comparison.signs.fails
    context.conditions.append(Condition(a: a, comparison: sign, b: b))
    return decision
  }

  package func named(_ name: StaticString) -> Symbol {
    guard let context = Symbol.context else { return self }
    let name = "\(name)"
    if let known = context.parts.first(where: { $0.value.text == text }) { return .name(known.name) }
    // A second part of the same kind, as of the step before, gets a prime.
    let count = context.parts.count { $0.name.hasPrefix(name) }
    let own = name + String(repeating: "′", count: count)
    context.parts.append((own, self))
    return .name(own)
  }

  package static func apply(_ function: FormulaFunction, _ x: Symbol) -> Symbol {
    .function(function == .truncated ? "int" : function.rawValue, [x])
  }
  package static func count(of milestones: Milestones, upTo x: Symbol) -> Symbol {
    .function("count", [.name("milestones ≤ "), x])
  }
  package static func occurrences(
    of x: Symbol,
    in milestones: Milestones,
    _ memo: UnsafeMutablePointer<Memo>?
  ) -> Symbol {
    .function("count", [.name("milestones = "), x])
  }
  package static func call(_ functions: ScheduleFunctions, _ x: Symbol, group: Int) -> Symbol {
    .function(context?.functionName ?? "f", [x])
  }
}

extension Symbol {
  /// The expression in plain text: `lr(t−1) · gamma`.
  package var text: String { text(within: 0) }

  private func text(within level: Int) -> String {
    switch self {
    case .name(let name): return name
    case .function("count", let arguments): return "#(" + arguments.map(\.text).joined() + ")"
    case .function(let name, let arguments):
      return "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
    case .operation(let function, let a, let b) where function.isFunction:
      return "\(function.sign)(\(a.text), \(b.text))"
    case .operation(let operation, let a, let b):
      let own = operation.level
      // What stands on the right is one number, as the order of operations decides the last bit.
      let left = a.text(within: operation == .power ? own + 1 : own)
      let right = b.text(within: operation == .power ? own : own + 1)
      let text = "\(left) \(operation.sign) \(right)"
      return own < level ? "(\(text))" : text
    }
  }
}

extension FormulaOperation {
  package var level: Int {
    switch self {
    case .plus, .minus: 1
    case .times, .divided, .floorDivided, .modulo: 2
    case .power: 3
    case .log, .minimum, .maximum: 4
    }
  }

  package var isFunction: Bool { level == 4 }

  package var sign: String {
    switch self {
    case .plus: "+"
    case .minus: "−"
    case .times: "·"
    case .divided: "/"
    case .power: "^"
    case .floorDivided: "div"
    case .modulo: "mod"
    case .log: "log"
    case .minimum: "min"
    case .maximum: "max"
    }
  }
}

extension FormulaComparison {
  // What is written where it holds, and where it does not.
  fileprivate var signs: (holds: String, fails: String) {
    switch self {
    case .equal: ("=", "≠")
    case .unequal: ("≠", "=")
    case .less: ("<", "≥")
    case .greater: (">", "≤")
    case .lessOrEqual: ("≤", ">")
    case .greaterOrEqual: ("≥", "<")
    }
  }
}

extension Symbol.Condition {
  /// `t > total_iters`.
  package var text: String { "\(a.text) \(comparison) \(b.text)" }
}
