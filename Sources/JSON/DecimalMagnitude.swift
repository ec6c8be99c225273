/// The power of ten of a number token's first digit that is not zero: 2 for `123.4`, -3 for `0.001`.
enum DecimalMagnitude {
  /// The magnitude of a token that follows JSON's grammar; very low for zero.
  static func of(_ token: UnsafeRawBufferPointer) -> Int {
    var integerDigits = 0
    var leadingZeros = 0
    var seenPoint = false
    var seenDigit = false
    var index = 0
    while index < token.count, token[index] | ASCII.lowerCaseBit != ASCII.e {
      let byte = token[index]
      if byte == ASCII.dot {
        seenPoint = true
      } else if byte != ASCII.minus {
        seenDigit = seenDigit || byte != ASCII.zero
        if seenDigit {
          integerDigits += seenPoint ? 0 : 1
        } else {
          leadingZeros += seenPoint ? 1 : 0
        }
      }
      index += 1
    }
    guard seenDigit else { return -Self.bound }
    let ofFirstDigit = integerDigits > 0 ? integerDigits - 1 : -leadingZeros - 1
    return ofFirstDigit + exponent(token[min(index + 1, token.count)...])
  }

  /// Far beyond any count of digits in a text of at most 2 GiB.
  private static let bound = 1 << 40

  private static func exponent(_ digits: Slice<UnsafeRawBufferPointer>) -> Int {
    var magnitude = 0
    for byte in digits where ASCII.isDigit(byte) {
      magnitude = min(magnitude * 10 + Int(byte &- ASCII.zero), bound)
    }
    return digits.first == ASCII.minus ? -magnitude : magnitude
  }
}
