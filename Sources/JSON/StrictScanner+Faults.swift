extension StrictScanner {
  func refuseByteOrderMark() throws(SyntaxFault) {
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw SyntaxFault(offset: 0, message: "byte order mark: the text must begin with the value")
    }
    if text.starts(with: [0xFE, 0xFF]) || text.starts(with: [0xFF, 0xFE]) {
      throw SyntaxFault(offset: 0, message: "byte order mark of UTF-16: the text must be UTF-8")
    }
  }

  func trailingText(at index: Int) -> SyntaxFault {
    SyntaxFault(offset: index, message: "unexpected \(name(ofCharacterAt: index)) after the end of the value")
  }

  func unexpected(at index: Int, expected: String) -> SyntaxFault {
    if text[index] == ASCII.slash {
      return SyntaxFault(offset: index, message: "expected \(expected); comments are not allowed")
    }
    return SyntaxFault(
      offset: index,
      message: "expected \(expected), found \(name(ofCharacterAt: index))"
    )
  }

  /// The character at `index` as a message shows it.
  func name(ofCharacterAt index: Int) -> String {
    let byte = text[index]
    if byte < 0x80 {
      return byte < ASCII.space || byte == ASCII.delete
        ? "the control character \(Self.codePoint(UInt32(byte)))"
        : "\"\(Unicode.Scalar(byte))\""
    }
    var decoder = UTF8()
    var bytes = text[index..<min(index + 4, end)].makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&bytes) {
      return "the character \(Self.codePoint(scalar.value))"
    }
    return "the byte 0x\(String(byte, radix: 16, uppercase: true)), which is not valid UTF-8"
  }

  private static func codePoint(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
