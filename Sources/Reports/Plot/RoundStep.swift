#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// 1, 2 or 5 times a power of ten.
struct RoundStep {
  let mantissa: Int
  let exponent: Int

  init(mantissa: Int, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// The smallest that goes into a span less than so many times; nil where the span is nothing or no number.
  init?(for span: Double, most: Int, isWhole: Bool) {
    let rough = span / Double(max(1, most - 1))
    guard rough.isFinite, rough >= Double.leastNormalMagnitude else { return nil }
    var exponent = Int(log10(rough).rounded(.down))
    if isWhole { exponent = max(exponent, 0) }
    let steps = [1, 2, 5].map { RoundStep(mantissa: $0, exponent: exponent) }
    self = steps.first { $0.value >= rough * (1 - 1e-9) } ?? RoundStep(mantissa: 1, exponent: exponent + 1)
  }

  var value: Double { value(times: 1) }

  /// A multiple, the double that is nearest to its decimal digits.
  func value(times multiple: Int) -> Double { Double("\(multiple * mantissa)e\(exponent)") ?? 0 }

  /// The digits of a multiple.
  func label(_ multiple: Int, isScientific: Bool) -> String {
    let (digits, power) = Self.trimmed((multiple * mantissa).magnitude, exponent)
    if digits == 0 { return "0" }
    let sign = multiple < 0 ? "-" : ""
    let text = "\(digits)"
    if isScientific {
      let fraction = text.dropFirst().isEmpty ? "" : "." + text.dropFirst()
      return "\(sign)\(text.prefix(1))\(fraction)e\(power + text.count - 1)"
    }
    if power >= 0 { return sign + text + String(repeating: "0", count: power) }
    let filled = String(repeating: "0", count: max(0, 1 - power - text.count)) + text
    return "\(sign)\(filled.dropLast(-power)).\(filled.suffix(-power))"
  }

  /// A number without the zeros at its end.
  private static func trimmed(_ digits: UInt, _ exponent: Int) -> (digits: UInt, exponent: Int) {
    var (digits, exponent) = (digits, exponent)
    while digits > 0, digits % 10 == 0 { (digits, exponent) = (digits / 10, exponent + 1) }
    return (digits, exponent)
  }
}
