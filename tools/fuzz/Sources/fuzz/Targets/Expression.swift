import LRConformance
import LRSchedulers

/// What is parsed has the same values within parentheses, and no other error than Python's.
func fuzzExpression(_ bytes: [UInt8]) {
  let source = String(decoding: bytes, as: UTF8.self)
  let expression: Expression
  do throws(ExpressionError) {
    expression = try Expression(source)
  } catch {
    expect(1...(source.utf8.count + 1) ~= error.column, "a column outside the text: \(error)")
    return
  }
  expect(expression.source == source, "another source")
  let enclosed = try? Expression("(\(source))")
  for argument in [0, 1, -3, 1000, 0.5, -0.0, .float(.infinity), .float(.nan)] as [Number] {
    let value = evaluate(expression, argument)
    if let enclosed {
      expect(evaluate(enclosed, argument) == value, "\(source): another value in parentheses")
    }
  }
}

private func evaluate(_ expression: Expression, _ argument: Number) -> String {
  do throws(PythonError) {
    return "\(try expression(argument))"
  } catch {
    return "\(error)"
  }
}
