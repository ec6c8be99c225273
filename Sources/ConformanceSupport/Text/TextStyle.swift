/// Colours for a terminal, or none.
package struct TextStyle: Sendable {
  private let isColoured: Bool

  /// A style with or without colours.
  package init(coloured: Bool) { isColoured = coloured }

  package func bold(_ text: String) -> String { wrap(text, "1") }
  package func dim(_ text: String) -> String { wrap(text, "2") }
  package func red(_ text: String) -> String { wrap(text, "31") }
  package func green(_ text: String) -> String { wrap(text, "32") }
  package func yellow(_ text: String) -> String { wrap(text, "33") }
  package func blue(_ text: String) -> String { wrap(text, "34") }
  package func magenta(_ text: String) -> String { wrap(text, "35") }
  package func cyan(_ text: String) -> String { wrap(text, "36") }

  /// A text whose first occurrence of a word is red.
  package func red(_ word: String, in text: String) -> String {
    guard let range = text.firstRange(of: word) else { return text }
    return text.replacingCharacters(in: range, with: red(word))
  }

  private func wrap(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}

extension String {
  func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }

  /// The text on one line with control and format characters made visible, so that what others wrote can neither
  /// steer the terminal nor give a command to GitHub Actions, which reads what a step prints: `::error::` where a
  /// line begins, wherever the text is broken into lines, and `##[error]` anywhere.
  package var printable: String {
    var result = String.UnicodeScalarView()
    // What stands before: nothing and white space may begin a line.
    var beginsLine = true
    var hashes = 0
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == ":", beginsLine, rest.first == ":" { result.append("\\") }
      if scalar == "[", hashes > 1 { result.append("\\") }
      hashes = scalar == "#" ? hashes + 1 : 0
      beginsLine = scalar.properties.isWhitespace
      if scalar.isInvisible {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text filled up with spaces to a width; at the front where it is aligned to the right.
  package func padded(to width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - count))
    return right ? fill + self : self + fill
  }
}

extension Unicode.Scalar {
  /// Whether a terminal would obey it, or show a text otherwise than it is: controls, ends of lines, and what turns
  /// the direction of a line. The joiners, which some scripts need, are no such.
  var isInvisible: Bool {
    if value < 0x7f { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return value != 0x200c && value != 0x200d
    default: return false
    }
  }
}
