/// An expression in the symbols of the documentation: a formula that is computed with symbols is written down.
///
/// A comparison cannot be decided. Each way is taken in turn, and what was assumed is the condition of what comes out:
/// see `pieces`.
package indirect enum Symbol: Arithmetic, Equatable {
  /// A quantity, or a constant as it is written.
  case name(String)
  /// An operation of two numbers.
  case operation(FormulaOperation, Symbol, Symbol)
  /// A function.
  case function(String, [Symbol])

  /// A comparison that was assumed to hold, or not.
  package struct Condition: Sendable, Equatable {
    package var a: Symbol
    package var comparison: FormulaComparison
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
      let (one, other) = (pieces[index], pieces[index + 1])
      if let last = one.conditions.last, one.value == other.value,
        other.conditions == Array(one.conditions.dropLast()) + [last.opposite]
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
    let condition = Condition(a: a, comparison: comparison, b: b)
    context.conditions.append(decision ? condition : condition.opposite)
    return decision
  }

  package func named(_ name: StaticString) -> Symbol {
    guard let context = Symbol.context else { return self }
    let name = "\(name)"
    if let known = context.parts.first(where: { $0.value == self }) { return .name(known.name) }
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

extension Symbol.Condition {
  /// What is assumed where this is not.
  fileprivate var opposite: Symbol.Condition {
    Symbol.Condition(a: a, comparison: comparison.opposite, b: b)
  }
}

extension FormulaComparison {
  fileprivate var opposite: FormulaComparison {
    switch self {
    case .equal: .unequal
    case .unequal: .equal
    case .less: .greaterOrEqual
    case .greater: .lessOrEqual
    case .lessOrEqual: .greater
    case .greaterOrEqual: .less
    }
  }
}
