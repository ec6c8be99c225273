import LRSchedulers
import Scenarios
import Testing

/// A line of a table of Python's values: an expression, its argument, and a number or the name of an error.
struct ExpressionRow: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var source: String
  var argument: Number
  var value: String

  static func table(_ text: String) throws -> [ExpressionRow] {
    try text.split(separator: "\n").map { line in
      let cells = line.split(separator: " | ").map { String($0.drop { $0 == " " }) }
      try #require(cells.count == 3)
      return ExpressionRow(
        testDescription: String(line.drop { $0 == " " }),
        source: cells[0],
        argument: try number(cells[1]),
        value: cells[2]
      )
    }
  }

  private static func number(_ text: String) throws -> Number {
    if text.allSatisfy({ $0.isNumber || $0 == "-" }), let small = Int(text) { return .integer(small) }
    return .float(try #require(Double(text)))
  }

  /// Expects the value, to the bit, or the error.
  func check() throws {
    let expression = try Expression(source)
    let found: Number
    do {
      found = try expression(argument)
    } catch {
      #expect(error.kind.rawValue == value)
      return
    }
    try #require(PythonError.Kind(rawValue: value) == nil, "found \(found)")
    switch found {
    case .complex(let found):
      let parts = try value.split(separator: " ").dropFirst().map { try #require(Double($0)) }
      try #require(parts.count == 2, "found \(found)")
      #expect(Trace.isIdentical(found.real, parts[0]) && Trace.isIdentical(found.imaginary, parts[1]))
    case .integer(let found): #expect("\(found)" == value)
    case .big(let found): #expect(found.decimal == value)
    case .float(let found):
      #expect(!value.allSatisfy { $0.isNumber || $0 == "-" })
      let wanted = try #require(Double(value))
      #expect(Trace.isIdentical(found, wanted))
    case .tensor: Issue.record("a Tensor")
    }
  }
}
