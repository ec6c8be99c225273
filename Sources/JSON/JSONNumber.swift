/// A number as it was written: an integer stays one.
package enum JSONNumber: Sendable, Equatable {
  /// A number without fraction or exponent that fits 64 bits.
  case integer(Int)
  /// Such a number beyond 64 bits: its digits without leading zeros, a minus before them where it is below zero.
  case wideInteger(String)
  /// Any other number, including the infinities and NaN.
  case double(Double)

  /// The most digits of an integer: as many as Python reads.
  static let mostDigits = 4300

  /// The number of a token that follows JSON's grammar; nil for another value.
  init?(_ token: String) {
    guard let double = Double(token) else { return nil }
    let isWide = token.utf8.allSatisfy { ASCII.isDigit($0) || $0 == ASCII.minus }
    self = Int(token).map { .integer($0) } ?? (isWide ? .wideInteger(token) : .double(double))
  }

  /// The number as a double: the nearest, which is infinite for an integer beyond the largest double.
  package var asDouble: Double {
    switch self {
    case .integer(let value): Double(value)
    case .wideInteger(let digits): Double(digits) ?? .nan
    case .double(let value): value
    }
  }

  /// Tells whether both are the same integer, or doubles with the same bits: NaN equals itself, -0 is not 0.
  package static func == (left: JSONNumber, right: JSONNumber) -> Bool { JSONValue(left) == JSONValue(right) }
}

/// Numbers written as strings, which json-c leaves strings: NaN, the infinities, and hexadecimal floats as C99's `%a`.
enum SpelledNumber {
  /// The number that a string spells; nil for any other text.
  static func value(of text: UnsafeRawBufferPointer) -> Double? {
    // Most strings are names; none of those gets past its first byte here.
    switch text.first {
    case UInt8(ascii: "N"): text.elementsEqual("NaN".utf8) ? .nan : nil
    case UInt8(ascii: "I"): text.elementsEqual("Infinity".utf8) ? .infinity : nil
    case ASCII.minus where text.elementsEqual("-Infinity".utf8): -.infinity
    case ASCII.minus, UInt8(ascii: "+"), ASCII.zero: hexadecimal(text)
    default: nil
    }
  }

  /// The spelling of a double that JSON has no token for; nil for a finite one.
  static func spelling(of value: Double) -> String? {
    value.isFinite ? nil : value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
  }

  /// The grammar is `[+-]? 0x HEX+ (. HEX+)? p [+-]? DIGIT+`, letters of either case. A text whose value is not exactly
  /// a double is no number here, since the spelling exists to carry exact bits.
  private static func hexadecimal(_ text: UnsafeRawBufferPointer) -> Double? {
    var rest = text.dropFirst(text.first == ASCII.zero ? 0 : 1)
    let prefix = (rest.popFirst(), rest.popFirst().map(ASCII.lowercased))
    guard prefix == (ASCII.zero, UInt8(ascii: "x")) else { return nil }
    var (significand, digits, hasPoint): (UInt64, Int, Bool) = (0, 0, false)
    while let byte = rest.popFirst(), ASCII.lowercased(byte) != UInt8(ascii: "p") {
      if let digit = ASCII.hexValue(byte) {
        // What does not fit here takes more bits than a double has.
        guard significand >> 60 == 0 || digit == 0 else { return nil }
        if significand >> 60 == 0 { significand = significand << 4 | UInt64(digit) }
        digits += 1
      } else if byte == UInt8(ascii: "."), digits > 0, !hasPoint {
        (digits, hasPoint) = (0, true)
      } else {
        return nil
      }
    }
    let spelled = String(decoding: text, as: UTF8.self)
    guard digits > 0, !rest.isEmpty, let value = Double(spelled), value.isFinite else { return nil }
    let width = UInt64.bitWidth - significand.leadingZeroBitCount - significand.trailingZeroBitCount
    // A value that was rounded has another number of bits.
    return value.significandWidth == max(width, 0) - 1 ? value : nil
  }
}

/// The digits of a number as they are read. By hand, since a suite is mostly numbers, and `strtod` takes several times
/// as long.
struct Decimal {
  /// The digits as an integer.
  private var digits: UInt64 = 0
  /// How many of them stand after the point.
  var places = 0
  /// Whether there is more to the number than an integer of 19 digits and a point.
  var isLong = false

  @inline(__always)
  mutating func append(_ digit: UInt8) {
    if digits >= 1_000_000_000_000_000_000 { isLong = true }
    digits = digits &* 10 &+ UInt64(digit &- ASCII.zero)
  }

  /// The nearest double; nil for a number that is long, or has so many places that a power of five does not fit 64 bits.
  var nearest: Double? {
    guard !isLong, places <= 27 else { return nil }
    if digits == 0 || places == 0 { return Double(digits) }
    let power = (0..<places).reduce(1 as UInt64) { product, _ in product &* 5 }
    // The digits over the power, in 63 bits or more; what is left is to round, and a power of two.
    let (up, powerUp) = (digits.leadingZeroBitCount, power.leadingZeroBitCount)
    let dividend = digits << up
    let (quotient, rest) = (power << powerUp).dividingFullWidth((dividend >> 1, dividend << 63))
    let twos = Double(sign: .plus, exponent: powerUp - up - 63 - places, significand: 1)
    return Double(quotient | (rest == 0 ? 0 : 1)) * twos
  }
}
