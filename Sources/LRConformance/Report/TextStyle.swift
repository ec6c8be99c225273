/// Colours for a terminal, or none.
public struct TextStyle: Sendable {
  private let isColoured: Bool

  /// A style with or without colours.
  public init(coloured: Bool) { isColoured = coloured }

  public func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }

  /// A text whose first occurrence of a word is red.
  func red(_ word: String, in text: String) -> String {
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

  /// The text with control characters made visible, so that what others wrote cannot steer the terminal.
  public var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      let isControl =
        scalar.value < 0x20 || 0x7f...0x9f ~= scalar.value
        || [0x2028, 0x2029].contains(scalar.value) || 0x202a...0x202e ~= scalar.value
        || 0x2066...0x2069 ~= scalar.value
      if isControl {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text filled up with spaces to a width; at the front where it is aligned to the right.
  public func padded(to width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - count))
    return right ? fill + self : self + fill
  }
}
