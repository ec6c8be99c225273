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
      ("-9223372036854775808", Int.min),
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
      ("-0", -0.0), ("0.0", 0.0), ("-0.0", -0.0), ("-0e0", -0.0), ("0e5", 0.0), ("1e2", 100.0),
      ("1E+2", 100.0),
      ("0.1", 0.1), ("1.0", 1.0), ("5e-324", .leastNonzeroMagnitude),
      ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
      ("2.2250738585072014e-308", .leastNormalMagnitude),
      ("1.7976931348623157e308", .greatestFiniteMagnitude),
      ("1.7976931348623158e+308", .greatestFiniteMagnitude),
      ("-1.7976931348623157e308", -.greatestFiniteMagnitude),
      ("1e-400", 0.0), ("-1e-400", -0.0), ("1e-99999999999999999999", 0.0), ("0e99999999999999999999", 0.0),
      ("9007199254740993.0", 9_007_199_254_740_992), ("9223372036854775808", 9_223_372_036_854_775_808),
      ("-9223372036854775809", -9_223_372_036_854_775_808),
      ("18446744073709551615", 18_446_744_073_709_551_616),
      ("18446744073709551616", 18_446_744_073_709_551_616), ("-99999999999999999999", -1e20),
      ("100000000000000000000000", 1e23), ("9007199254740993000000", 9_007_199_254_740_993e6),
      ("0.000000000000000000000000000000000000000001e350", 1e308),
    ]
  )
  func doubles(text: String, expected: Double) throws {
    let node = try JSONNode(parsing: "[\(text), \(text)]").elements()[1]
    #expect(node.kind == .double)
    #expect(try node.number() == .double(expected))
    #expect(try JSONNode(parsing: text).double().bitPattern == expected.bitPattern)
  }

  @Test("Integers beyond 64 bits are read among others, at any place of a document")
  func mixed() throws {
    let node = try JSONNode(parsing: #"{"a": -0, "b": [-0, 0, 18446744073709551616], "c": "-0", "d": -0}"#)
    #expect(JSONValue(node).compact() == #"{"a":-0.0,"b":[-0.0,0,1.8446744073709552e+19],"c":"-0","d":-0.0}"#)
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
