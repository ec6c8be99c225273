import CJSONC

/// The words for what is refused: json-c says what it expected, and this what was found there.
extension Lexer {
  /// Why json-c refuses the text at a place, or would: all before it has been passed.
  func refusal(at offset: Int, _ outcome: json_tokener_error? = nil) -> Fault {
    if offset >= text.count { return endOfInput() }
    // A NUL is the end to json-c; one that the lexer passes stands after a backslash.
    let isEscape = outcome == json_tokener_error_parse_string || outcome == json_tokener_error_parse_eof
    if isEscape { return badEscape(before: offset) }
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      return Fault(0, "byte order mark: the text must begin with the value")
    }
    if text.starts(with: [0xFE, 0xFF]) || text.starts(with: [0xFF, 0xFE]) {
      return Fault(0, "byte order mark of UTF-16: the text must be UTF-8")
    }
    let passed = Exempt.withStandIns(for: exempts, in: text, upTo: offset).text
    guard let expected = Tokener.expectation(after: passed, depth: limits.effectiveDepth) else {
      return Fault(offset, "unexpected \(name(ofCharacterAt: offset)) after the end of the value")
    }
    let last = text[..<offset].lastIndex { $0 > ASCII.space } ?? 0
    if text[offset] == expected.closer, text[last] == ASCII.comma { return trailingComma(at: last) }
    let isValue = expected.closer == ASCII.closeBracket
    return isValue ? notAValue(at: offset) : unexpected(at: offset, expected: expected.what)
  }

  private func notAValue(at offset: Int) -> Fault {
    switch text[offset] {
    case UInt8(ascii: "'"): return Fault(offset, "expected a value; strings take double quotes")
    case let byte where ASCII.isLetter(byte):
      let letters = text[offset...].prefix { ASCII.isLetter($0) || ASCII.isDigit($0) }
      let word = String(decoding: letters.prefix(BoundedText.limit + 1), as: UTF8.self)
      let hint = word == "NaN" || word == "Infinity" ? "; write it as a string" : ""
      return Fault(offset, "expected a value, found \(BoundedText.quoted(word))\(hint)")
    default: return unexpected(at: offset, expected: "a value")
    }
  }

  private func badEscape(before offset: Int) -> Fault {
    let backslash = text[..<offset].lastIndex(of: ASCII.backslash) ?? 0
    let isUnicode = text[backslash + 1] == UInt8(ascii: "u")
    let before = "a backslash before \(name(ofCharacterAt: backslash + 1))"
    return Fault(backslash, "bad escape: \(isUnicode ? "four hexadecimal digits must follow \\u" : before)")
  }

  func trailingComma(at offset: Int) -> Fault { Fault(offset, "trailing comma") }

  func unexpected(at index: Int, expected: String) -> Fault {
    let isComment = text[index] == UInt8(ascii: "/")
    let found = isComment ? "; comments are not allowed" : ", found \(name(ofCharacterAt: index))"
    return Fault(index, "expected \(expected)\(found)")
  }

  func endOfInput() -> Fault {
    if count == 0 { return Fault(text.count, "empty input: a value is expected") }
    let container = open.last.map { frame in
      " in the \(frame.isObject ? "object" : "array") opened at line \(line(of: frame.start))"
    }
    return Fault(text.count, "unexpected end of input\(container ?? "")")
  }

  func line(of offset: Int) -> Int { TextPosition(of: offset, in: text).line }

  /// The character at `index` as a message shows it.
  func name(ofCharacterAt index: Int) -> String {
    guard let scalar = scalar(at: index) else {
      return "the byte 0x\(String(text[index], radix: 16, uppercase: true)), which is not valid UTF-8"
    }
    if ASCII.space..<0x7F ~= text[index] { return "\"\(scalar)\"" }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let codePoint = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "the \(scalar.isASCII ? "control character" : "character") \(codePoint)"
  }
}
