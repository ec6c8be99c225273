/// Text of unknown origin made fit for a message: short, on one line, with nothing a terminal would obey.
enum BoundedText {
  /// The most characters of quoted text that a message shows.
  static let limit = 60

  /// The text in double quotes, shortened to ``limit`` characters, with control characters escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    var shown = 0
    for scalar in text.unicodeScalars {
      if shown == limit {
        return result + "…\""
      }
      shown += 1
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default: append(scalar, to: &result)
      }
    }
    return result + "\""
  }

  /// The whole text with control characters escaped, so that it stays on one line.
  static func singleLine(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      append(scalar, to: &result)
    }
    return result
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar {
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    default:
      if isInvisible(scalar) {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  /// Format characters count too: among them are those that reverse the direction of a terminal's line.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }
}
