import JSON
import Testing

@Suite("Strings that spell numbers")
struct SpelledNumberTests {
  @Test(
    "Hexadecimal floats are read exactly",
    arguments: [
      ("0x1.999999999999ap-4", 0.1), ("-0x1.999999999999ap-4", -0.1), ("+0x1p+0", 1), ("0x0.0p+0", 0.0),
      ("-0x0.0p+0", -0.0), ("-0x0p99999999999999999999", -0.0), ("0x1.8p1", 3), ("0X1.8P1", 3), ("0xAp0", 10),
      ("0x.8p0", nil), ("0x1.fffffffffffffp+1023", .greatestFiniteMagnitude),
      ("0x1p-1022", .leastNormalMagnitude),
      ("0x0.0000000000001p-1022", .leastNonzeroMagnitude), ("0x1p-1074", .leastNonzeroMagnitude),
      ("0x0.fffffffffffffp-1022", Double(bitPattern: 0x000F_FFFF_FFFF_FFFF)),
      ("0x1.00000000000000000000000000000000p0", 1), ("0x00000000000000000000000000000000000001p0", 1),
      ("0x10000000000000000000000000p-100", 1), ("0x1000000000000000000.00p-72", 1),
      ("0x1.fffffffffffff8p0", nil), ("0x1.00000000000000000000000000000001p0", nil), ("0x1p1024", nil),
      ("0x1p-1075", nil), ("0x1.8p-1074", nil), ("0x1", nil), ("0x1.8", nil), ("0x1.p0", nil), ("0xp0", nil),
      ("0x1p", nil), ("0x1p+", nil), ("0x1p0 ", nil), (" 0x1p0", nil), ("1x1p0", nil), ("0x1.8.8p0", nil),
      ("--0x1p0", nil), ("0x1p0x", nil), ("0x1p99999999999999999999", nil), ("0x", nil), ("-", nil),
      ("0", nil),
    ] as [(String, Double?)]
  )
  func hexadecimal(text: String, expected: Double?) throws {
    let node = try JSONNode(parsing: JSONValue.string(text).compact())
    if let expected {
      #expect(try node.number() == .double(expected))
      #expect(try node.double().bitPattern == expected.bitPattern)
    } else {
      #expect(message(of: try node.double()) == "expected a number, found the string \"\(text)\"")
    }
  }

  @Test("NaN and the infinities are read in one spelling each")
  func nonFinite() throws {
    let node = try JSONNode(parsing: #"["NaN", "Infinity", "-Infinity"]"#)
    let values = try node.doubles()
    #expect(values[0].isNaN)
    #expect(values[1...] == [.infinity, -.infinity])
    for text in ["inf", "nan", "-NaN", "+Infinity", "infinity", "Infinity ", "INFINITY", "", "1", "0.1"] {
      let other = try JSONNode(parsing: JSONValue.string(text).compact())
      #expect(throws: JSONError.self) { try other.number() }
    }
  }

  @Test("NaN and the infinities are written in these spellings and read back")
  func written() throws {
    let value = JSONValue.doubles([.nan, .infinity, -.infinity, -.signalingNaN])
    #expect(value.compact() == #"["NaN","Infinity","-Infinity","NaN"]"#)
    #expect(try JSONNode(parsing: value.compact()).doubles()[2] == -.infinity)
  }
}
