extension StrictScanner {
  /// Reads a number whose first byte, a digit or a minus, is at `start`; returns where it ends.
  @inline(__always)
  mutating func scanNumber(from start: Int) throws(SyntaxFault) -> Int {
    let firstDigit = text[start] == ASCII.minus ? start + 1 : start
    let integerEnd = skipDigits(from: firstDigit)
    guard integerEnd > firstDigit else { throw digitExpected(at: integerEnd, after: "the minus sign") }
    if text[firstDigit] == ASCII.zero, integerEnd > firstDigit + 1 {
      throw SyntaxFault(offset: firstDigit, message: "a number must not have leading zeros")
    }
    let digits = integerEnd - firstDigit
    var index = integerEnd
    if index < end, text[index] == ASCII.dot {
      index = skipDigits(from: integerEnd + 1)
      guard index > integerEnd + 1 else { throw digitExpected(at: index, after: "the decimal point") }
    }
    if index < end, text[index] | ASCII.lowerCaseBit == ASCII.e {
      let exponent = try scanExponent(at: index)
      // An exponent of two digits takes a number of at most 200 beyond no double.
      if exponent.digits > 2 || digits > 200 {
        try refuseBeyondDouble(start..<exponent.end)
        noteMark(endingAt: exponent.end)
      }
      return exponent.end
    }
    if index > integerEnd {
      if digits > 300 { try refuseBeyondDouble(start..<index) }
    } else if digits > 18 || (text[firstDigit] == ASCII.zero && firstDigit > start) {
      try noteWideInteger(start..<index, digits: digits)
    }
    return index
  }

  @inline(__always)
  private func skipDigits(from start: Int) -> Int {
    var index = start
    while index < end, ASCII.isDigit(text[index]) { index += 1 }
    return index
  }

  @inline(__always)
  private func scanExponent(at exponent: Int) throws(SyntaxFault) -> (end: Int, digits: Int) {
    var first = exponent + 1
    if first < end, text[first] == ASCII.plus || text[first] == ASCII.minus { first += 1 }
    let index = skipDigits(from: first)
    guard index > first else { throw digitExpected(at: index, after: "the exponent's mark") }
    return (index, index - first)
  }

  /// Remembers an integer of 19 digits or more, or `-0`, when 64 bits do not hold it.
  private mutating func noteWideInteger(_ token: Range<Int>, digits: Int) throws(SyntaxFault) {
    if digits > WideInteger.mostDigits {
      throw SyntaxFault(
        offset: token.lowerBound,
        message: "an integer of \(digits) digits; at most \(WideInteger.mostDigits) are read"
      )
    }
    let spelled = String(decoding: text[token], as: UTF8.self)
    if Int64(spelled) == nil || spelled == "-0" {
      wideIntegers.append(UInt32(truncatingIfNeeded: token.upperBound))
    }
  }

  /// Remembers a double that would look like a marked integer.
  private mutating func noteMark(endingAt end: Int) {
    if WideInteger.isMarked(text, endingAt: end) { wideIntegers.append(UInt32(truncatingIfNeeded: end)) }
  }

  private func digitExpected(at index: Int, after place: String) -> SyntaxFault {
    guard index < end else {
      return SyntaxFault(offset: index, message: "unexpected end of input in a number")
    }
    return unexpected(at: index, expected: "a digit after \(place)")
  }

  private func refuseBeyondDouble(_ token: Range<Int>) throws(SyntaxFault) {
    let digits = UnsafeRawBufferPointer(rebasing: text[token])
    let magnitude = DecimalMagnitude.of(digits)
    if magnitude < 308 { return }
    // Numbers of this magnitude lie on both sides of the largest double: json-c's own conversion decides.
    if magnitude == 308, TokenConversion.double(ofNumber: digits)?.isFinite == true { return }
    let shown = BoundedText.quoted(String(decoding: digits.prefix(BoundedText.limit + 1), as: UTF8.self))
    throw SyntaxFault(offset: token.lowerBound, message: "number out of range: \(shown)")
  }
}
