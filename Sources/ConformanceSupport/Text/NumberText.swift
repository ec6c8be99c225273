/// Numbers as a reader wants them.
package enum NumberText {
  /// Three significant digits.
  package static func short(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "" : "inf" }
    if value == 0 { return "0" }
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    let hundredths = (mantissa * 100).rounded()
    let digits = hundredths >= 1000 ? (100.0, exponent + 1) : (hundredths, exponent)
    let text = "\(digits.0 / 100)"
    return "\(value < 0 ? "-" : "")\(text)e\(digits.1)"
  }
}
