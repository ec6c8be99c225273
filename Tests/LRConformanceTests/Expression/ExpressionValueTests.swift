import LRConformance
import LRSchedulers
import Testing

// Expression, argument and value by Python 3.11, the interpreter of the recorded values; `complex` and the names
// of errors stand for themselves.
private let precedence = """
  1 + 2 * 3 | 0 | 7
  2 * 3 + 1 | 0 | 7
  10 - 4 - 3 | 0 | 3
  100 / 10 / 2 | 0 | 5.0
  7 // 2 * 2 | 0 | 6
  7 % 4 * 2 | 0 | 6
  2 * 7 % 4 | 0 | 2
  2 ** 3 ** 2 | 0 | 512
  -2 ** 2 | 0 | -4
  2 ** -1 | 0 | 0.5
  2 ** -x | 2 | 0.25
  -x ** 2 | 3 | -9
  --x | 3 | 3
  - - -x | 3 | -3
  +x | 3 | 3
  -x % 5 | 3 | 2
  -x // 2 | 3 | -2
  2 * -3 | 0 | -6
  (1 + 2) * 3 | 0 | 9
  ((x)) | 3 | 3
  1 < 2 < 3 | 0 | 1
  3 > 2 > 2 | 0 | 0
  1 < 2 == 2 | 0 | 1
  2 == 2 != 3 | 0 | 1
  1 + 1 == 2 | 0 | 1
  (1 < 2) + 1 | 0 | 2
  x < 3 < 1 / 0 if x > 5 else 7 | 1 | 7
  5 < x < 1 / 0 | 1 | 0
  1 if x else 2 | 0 | 2
  1 if x else 2 | 4 | 1
  1 if 0 else 2 if 0 else 3 | 0 | 3
  1 if x < 2 else 1 / 0 | 1 | 1
  1 / 0 if x < 2 else 1 | 1 | ZeroDivisionError
  1 / 0 if x < 2 else 1 | 3 | 1
  (1 if 1 else 2) + 1 | 0 | 2
  1 if 1 else 2 + 1 | 0 | 1
  x if x > 1 else -x | 0.5 | -0.5
  1.5 if x != x else 0 | nan | 1.5
  0.95 ** epoch | 7 | 0.6983372960937497
  epoch + x | 3 | 6
  1/epoch | 0 | ZeroDivisionError
  x//2 | 7.5 | 3.0
  x%-2 | 7.5 | -0.5
  x>=2 | 2 | 1
  x<=2 | 2.0 | 1
  """

private let functions = """
  abs(x) | 2 | 2
  abs(x) | -2.5 | 2.5
  abs(x) | 0 | 0
  floor(x) | 2 | 2
  floor(x) | -2.5 | -3
  floor(x) | 0 | 0
  ceil(x) | 2 | 2
  ceil(x) | -2.5 | -2
  ceil(x) | 0 | 0
  cos(x) | 2 | -0.4161468365471424
  cos(x) | -2.5 | -0.8011436155469337
  cos(x) | 0 | 1.0
  sin(x) | 2 | 0.9092974268256817
  sin(x) | -2.5 | -0.5984721441039565
  sin(x) | 0 | 0.0
  exp(x) | 2 | 7.38905609893065
  exp(x) | -2.5 | 0.0820849986238988
  exp(x) | 0 | 1.0
  log(x) | 2 | 0.6931471805599453
  log(x) | -2.5 | ValueError
  log(x) | 0 | ValueError
  sqrt(x) | 2 | 1.4142135623730951
  sqrt(x) | -2.5 | ValueError
  sqrt(x) | 0 | 0.0
  min(1, 2) | 0 | 1
  max(1, 2) | 0 | 2
  min(2, 2.0) | 0 | 2
  max(2.0, 2) | 0 | 2.0
  min(3, 1, 2) | 0 | 1
  max(3, 1, 2, 9) | 0 | 9
  min(x, 1) | nan | nan
  min(1, x) | nan | 1
  max(1, 1 / x) | 0 | ZeroDivisionError
  log(8, 2) | 0 | 3.0
  log(x, 3) | 243 | 4.999999999999999
  floor(log(x, 3)) | 243 | 4
  log(x, 1) | 3 | ZeroDivisionError
  cos(pi * x) | 1 | -1.0
  1 + cos(pi * x / 10) | 3 | 1.5877852522924731
  pi | 0 | 3.141592653589793
  sqrt(2) * sqrt(2) | 0 | 2.0000000000000004
  exp(1) | 0 | 2.718281828459045
  floor(1e300) | 0 | 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
  floor(x) | inf | OverflowError
  exp(x) | 1000 | OverflowError
  """

private let literals = """
  0 | 0 | 0
  00 | 0 | 0
  7 | 0 | 7
  9223372036854775807 | 0 | 9223372036854775807
  1.5 | 0 | 1.5
  .5 | 0 | 0.5
  5. | 0 | 5.0
  1e3 | 0 | 1000.0
  1E3 | 0 | 1000.0
  1e+3 | 0 | 1000.0
  1e-3 | 0 | 0.001
  1.5e2 | 0 | 150.0
  .5e1 | 0 | 5.0
  0.1 | 0 | 0.1
  007.5 | 0 | 7.5
  1e308 | 0 | 1e+308
  5e-324 | 0 | 5e-324
  1e-400 | 0 | 0.0
  """

private let largeIntegers = """
  2 ** 100 | 0 | 1267650600228229401496703205376
  2 ** 100 % 7 | 0 | 2
  x ** 30 | 10 | 1000000000000000000000000000000
  x ** 30 / 10 ** 29 | 10 | 10.0
  10 ** 400 * 1.0 | 0 | OverflowError
  10 ** 400 / 10 ** 399 | 0 | 10.0
  (-8) ** (1 / 3) | 0 | complex
  (-8) ** (1 / 3) < 1 | 0 | TypeError
  0 ** 0 | 0 | 1
  0 ** -1 | 0 | ZeroDivisionError
  9223372036854775807 + 1 | 0 | 9223372036854775808
  """

@Suite struct ExpressionValueTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var source: String
    var argument: Number
    var value: String

    static func table(_ text: String) throws -> [Row] {
      try text.split(separator: "\n").map { line in
        let cells = line.split(separator: " | ").map { String($0.drop { $0 == " " }) }
        try #require(cells.count == 3)
        return Row(
          testDescription: String(line.drop { $0 == " " }),
          source: cells[0],
          argument: try number(cells[1]),
          value: cells[2]
        )
      }
    }

    static func number(_ text: String) throws -> Number {
      if text.allSatisfy({ $0.isNumber || $0 == "-" }), let small = Int(text) { return .integer(small) }
      return .float(try #require(Double(text)))
    }
  }

  @Test(
    arguments: try Row.table(precedence) + Row.table(functions) + Row.table(literals)
      + Row.table(largeIntegers)
  )
  func value(row: Row) throws {
    let expression = try Expression(row.source)
    let found: Number
    do {
      found = try expression(row.argument)
    } catch {
      #expect(error.kind.rawValue == row.value)
      return
    }
    try #require(PythonError.Kind(rawValue: row.value) == nil, "found \(found)")
    if case .complex = found {
      #expect(row.value == "complex")
    } else if found.isInteger {
      #expect(try text(found) == row.value)
    } else {
      #expect(!row.value.allSatisfy { $0.isNumber || $0 == "-" })
      let wanted = try #require(Double(row.value))
      #expect(try Trace.isIdentical(found.double(), wanted))
    }
  }

  // All digits of an integer of any size.
  private func text(_ integer: Number) throws -> String {
    if try integer < 0 { return "-" + (try text(-integer)) }
    var digits = ""
    var rest = integer
    repeat {
      digits = "\(Int(try rest.modulo(10).double()))" + digits
      rest = try rest.floorDivided(by: 10)
    } while try rest > 0
    return digits
  }
}
