import LRSchedulers

/// A function of one argument, written as a Python expression: `{"expr": "0.95 ** epoch"}`.
///
/// The argument is `epoch` or `x`. Numbers, `+ - * / // % **`, parentheses, comparisons, `a if c else b`, `pi`
/// and the functions `min max abs floor ceil cos sin exp log sqrt` have Python's meaning and raise its errors.
/// Integers have any size, and a negative number to a fractional power is complex.
package struct Expression: Sendable, Equatable {
  /// The expression as it is written.
  package let source: String
  /// The values at 0, 1, …, where the function is a table.
  package let table: [Number]?
  private let syntax: ExpressionSyntax

  /// Parses an expression.
  ///
  /// - Throws: `ExpressionError` with the column of what is not understood.
  package init(_ source: String) throws(ExpressionError) {
    self.source = source
    table = nil
    syntax = try ExpressionParser.parse(source)
  }

  /// A table: `{"table": [v0, v1, …]}`.
  package init(table: [Number]) {
    source = "[\(table.map { "\($0)" }.joined(separator: ", "))][epoch]"
    self.table = table
    syntax = .literal(0)
  }

  /// The numbers that stand in it.
  package var constants: [Number] { table ?? syntax.constants }

  /// The value for an argument.
  ///
  /// - Throws: what Python raises.
  package func callAsFunction(_ x: Number) throws(PythonError) -> Number {
    try callAsFunction(x, EvaluationBudget())
  }

  /// The value for an argument, as one of many that have a budget together.
  package func callAsFunction(_ x: Number, _ budget: EvaluationBudget) throws(PythonError) -> Number {
    guard let table else { return try syntax.value(x, budget) }
    guard let index = Int(exactly: try x.double()), table.indices.contains(index) else {
      throw PythonError(.indexError, "the table has no value at \(x)")
    }
    return table[index]
  }

  /// Two expressions are equal where they are written alike.
  package static func == (a: Expression, b: Expression) -> Bool { a.source == b.source }
}
