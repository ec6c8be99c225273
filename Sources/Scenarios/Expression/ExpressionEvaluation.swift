import LRSchedulers

extension ExpressionSyntax {
  /// The expression's value for an argument.
  ///
  /// - Throws: what Python raises.
  func value(_ x: Number, _ budget: EvaluationBudget) throws(PythonError) -> Number {
    switch self {
    case .literal(let number):
      return number
    case .argument:
      return x
    case .negated(let operand):
      return -(try operand.value(x, budget))
    case .binary(let operation, let left, let right):
      let (a, b) = (try left.value(x, budget), try right.value(x, budget))
      try budget.charge(operation, a, b)
      return try operation.apply(a, b)
    case .comparison(let first, let rest):
      var left = try first.value(x, budget)
      for (comparison, operand) in rest {
        let right = try operand.value(x, budget)
        if try !Number.compare(comparison, left, right) { return 0 }
        left = right
      }
      return 1
    case .conditional(let condition, let then, let otherwise):
      return try condition.value(x, budget) == 0 ? otherwise.value(x, budget) : then.value(x, budget)
    case .call(let function, let arguments):
      return try function.apply(arguments, x, budget)
    }
  }
}

extension BinaryOperator {
  func apply(_ a: Number, _ b: Number) throws(PythonError) -> Number {
    switch self {
    case .add: try a + b
    case .subtract: try a - b
    case .multiply: try a * b
    case .divide: try a / b
    case .floorDivide: try a.floorDivided(by: b)
    case .modulo: try a.modulo(b)
    case .power: try a.power(b)
    }
  }
}

extension ExpressionFunction {
  func apply(
    _ arguments: [ExpressionSyntax],
    _ x: Number,
    _ budget: EvaluationBudget
  ) throws(PythonError) -> Number {
    guard var first = try arguments.first?.value(x, budget) else { return 0 }
    switch self {
    case .abs: return try PythonMath.abs(first)
    case .floor: return try PythonMath.floor(first)
    case .ceil: return try PythonMath.ceil(first)
    case .cos: return try PythonMath.cos(first)
    case .sin: return try PythonMath.sin(first)
    case .exp: return try PythonMath.exp(first)
    case .sqrt: return try PythonMath.sqrt(first)
    case .log:
      guard arguments.count > 1 else { return try PythonMath.log(first) }
      return try PythonMath.log(first, base: arguments[1].value(x, budget))
    case .min, .max:
      // Python evaluates all arguments before it compares any. Mostly there are two.
      if arguments.count == 2 {
        let second = try arguments[1].value(x, budget)
        return try self == .min ? Number.minimum(first, second) : Number.maximum(first, second)
      }
      var rest: [Number] = []
      for argument in arguments.dropFirst() { rest.append(try argument.value(x, budget)) }
      for other in rest {
        first = try self == .min ? Number.minimum(first, other) : Number.maximum(first, other)
      }
      return first
    }
  }
}
