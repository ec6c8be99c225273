import JSON
import Testing

@Suite("Strings that are not strictly JSON are refused with line and column")
struct StringRefusalTests {
  @Test(
    "Escapes, controls and missing ends",
    arguments: [
      ("[\"a\tb\"]", "1:4: the control character U+0009 in a string must be escaped"),
      ("\"a\nb\"", "1:3: the control character U+000A in a string must be escaped"),
      ("\"12345678\u{1F}\"", "1:10: the control character U+001F in a string must be escaped"),
      ("\"\u{0}\"", "1:2: the control character U+0000 in a string must be escaped"),
      (#""\x41""#, #"1:2: bad escape: a backslash before "x""#),
      (#""é\'""#, #"1:3: bad escape: a backslash before "'""#),
      (#""\u12g4""#, #"1:2: bad escape: four hexadecimal digits must follow \u"#),
      (#""\u12""#, #"1:2: bad escape: four hexadecimal digits must follow \u"#),
      (#""ab\ud800""#, "1:4: lone surrogate in an escape"),
      (#""\ud800\ud800""#, "1:2: lone surrogate in an escape"),
      (#""\ud800\n""#, "1:2: lone surrogate in an escape"),
      (#""\udc00\ud800""#, "1:2: lone surrogate in an escape"),
      ("[\n\"abc", "2:5: unexpected end of input in the string begun at line 2"),
      ("\"abc\\", "1:6: unexpected end of input in the string begun at line 1"),
      ("\"\\u00", "1:6: unexpected end of input in the string begun at line 1"),
      (#"{"a\u0000b": 1}"#, "1:2: a key with the character U+0000 is not supported"),
    ]
  )
  func text(text: String, expected: String) {
    #expect(refusal(text) == expected)
  }

  @Test(
    "Bytes that are not UTF-8",
    arguments: [
      ([0x80], "0x80"), ([0xC0, 0x80], "0xC0"), ([0xC1, 0xBF], "0xC1"), ([0xE0, 0x9F, 0xBF], "0xE0"),
      ([0xED, 0xA0, 0x80], "0xED"), ([0xED, 0xBF, 0xBF], "0xED"), ([0xF0, 0x8F, 0xBF, 0xBF], "0xF0"),
      ([0xF4, 0x90, 0x80, 0x80], "0xF4"), ([0xF5, 0x80, 0x80, 0x80], "0xF5"), ([0xFF], "0xFF"),
      ([0xC3, 0x28], "0xC3"), ([0xE2, 0x82], "0xE2"), ([0xE2, 0x28, 0xA1], "0xE2"),
      ([0xF0, 0x9F, 0x98], "0xF0"), ([0xF0, 0x9F, 0x28, 0x80], "0xF0"),
    ] as [([UInt8], String)]
  )
  func invalidUTF8(bytes: [UInt8], named: String) {
    let before = Array("[\"é12345678".utf8)
    let expected = "1:12: invalid UTF-8 at the byte \(named)"
    #expect(refusal(before + bytes + Array("\"]".utf8)) == expected)
    #expect(refusal(before + bytes) == expected)
  }

  @Test("Bytes that are not UTF-8 outside of strings")
  func invalidOutside() {
    #expect(
      refusal([0x5B, 0xFF, 0x5D]) == "1:2: expected a value, found the byte 0xFF, which is not valid UTF-8"
    )
    #expect(refusal([0xFF, 0xFE, 0x31, 0]) == "1:1: byte order mark of UTF-16: the text must be UTF-8")
  }

  @Test("The first and last characters of every length are read")
  func edgesOfUTF8() throws {
    let text = "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
    #expect(try JSONNode(parsing: "\"\(text)\"").string() == text)
  }
}
