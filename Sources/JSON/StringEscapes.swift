import CJSONC

/// How the bytes of a string are written.
enum StringEscapes {
  /// Appends a string in double quotes.
  static func append(_ string: String, to output: inout [UInt8]) {
    var string = string
    output.append(ASCII.quote)
    string.withUTF8 { bytes in
      var plain = 0
      for (index, byte) in bytes.enumerated() where isEscaped(byte) {
        output.append(contentsOf: bytes[plain..<index])
        output.append(contentsOf: spellings[Int(byte)])
        plain = index + 1
      }
      output.append(contentsOf: bytes[plain...])
    }
    output.append(ASCII.quote)
  }

  @inline(__always)
  static func isEscaped(_ byte: UInt8) -> Bool {
    byte < ASCII.space || byte == ASCII.quote || byte == ASCII.backslash || byte == ASCII.delete
  }

  /// The spelling of every ASCII byte inside a string, as json-c has it. It is asked once, since an object of
  /// json-c's for every string would take most of the time of writing.
  private static let spellings: [[UInt8]] = (0..<0x80).map { spelling(of: $0) }

  private static func spelling(of byte: UInt8) -> [UInt8] {
    // json-c leaves DEL as it is, which terminals do not show.
    var character = CChar(truncatingIfNeeded: byte)
    guard byte != ASCII.delete, let object = json_object_new_string_len(&character, 1) else {
      return codePoint(byte)
    }
    defer { json_object_put(object) }
    var length = 0
    let flags = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE
    guard let text = json_object_to_json_string_length(object, flags, &length) else { return codePoint(byte) }
    return Array(UnsafeRawBufferPointer(start: text, count: length).dropFirst().dropLast())
  }

  private static func codePoint(_ byte: UInt8) -> [UInt8] {
    let digits = String(byte, radix: 16)
    return Array("\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8)
  }
}
