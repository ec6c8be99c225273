import ConformanceSupport

/// A number that no round tick stands for.
enum NumberLabel {
  /// Four significant digits.
  static func short(_ value: Double) -> String {
    if value == 0 { return "0" }
    let magnitude = value.magnitude
    guard magnitude >= 1e-3, magnitude < 1e6 else { return NumberText.short(value) }
    var scale = 1.0
    while magnitude * scale < 1000 { scale *= 10 }
    let text = "\((value * scale).rounded() / scale)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
