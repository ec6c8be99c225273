extension Lexer {
  /// Reads a string whose opening quote is at `start`; returns where it ends, and whether there is an escape in it. Up to
  /// a fault in it, json-c is to pass it.
  @inline(__always)
  mutating func scanString(from start: Int) throws(Fault) -> (end: Int, isEscaped: Bool) {
    var index = start + 1
    var isEscaped = false
    while true {
      index = skipPlain(from: index)
      guard index < text.count else {
        judged = index
        throw Fault(index, "unexpected end of input in the string begun at line \(line(of: start))")
      }
      switch text[index] {
      case ASCII.quote: return (index + 1, isEscaped)
      case ASCII.backslash:
        isEscaped = true
        index = try scanEscape(at: index)
      case ..<ASCII.space:
        judged = index
        throw Fault(index, "\(name(ofCharacterAt: index)) in a string must be escaped")
      default:
        guard let scalar = scalar(at: index) else {
          judged = index
          throw Fault(index, "invalid UTF-8 at the byte 0x\(String(text[index], radix: 16, uppercase: true))")
        }
        index += UTF8.width(scalar)
      }
    }
  }

  /// Skips bytes that stand for themselves, eight at a time: ASCII but for controls, quotes and backslashes.
  @inline(__always)
  private func skipPlain(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    while index + 8 <= text.count {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let quotes = word ^ (ones &* UInt64(ASCII.quote))
      let backslashes = word ^ (ones &* UInt64(ASCII.backslash))
      let controls = (word &- ones &* UInt64(ASCII.space)) & ~word
      let all = word | controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
      // A borrow may mark a byte above one of the others too, never below: the lowest mark is right.
      let marks = all & (ones << 7)
      if marks != 0 { return index + marks.trailingZeroBitCount >> 3 }
      index += 8
    }
    return index
  }

  /// Refuses half a pair of surrogates; what is no escape at all is left to json-c.
  private mutating func scanEscape(at backslash: Int) throws(Fault) -> Int {
    switch codeUnit(at: backslash) ?? 0 {
    case 0xD800..<0xDC00 where (0xDC00..<0xE000).contains(codeUnit(at: backslash + 6) ?? 0):
      return backslash + 12
    case 0xD800..<0xE000:
      judged = backslash
      throw Fault(backslash, "lone surrogate in an escape")
    default: return min(backslash + 2, text.count)
    }
  }

  /// The value of an escape of four digits; nil where there is none.
  private func codeUnit(at backslash: Int) -> UInt16? {
    guard backslash + 6 <= text.count, text[backslash] == ASCII.backslash,
      text[backslash + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt16(String(decoding: text[backslash + 2..<backslash + 6], as: UTF8.self), radix: 16)
  }

  /// The character that begins at a byte; nil where the bytes are not UTF-8.
  func scalar(at index: Int) -> Unicode.Scalar? {
    var decoder = UTF8()
    var bytes = text[index..<min(index + 4, text.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return nil }
    return scalar
  }

  /// Reads a number whose first byte, a digit or a minus, is at `start`; returns where it ends, and the double nearest to
  /// it, nil for an integer beyond the largest.
  @inline(__always)
  mutating func scanNumber(from start: Int) throws(Fault) -> (end: Int, value: Double?) {
    let firstDigit = text[start] == ASCII.minus ? start + 1 : start
    var (decimal, exponent) = (Decimal(), Decimal())
    var index = try scanDigits(from: firstDigit, after: "the minus sign", &decimal)
    let digits = index - firstDigit
    let isZero = text[firstDigit] == ASCII.zero
    if isZero, digits > 1 { throw Fault(firstDigit, "a number must not have leading zeros") }
    var isInteger = true
    // With less, and an exponent of two digits at most, a number is below the largest double.
    var maybeBeyond = digits > 200
    if index < text.count, text[index] == UInt8(ascii: ".") {
      isInteger = false
      let point = index
      index = try scanDigits(from: point + 1, after: "the decimal point", &decimal)
      decimal.places = index - point - 1
    }
    if index < text.count, ASCII.lowercased(text[index]) == UInt8(ascii: "e") {
      isInteger = false
      var first = index + 1
      if first < text.count, text[first] == UInt8(ascii: "+") || text[first] == ASCII.minus { first += 1 }
      index = try scanDigits(from: first, after: "the exponent's mark", &exponent)
      decimal.isLong = true
      maybeBeyond = maybeBeyond || index - first > 2
    }
    // Integers of 18 digits fit 64 bits.
    if isInteger ? digits > 18 || isZero && firstDigit > start : maybeBeyond {
      try check(start..<index, digits: isInteger ? digits : nil)
    }
    let sign = firstDigit > start ? -1.0 : 1.0
    return (index, decimal.nearest.map { sign * $0 } ?? double(ofNumber: start..<index))
  }

  /// The general way to the nearest double.
  private func double(ofNumber token: Range<Int>) -> Double? {
    Double(String(decoding: text[token], as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  @inline(__always)
  private func scanDigits(from start: Int, after place: StaticString, _ decimal: inout Decimal) throws(Fault)
    -> Int
  {
    var index = start
    while index < text.count, ASCII.isDigit(text[index]) {
      decimal.append(text[index])
      index += 1
    }
    guard index == start else { return index }
    throw index < text.count
      ? unexpected(at: index, expected: "a digit after \(place)")
      : Fault(index, "unexpected end of input in a number")
  }

  /// Remembers an integer that 64 bits do not hold, and `-0`; refuses one that is longer than Python reads, and another
  /// number that is beyond the largest double.
  private mutating func check(_ token: Range<Int>, digits: Int?) throws(Fault) {
    if let digits, digits > JSONNumber.mostDigits {
      let message = "an integer of \(digits) digits; at most \(JSONNumber.mostDigits) are read"
      throw Fault(token.lowerBound, message)
    }
    let spelled = String(decoding: text[token], as: UTF8.self)
    if digits == nil {
      if Double(spelled)?.isFinite == true { return }
      throw Fault(token.lowerBound, "number out of range: \(BoundedText.quoted(spelled))")
    }
    if Int64(spelled) == nil || spelled == "-0" { exempts.append(Exempt(range: token)) }
  }
}
