extension StrictScanner {
  /// Reads a string whose opening quote is at `start`; returns where its closing quote ends, and whether there
  /// is an escape in it.
  @inline(__always)
  func scanString(from start: Int) throws(SyntaxFault) -> (end: Int, isEscaped: Bool) {
    var index = start + 1
    var isEscaped = false
    while true {
      index = skipPlain(from: index)
      guard index < end else { throw unterminated(start) }
      let byte = text[index]
      if byte == ASCII.quote { return (index + 1, isEscaped) }
      if byte == ASCII.backslash {
        isEscaped = true
        index = try scanEscape(at: index, ofStringAt: start)
      } else if byte < ASCII.space {
        throw SyntaxFault(
          offset: index,
          message: "\(name(ofCharacterAt: index)) in a string must be escaped"
        )
      } else {
        index = try scanMultibyte(at: index)
      }
    }
  }

  /// Skips bytes that stand for themselves: ASCII but for controls, quotes and backslashes.
  @inline(__always)
  private func skipPlain(from start: Int) -> Int {
    var index = start
    while index + 8 <= end {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let special = Self.specialBytes(in: word)
      if special != 0 { return index + special.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < end {
      let byte = text[index]
      if byte < ASCII.space || byte == ASCII.quote || byte == ASCII.backslash || byte >= 0x80 { break }
      index += 1
    }
    return index
  }

  /// Sets the high bit of bytes that do not stand for themselves. A borrow may also set it in a byte above such
  /// a one, never below, so the lowest bit set is always right.
  @inline(__always)
  private static func specialBytes(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones << 7
    let quotes = word ^ (ones &* UInt64(ASCII.quote))
    let backslashes = word ^ (ones &* UInt64(ASCII.backslash))
    let controls = (word &- ones &* UInt64(ASCII.space)) & ~word
    return (word | controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & highs
  }

  private func scanEscape(at backslash: Int, ofStringAt start: Int) throws(SyntaxFault) -> Int {
    guard backslash + 1 < end else { throw unterminated(start) }
    switch text[backslash + 1] {
    case ASCII.quote, ASCII.backslash, ASCII.slash, 0x62, 0x66, 0x6E, 0x72, 0x74:
      return backslash + 2
    case ASCII.u:
      return try scanUnicodeEscape(at: backslash, ofStringAt: start)
    default:
      let found = name(ofCharacterAt: backslash + 1)
      throw SyntaxFault(offset: backslash, message: "bad escape: a backslash before \(found)")
    }
  }

  private func scanUnicodeEscape(at backslash: Int, ofStringAt start: Int) throws(SyntaxFault) -> Int {
    let unit = try scanCodeUnit(at: backslash, ofStringAt: start)
    switch unit {
    case 0xD800..<0xDC00:
      let second = backslash + 6
      guard second + 1 < end, text[second] == ASCII.backslash, text[second + 1] == ASCII.u,
        (0xDC00..<0xE000).contains(try scanCodeUnit(at: second, ofStringAt: start))
      else { throw SyntaxFault(offset: backslash, message: "lone surrogate in an escape") }
      return second + 6
    case 0xDC00..<0xE000:
      throw SyntaxFault(offset: backslash, message: "lone surrogate in an escape")
    default:
      return backslash + 6
    }
  }

  private func scanCodeUnit(at backslash: Int, ofStringAt start: Int) throws(SyntaxFault) -> UInt16 {
    var unit: UInt16 = 0
    for index in backslash + 2..<backslash + 6 {
      guard index < end else { throw unterminated(start) }
      guard let digit = ASCII.hexValue(text[index]) else {
        throw SyntaxFault(offset: backslash, message: "bad escape: four hexadecimal digits must follow \\u")
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// Reads one character of two to four bytes, as table 3-7 of the Unicode standard has them: no overlong form,
  /// no surrogate, nothing above U+10FFFF.
  private func scanMultibyte(at index: Int) throws(SyntaxFault) -> Int {
    let lead = text[index]
    let second: ClosedRange<UInt8>
    let length: Int
    switch lead {
    case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
    case 0xE0: (second, length) = (0xA0...0xBF, 3)
    case 0xE1...0xEC, 0xEE...0xEF: (second, length) = (0x80...0xBF, 3)
    case 0xED: (second, length) = (0x80...0x9F, 3)
    case 0xF0: (second, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
    case 0xF4: (second, length) = (0x80...0x8F, 4)
    default: throw invalidUTF8(at: index)
    }
    guard index + length <= end, second.contains(text[index + 1]) else { throw invalidUTF8(at: index) }
    for offset in 2..<max(length, 2) where text[index + offset] & 0xC0 != 0x80 {
      throw invalidUTF8(at: index)
    }
    return index + length
  }

  private func invalidUTF8(at index: Int) -> SyntaxFault {
    let byte = String(text[index], radix: 16, uppercase: true)
    return SyntaxFault(offset: index, message: "invalid UTF-8 at the byte 0x\(byte)")
  }

  private func unterminated(_ start: Int) -> SyntaxFault {
    let line = TextPosition(of: start, in: text).line
    return SyntaxFault(offset: end, message: "unexpected end of input in the string begun at line \(line)")
  }
}
