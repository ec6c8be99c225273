import JSON
import Testing

@Suite("Writing values on one line")
struct WritingTests {
  @Test("Literals of every kind, in the order given")
  func literals() {
    let value: JSONValue = ["b": nil, "a": [true, 1, 1.0, -0.0, "x"], "c": [:], "d": []]
    #expect(value.compact() == #"{"b":null,"a":[true,1,1.0,-0.0,"x"],"c":{},"d":[]}"#)
    #expect(value.compactBytes() == Array(value.compact().utf8))
  }

  @Test(
    "Doubles are shortest and never look like integers",
    arguments: [
      (0.1, "0.1"), (5e-05, "5e-05"), (1e16, "1e+16"), (100, "100.0"), (-0.0, "-0.0"),
      (.leastNonzeroMagnitude, "5e-324"),
      (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (1 / 3, "0.3333333333333333"),
    ]
  )
  func doubles(value: Double, expected: String) {
    #expect(JSONValue.double(value).compact() == expected)
    #expect(JSONValue.doubles([value]).compact() == "[\(expected)]")
  }

  @Test("Strings escape quotes, backslashes and controls, and nothing else")
  func strings() throws {
    let text = "/ \" \\ \n \r \t \u{8} \u{C} \u{0} \u{1F} \u{7F} \u{80} é 😀 \u{2028}"
    let written = JSONValue.string(text).compact()
    #expect(written == #""/ \" \\ \n \r \t \b \f \u0000 \u001f \u007f "# + "\u{80} é 😀 \u{2028}\"")
    #expect(try JSONNode(parsing: written).string() == text)
  }

  @Test("Every ASCII character and any text of random characters is read back")
  func stringRoundTrip() throws {
    var generator = SeededGenerator(seed: 5)
    let ascii = String(String.UnicodeScalarView((0..<128).compactMap { Unicode.Scalar($0) }))
    var texts = [ascii, ""]
    for _ in 0..<200 {
      let scalars = (0..<20).compactMap { _ in
        Unicode.Scalar(
          UInt32.random(in: 0...(Bool.random(using: &generator) ? 0xFF : 0x10FFFF), using: &generator)
        )
      }
      texts.append(String(String.UnicodeScalarView(scalars)))
    }
    let object = JSONValue.object(texts.filter { !$0.utf8.contains(0) }.map { JSONMember($0, .string($0)) })
    let written = JSONValue.array(texts.map { .string($0) }).compact()
    #expect(!written.utf8.contains(0x0A))
    for (node, text) in zip(try JSONNode(parsing: written).elements(), texts) {
      #expect(try node.string().utf8.elementsEqual(text.utf8))
    }
    #expect(JSONValue(try JSONNode(parsing: object.compact())) == object)
  }

  @Test("Doubles with the bits chosen for null are written as null")
  func nulls() throws {
    let value = JSONValue.doubles([0.5, .nan, 1], null: .nan)
    #expect(value.compact() == "[0.5,null,1.0]")
    #expect(JSONValue.doubles([0, -0.0], null: -0.0).compact() == "[0.0,null]")
    #expect(value == JSONValue.doubles([0.5, .nan, 1], null: .nan))
    #expect(value != JSONValue.doubles([0.5, .nan, 1]))
  }

  @Test("A parsed value is copied with its kinds and its order")
  func copy() throws {
    let text = #"{"b":[1,1.0,"NaN",null,true,false],"a":{"z":{},"y":[]}}"#
    #expect(JSONValue(try JSONNode(parsing: text)).compact() == text)
  }

  @Test("Doubles are equal when their bits are")
  func equality() {
    #expect(JSONValue.double(.nan) == .double(.nan))
    #expect(JSONValue.double(0) != .double(-0.0))
    #expect(JSONValue.double(1) != .integer(1))
    #expect(JSONNumber.double(.nan) == .double(.nan))
    #expect(JSONNumber.double(0) != .double(-0.0))
    #expect(JSONNumber.double(1) != .integer(1))
  }
}
