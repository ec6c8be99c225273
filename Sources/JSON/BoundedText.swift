/// Text of unknown origin made fit for a message: short, on one line, with nothing a terminal would obey.
enum BoundedText {
  /// The most characters of quoted text that a message shows.
  static let limit = 60

  /// The text in double quotes, shortened to ``limit`` characters, with control characters escaped.
  static func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(limit)
    let body = shown.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : visible($0) }.joined()
    return "\"\(body)\(shown.endIndex == text.endIndex ? "" : "…")\""
  }

  /// The whole text with control characters escaped, so that it stays on one line.
  static func singleLine(_ text: String) -> String { text.unicodeScalars.map(visible).joined() }

  /// Format characters are escaped too: among them are those that reverse the direction of a terminal's line.
  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch (scalar, scalar.properties.generalCategory) {
    case ("\n", _): "\\n"
    case ("\t", _): "\\t"
    case ("\r", _): "\\r"
    case (_, .control), (_, .format), (_, .lineSeparator), (_, .paragraphSeparator), (_, .privateUse),
      (_, .unassigned):
      "\\u{\(String(scalar.value, radix: 16))}"
    default: String(scalar)
    }
  }
}
