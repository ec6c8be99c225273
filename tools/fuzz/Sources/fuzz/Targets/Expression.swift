import LRSchedulers
import Scenarios

/// What is parsed is no deeper than is allowed, and has the same values within parentheses, and no other error than
/// Python's.
func fuzzExpression(_ bytes: [UInt8]) {
  let source = String(decoding: bytes, as: UTF8.self)
  let expression: Expression
  do throws(ExpressionError) {
    expression = try Expression(source)
  } catch {
    expect(1...(source.utf8.count + 1) ~= error.column, "a column outside the text: \(error)")
    expect(!"\(error)".contains("\n"), "a bad message: \(error)")
    return
  }
  expect(expression.source == source, "another source")
  expect(parentheses(in: bytes) <= 25, "parentheses deeper than 25")
  let enclosed = try? Expression("(\(source))")
  // Two arguments for each text: powers take long.
  let arguments: [Number] = [0, 1, -3, 1000, 0.5, -0.0, .float(.infinity), .float(.nan)]
  for argument in [arguments[bytes.count % 8], arguments[(bytes.count + 3) % 8]] {
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

/// How many parentheses are open at once; each takes two of fifty levels.
private func parentheses(in bytes: [UInt8]) -> Int {
  var (open, most) = (0, 0)
  for byte in bytes {
    if byte == UInt8(ascii: "(") { open += 1 } else if byte == UInt8(ascii: ")") { open -= 1 }
    most = max(most, open)
  }
  return most
}
