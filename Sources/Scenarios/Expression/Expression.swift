import LRSchedulers

/// A function of one argument, written as a Python expression: `{"expr": "0.95 ** epoch"}`.
///
/// The argument is `epoch` or `x`. Numbers, `+ - * / // % **`, parentheses, comparisons, `a if c else b`, `pi`
/// and the functions `min max abs floor ceil cos sin exp log sqrt` have Python's meaning and raise its errors.
/// Integers have any size, and a negative number to a fractional power is complex.
package struct Expression: Sendable, Equatable {
  /// The expression as it is written.
  package let source: String
  private let syntax: ExpressionSyntax

  /// Parses an expression.
  ///
  /// - Throws: `ExpressionError` with the column of what is not understood.
  package init(_ source: String) throws(ExpressionError) {
    self.source = source
    syntax = try ExpressionParser.parse(source)
  }

  /// The value for an argument.
  ///
  /// - Throws: what Python raises.
  package func callAsFunction(_ x: Number) throws(PythonError) -> Number {
    try syntax.value(x, EvaluationBudget())
  }

  /// The value for an argument, as one of many that have a budget together.
  package func callAsFunction(_ x: Number, _ budget: EvaluationBudget) throws(PythonError) -> Number {
    try syntax.value(x, budget)
  }

  /// Two expressions are equal where they are written alike.
  package static func == (a: Expression, b: Expression) -> Bool { a.source == b.source }
}
