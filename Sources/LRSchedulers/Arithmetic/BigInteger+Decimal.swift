// How an integer is read and written in decimal digits: nine at a time, since 10^9 is the largest power of ten that a
// limb holds.
extension BigInteger {
  private static let chunk: UInt64 = 1_000_000_000
  private static let chunkDigits = 9

  /// The value of decimal digits, a minus before them where it is below zero; nil for any other text.
  ///
  /// Takes time with the square of the digits.
  package init?(decimal text: String) {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let digits = Array(text.utf8.dropFirst(isNegative ? 1 : 0))
    guard !digits.isEmpty else { return nil }
    var limbs: [UInt32] = []
    var start = 0
    while start < digits.count {
      // The first chunk has what is left of whole ones.
      let left = (digits.count - start) % Self.chunkDigits
      let end = start + (left == 0 ? Self.chunkDigits : left)
      var carry: UInt64 = 0
      for digit in digits[start..<end] {
        guard digit &- UInt8(ascii: "0") < 10 else { return nil }
        carry = carry * 10 + UInt64(digit &- UInt8(ascii: "0"))
      }
      for index in limbs.indices {
        let product = UInt64(limbs[index]) * Self.chunk + carry
        limbs[index] = UInt32(truncatingIfNeeded: product)
        carry = product >> 32
      }
      if carry > 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
      start = end
    }
    self.init(limbs: limbs, isNegative: isNegative)
  }

  /// The decimal digits, without leading zeros, a minus before them where the value is below zero.
  ///
  /// Takes time with the square of the digits.
  package var decimal: String {
    guard !limbs.isEmpty else { return "0" }
    var quotient = limbs
    var chunks: [UInt64] = []
    while !quotient.isEmpty {
      var remainder: UInt64 = 0
      for index in quotient.indices.reversed() {
        let numerator = remainder << 32 | UInt64(quotient[index])
        quotient[index] = UInt32(truncatingIfNeeded: numerator / Self.chunk)
        remainder = numerator % Self.chunk
      }
      while quotient.last == 0 { quotient.removeLast() }
      chunks.append(remainder)
    }
    var text = isNegative ? "-" : ""
    for (index, chunk) in chunks.reversed().enumerated() {
      let digits = String(chunk)
      if index > 0 { text += String(repeating: "0", count: Self.chunkDigits - digits.utf8.count) }
      text += digits
    }
    return text
  }
}

extension Number {
  /// The `int` of decimal digits, a minus before them where it is below zero; nil for any other text.
  package init?(decimal text: String) {
    guard let value = BigInteger(decimal: text) else { return nil }
    self.init(value)
  }
}
