import JSON
import Testing

@Suite("Numbers keep every bit")
struct NumberTests {
  @Test(
    "Integers that fit 64 bits stay integers",
    arguments: [
      ("0", 0), ("7", 7), ("-1", -1), ("9007199254740991", 9_007_199_254_740_991),
      ("9007199254740993", 9_007_199_254_740_993), ("999999999999999999", 999_999_999_999_999_999),
      ("1000000000000000000", 1_000_000_000_000_000_000), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9223372036854775806", Int.max - 1),
    ]
  )
  func integers(text: String, expected: Int) throws {
    let node = try JSONNode(parsing: text)
    #expect(node.kind == .integer)
    #expect(try node.integer() == expected)
    #expect(try node.number() == .integer(expected))
    #expect(JSONValue(node).compact() == text)
  }

  @Test(
    "Other numbers are the nearest double, sign included",
    arguments: [
      ("0.0", 0.0), ("-0.0", -0.0), ("-0e0", -0.0), ("0e5", 0.0), ("1e2", 100.0),
      ("1E+2", 100.0),
      ("0.1", 0.1), ("1.0", 1.0), ("5e-324", .leastNonzeroMagnitude),
      ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
      ("2.2250738585072014e-308", .leastNormalMagnitude),
      ("1.7976931348623157e308", .greatestFiniteMagnitude),
      ("1.7976931348623158e+308", .greatestFiniteMagnitude),
      ("-1.7976931348623157e308", -.greatestFiniteMagnitude),
      ("1e-400", 0.0), ("-1e-400", -0.0), ("1e-99999999999999999999", 0.0), ("0e99999999999999999999", 0.0),
      ("9007199254740993.0", 9_007_199_254_740_992), ("9223372036854775808.0", 9_223_372_036_854_775_808),
      // The exponent that marks integers on their way to json-c, and its like.
      ("1e+000", 1), ("18446744073709551616e+000", 18_446_744_073_709_551_616), ("-0e+000", -0.0),
      ("1.5e+000", 1.5), ("1E+000", 1), ("1e+0000", 1), ("1e+00", 1), ("1e-000", 1), ("1e000", 1),
      ("0.000000000000000000000000000000000000000001e350", 1e308),
    ]
  )
  func doubles(text: String, expected: Double) throws {
    let node = try JSONNode(parsing: "[\(text), \(text)]").elements()[1]
    #expect(node.kind == .double)
    #expect(try node.number() == .double(expected))
    #expect(try JSONNode(parsing: text).double().bitPattern == expected.bitPattern)
  }

  @Test(
    "Integers beyond 64 bits keep every digit, and are rounded once where a double is asked for",
    arguments: [
      ("9223372036854775808", 9_223_372_036_854_775_808),
      ("-9223372036854775809", -9_223_372_036_854_775_808),
      ("18446744073709551615", 18_446_744_073_709_551_616),
      ("18446744073709551616", 18_446_744_073_709_551_616), ("-99999999999999999999", -1e20),
      ("100000000000000000000000", 1e23), ("9007199254740993000000", 9_007_199_254_740_993e6),
      ("340282366920938463463374607431768211457", 0x1p128),
    ]
  )
  func wideIntegers(text: String, expected: Double) throws {
    let node = try JSONNode(parsing: "[\(text), \(text)]").elements()[1]
    #expect(node.kind == .integer)
    #expect(try node.number() == .wideInteger(text))
    #expect(try node.number().asDouble == expected)
    #expect(try JSONNode(parsing: text).double().bitPattern == expected.bitPattern)
    #expect(try JSONNode(parsing: "[\(text)]").doubles() == [expected])
    #expect(JSONValue(node) == .wideInteger(text))
    #expect(JSONValue(node).compact() == text)
    #expect(JSONValue(node).canonical() == text + "\n")
    #expect(message(of: try node.integer()) == "[1]: expected an integer of at most 64 bits, found \(text)")
    #expect(
      message(of: try node.integer(in: 0...9)) == "[1]: expected an integer from 0 to 9, found \(text)"
    )
  }

  @Test("-0 is the integer 0, as in Python; as a double it keeps its sign")
  func negativeZero() throws {
    let node = try JSONNode(parsing: "-0")
    #expect(node.kind == .integer)
    #expect(try node.number() == .integer(0))
    #expect(try node.integer() == 0)
    #expect(JSONValue(node) == .integer(0))
    #expect(try node.double().sign == .minus)
    #expect(try JSONNode(parsing: "[-0, 0]").doubles().map(\.sign) == [.minus, .plus])
  }

  @Test("An integer beyond the doubles is exact, and refused where a double is asked for")
  func beyondDoubles() throws {
    let text = "1" + String(repeating: "0", count: 400)
    let node = try JSONNode(parsing: "[\(text), -\(text), 1]")
    #expect(try node.elements()[0].number() == .wideInteger(text))
    #expect(try node.elements()[1].number() == .wideInteger("-" + text))
    #expect(JSONValue(node).compact() == "[\(text),-\(text),1]")
    let problem = "expected a number that a double holds, found an integer of 401 digits"
    #expect(message(of: try node.elements()[0].double()) == "[0]: \(problem)")
    #expect(message(of: try node.doubles()) == "[0]: \(problem)")
  }

  @Test("An integer beyond the doubles and another make no long array, whatever stands for those")
  func likeAStandIn() throws {
    let huge = "1" + String(repeating: "0", count: 999)
    let column = Array(repeating: "0.5", count: 2000).joined(separator: ", ")
    let node = try JSONNode(parsing: "[[\(huge), 0], [\(column)]]").elements()
    #expect(try node[0].count() == 2)
    #expect(try node[0].elements()[0].number() == .wideInteger(huge))
    #expect(try node[1].doubles() == Array(repeating: 0.5, count: 2000))
  }

  @Test("Integers beyond 64 bits are read among others, at any place of a document")
  func mixed() throws {
    let node = try JSONNode(
      parsing: #"{"a": -0, "b": [-0, 0, 18446744073709551616, 2e+000], "c": "-0", "d": -9223372036854775809}"#
    )
    #expect(
      JSONValue(node).compact()
        == #"{"a":0,"b":[0,0,18446744073709551616,2.0],"c":"-0","d":-9223372036854775809}"#
    )
  }

  @Test("Numbers of many digits are rounded once")
  func manyDigits() throws {
    let half = "9007199254740993"
    #expect(
      try JSONNode(parsing: "\(half).\(String(repeating: "0", count: 500))").double() == 9_007_199_254_740_992
    )
    #expect(
      try JSONNode(parsing: "\(half).\(String(repeating: "0", count: 500))1").double()
        == 9_007_199_254_740_994
    )
    #expect(try JSONNode(parsing: "1" + String(repeating: "0", count: 308)).double() == 1e308)
    #expect(try JSONNode(parsing: "0." + String(repeating: "0", count: 400) + "1e401").double() == 1)
  }

  @Test("Any double is read back with the same bits", arguments: 0..<4)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var values: [Double] = []
    while values.count < 5000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { values.append(value) }
      values.append(Double.random(in: -1...1, using: &generator))
      values.append(Double(bitPattern: generator.next() >> 12))
      values.append(Double(Int64.random(in: -(1 << 60)...1 << 60, using: &generator)))
    }
    let expected = values.map(\.bitPattern)
    let bulk = JSONValue.doubles(values)
    let compact = try JSONNode(parsing: bulk.compact())
    #expect(try compact.doubles().map(\.bitPattern) == expected)
    #expect(try compact.elements().allSatisfy { $0.kind == .double })
    #expect(try JSONNode(parsing: bulk.canonical()).doubles().map(\.bitPattern) == expected)
    #expect(bulk.compact() == JSONValue.array(values.map { .double($0) }).compact())
  }
}
