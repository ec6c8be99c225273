/// Hexadecimal floating point as C99's `%a` writes it: `0x1.999999999999ap-4`.
///
/// The grammar is `[+-]? 0x HEX+ (. HEX+)? p [+-]? DIGIT+`, letters of either case. A text whose value is not
/// exactly a double is no number here, since the spelling exists to carry exact bits.
enum HexFloat {
  static func value(of text: UnsafeRawBufferPointer) -> Double? {
    var rest = text[...]
    let negative = rest.first == ASCII.minus
    if negative || rest.first == ASCII.plus { rest.removeFirst() }
    guard take(ASCII.zero, from: &rest), takeLetter(ASCII.x, from: &rest) else { return nil }

    var digits = Digits()
    guard digits.take(from: &rest) > 0 else { return nil }
    if take(ASCII.dot, from: &rest) {
      let fraction = digits.take(from: &rest)
      guard fraction > 0 else { return nil }
      digits.scale -= 4 * fraction
    }
    guard takeLetter(ASCII.p, from: &rest), let exponent = takeExponent(from: &rest), rest.isEmpty else {
      return nil
    }
    guard !digits.lost else { return nil }
    guard let magnitude = exactly(digits.significand, scale: digits.scale + exponent) else { return nil }
    return negative ? -magnitude : magnitude
  }

  /// The significant hexadecimal digits read so far: `significand * 2^scale`.
  private struct Digits {
    var significand: UInt64 = 0
    var scale = 0
    /// Set when a digit other than zero did not fit: the value then needs more bits than a double has.
    var lost = false

    /// Reads digits up to the first byte that is none, and returns how many there were.
    mutating func take(from rest: inout Slice<UnsafeRawBufferPointer>) -> Int {
      var count = 0
      while let byte = rest.first, let digit = ASCII.hexValue(byte) {
        if significand >> 60 == 0 && scale == 0 {
          significand = significand << 4 | UInt64(digit)
        } else {
          lost = lost || digit != 0
          scale += 4
        }
        count += 1
        rest.removeFirst()
      }
      return count
    }
  }

  /// `significand * 2^scale` when that is a double, subnormals included; nil when it would be rounded.
  private static func exactly(_ significand: UInt64, scale: Int) -> Double? {
    guard significand != 0 else { return 0 }
    let trailing = significand.trailingZeroBitCount
    let odd = significand >> UInt64(trailing)
    let lowest = scale + trailing
    let width = UInt64.bitWidth - odd.leadingZeroBitCount
    let highest = lowest + width - 1
    guard width <= 53, lowest >= -1074, highest <= 1023 else { return nil }
    if highest < -1022 {
      return Double(bitPattern: odd << UInt64(lowest + 1074))
    }
    let fraction = odd << UInt64(53 - width) & (1 << 52 - 1)
    return Double(bitPattern: UInt64(highest + 1023) << 52 | fraction)
  }

  private static func take(_ byte: UInt8, from rest: inout Slice<UnsafeRawBufferPointer>) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private static func takeLetter(_ letter: UInt8, from rest: inout Slice<UnsafeRawBufferPointer>) -> Bool {
    guard let byte = rest.first, byte | ASCII.lowerCaseBit == letter else { return false }
    rest.removeFirst()
    return true
  }

  private static func takeExponent(from rest: inout Slice<UnsafeRawBufferPointer>) -> Int? {
    let negative = rest.first == ASCII.minus
    if negative || rest.first == ASCII.plus { rest.removeFirst() }
    guard let first = rest.first, ASCII.isDigit(first) else { return nil }
    var magnitude = 0
    while let byte = rest.first, ASCII.isDigit(byte) {
      // Saturates far beyond what any text short enough to be read could bring back into range.
      magnitude = min(magnitude * 10 + Int(byte &- ASCII.zero), 1 << 40)
      rest.removeFirst()
    }
    return negative ? -magnitude : magnitude
  }
}
