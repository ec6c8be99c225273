// How an integer is read and written in decimal digits: some at a time, so many that a limb holds their power of ten.
// Takes time with the square of the digits.
extension BigInteger {
  private static let chunkDigits = 18
  private static let chunk: UInt = 1_000_000_000_000_000_000

  /// The value of decimal digits, a minus before them where it is below zero; nil for any other text.
  package init?(decimal text: String) {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    var digits = text.utf8.dropFirst(isNegative ? 1 : 0)
    guard !digits.isEmpty else { return nil }
    var value = BigInteger(0)
    while !digits.isEmpty {
      var (scale, part) = (1, 0)
      for digit in digits.prefix(Self.chunkDigits) {
        guard digit &- UInt8(ascii: "0") < 10 else { return nil }
        (scale, part) = (scale * 10, part * 10 + Int(digit - UInt8(ascii: "0")))
      }
      value = value * BigInteger(scale) + BigInteger(part)
      digits = digits.dropFirst(Self.chunkDigits)
    }
    self = isNegative ? -value : value
  }

  /// The decimal digits, without leading zeros, a minus before them where the value is below zero.
  package var decimal: String {
    var text = ""
    var quotient = limbs
    repeat {
      var remainder: UInt = 0
      for index in quotient.indices.reversed() {
        (quotient[index], remainder) = Self.chunk.dividingFullWidth((remainder, quotient[index]))
      }
      while quotient.last == 0 { quotient.removeLast() }
      let digits = String(remainder)
      let zeros = quotient.isEmpty ? 0 : Self.chunkDigits - digits.utf8.count
      text = String(repeating: "0", count: zeros) + digits + text
    } while !quotient.isEmpty
    return isNegative ? "-" + text : text
  }
}

extension Number {
  /// The `int` of decimal digits, a minus before them where it is below zero; nil for any other text.
  package init?(decimal text: String) {
    guard let value = BigInteger(decimal: text) else { return nil }
    self.init(value)
  }
}
