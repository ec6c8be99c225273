/// What JSON's grammar asks of bytes.
enum ASCII {
  static let space = UInt8(ascii: " ")
  static let newline = UInt8(ascii: "\n")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let comma = UInt8(ascii: ",")
  static let minus = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }
  static func isLetter(_ byte: UInt8) -> Bool { lowercased(byte) &- UInt8(ascii: "a") < 26 }

  /// A letter in lower case; of no other byte another letter.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte | 0x20 }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    let letter = lowercased(byte) &- UInt8(ascii: "a")
    return isDigit(byte) ? byte &- zero : letter < 6 ? letter &+ 10 : nil
  }

  /// Whether a byte cannot be in a number or a word.
  @inline(__always)
  static func endsToken(_ byte: UInt8) -> Bool {
    byte <= space || byte == comma || byte == closeBracket || byte == closeBrace
  }

  /// Whether a byte begins a character of UTF-8.
  static func isFirst(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
}
