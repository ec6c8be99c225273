/// The numbers that are written as strings: the three that JSON has no token for, and hexadecimal floats.
enum SpelledNumber {
  static let nan = "NaN"
  static let infinity = "Infinity"
  static let negativeInfinity = "-Infinity"

  /// The number that a string spells, or nil for any other text.
  static func value(of text: UnsafeRawBufferPointer) -> Double? {
    // Most strings are names; none of those gets past its first byte here.
    guard let first = text.first else { return nil }
    switch first {
    case 0x4E: return text.elementsEqual(nan.utf8) ? .nan : nil
    case 0x49: return text.elementsEqual(infinity.utf8) ? .infinity : nil
    case ASCII.minus where text.elementsEqual(negativeInfinity.utf8): return -.infinity
    case ASCII.minus, ASCII.plus, ASCII.zero: return HexFloat.value(of: text)
    default: return nil
    }
  }

  /// The number that a string spells, or nil for any other text.
  static func value(of text: String) -> Double? {
    var text = text
    return text.withUTF8 { value(of: UnsafeRawBufferPointer($0)) }
  }

  /// The spelling of a double that JSON has no token for, or nil for a finite one.
  static func spelling(of value: Double) -> String? {
    if value.isFinite { return nil }
    if value.isNaN { return nan }
    return value < 0 ? negativeInfinity : infinity
  }
}
