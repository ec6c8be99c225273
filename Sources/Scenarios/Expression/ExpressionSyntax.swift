import LRSchedulers

/// A parsed function body: Python's expression syntax, restricted to arithmetic on one argument.
indirect enum ExpressionSyntax: Sendable {
  /// The number as it stands.
  case literal(Number)
  /// `epoch` or `x`.
  case argument
  case negated(ExpressionSyntax)
  case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
  /// `a < b <= c`: each neighbour compared, 1 where all hold and else 0 (Python's `True` and `False` in arithmetic); later
  /// operands are evaluated only so far.
  case comparison(ExpressionSyntax, [(FormulaComparison, ExpressionSyntax)])
  /// `a if c else b`.
  case conditional(ExpressionSyntax, then: ExpressionSyntax, otherwise: ExpressionSyntax)
  case call(ExpressionFunction, [ExpressionSyntax])

  /// The numbers that stand in it.
  var constants: [Number] {
    switch self {
    case .literal(let number): [number]
    case .argument: []
    case .negated(let operand): operand.constants
    case .binary(_, let a, let b): a.constants + b.constants
    case .comparison(let first, let others): first.constants + others.flatMap(\.1.constants)
    case .conditional(let condition, let then, let otherwise):
      condition.constants + then.constants + otherwise.constants
    case .call(_, let operands): operands.flatMap(\.constants)
    }
  }
}

/// The operators on two numbers, with Python's meaning.
enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
}

/// The functions that an expression may call.
enum ExpressionFunction: String, Sendable, CaseIterable {
  case min, max, abs, floor, ceil, cos, sin, exp, log, sqrt

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .min, .max: 2...16
    case .log: 1...2
    default: 1...1
    }
  }
}
