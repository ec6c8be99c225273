import LRSchedulers
import Testing

/// A line of a table of Python's arithmetic: `7 // -2 = -4`, `floor nan = ValueError`.
struct ArithmeticCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var operation: String
  var operands: [Number]
  /// A number, `complex`, or the name of an error.
  var result: String

  /// The lines of a table, parted by semicolons or ends of lines.
  static func table(_ text: String) throws -> [ArithmeticCase] {
    try text.split { $0 == ";" || $0 == "\n" }.map { line in
      let sides = line.split(separator: " = ")
      let words = try #require(sides.first).split(separator: " ").map(String.init)
      let isBinary = words.count == 3
      return ArithmeticCase(
        testDescription: line.trimmed,
        operation: isBinary ? words[1] : words[0],
        operands: try (isBinary ? [words[0], words[2]] : [words[1]]).map(number),
        result: String(try #require(sides.last))
      )
    }
  }

  /// Whether a closure gives the result: the same class of number with the same bits, or the same error.
  func check(_ body: ([Number]) throws(PythonError) -> Number) throws {
    let found: Number
    do {
      found = try body(operands)
    } catch {
      #expect(error.kind.rawValue == result)
      return
    }
    if case .complex = found {
      #expect(result == "complex")
      return
    }
    try #require(PythonError.Kind(rawValue: result) == nil && result != "complex", "found \(found)")
    let wanted = try ArithmeticCase.number(result)
    #expect(found.isInteger == wanted.isInteger)
    if found.isInteger {
      #expect(found == wanted)
    } else if wanted.isNaN {
      #expect(found.isNaN)
    } else {
      #expect(try found.double().bitPattern == wanted.double().bitPattern)
    }
  }

  /// Python's literal of an `int` or `float`, or a power of two `int`s.
  private static func number(_ text: String) throws -> Number {
    if let power = text.firstRange(of: "**") {
      return try number(String(text[..<power.lowerBound]))
        .power(number(String(text[power.upperBound...])))
    }
    let digits = text.drop { $0 == "-" }
    guard digits.allSatisfy(\.isNumber) else { return .float(try #require(Double(text))) }
    var value: Number = 0
    for digit in digits { value = try value * 10 + .integer(try #require(digit.wholeNumberValue)) }
    return text.hasPrefix("-") ? -value : value
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
