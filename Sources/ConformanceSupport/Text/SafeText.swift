/// Texts of adapters made fit for the formats of reports.
///
/// Names, reasons, messages and standard error come from programs that are judged: none of them may end the element,
/// line or cell that it stands in, steer a terminal, or give a command to whoever reads the report.
extension String {
  /// The text on one line, made fit as `printable` is, and without the characters that XML 1.0 refuses.
  package var singleLine: String {
    let text = printable
    // All others that XML refuses are control characters.
    guard text.unicodeScalars.contains(where: { 0xfffe...0xffff ~= $0.value }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(0xfffe...0xffff ~= scalar.value ? "\u{fffd}" : scalar) }
    return String(result)
  }

  /// The text on one line as the content of an element or of a quoted attribute, in XML and HTML.
  package var markup: String {
    var result = ""
    for character in singleLine.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// A JSON text in which what `printable` makes visible is escaped: as JSON it means the same.
  package var harmlessJSON: String {
    var result = String.UnicodeScalarView()
    var hashes = 0
    for scalar in unicodeScalars {
      // Neither stands outside strings, in which all that is below a space is escaped already.
      if scalar.isInvisible && scalar != "\n" || (scalar == "[" && hashes > 1) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
          result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
        }
      } else {
        result.append(scalar)
      }
      hashes = scalar == "#" ? hashes + 1 : 0
    }
    return String(result)
  }

  /// The bytes of `harmlessJSON`, of the bytes of a JSON text. Traces are long, and nothing in them wants escaping:
  /// a text without a character that might is not copied.
  package static func harmlessJSON(_ bytes: [UInt8]) -> [UInt8] {
    let isHarmless = bytes.allSatisfy { byte in
      0x20..<0x7F ~= byte && byte != UInt8(ascii: "#") || byte == UInt8(ascii: "\n")
    }
    return isHarmless ? bytes : Array(String(decoding: bytes, as: UTF8.self).harmlessJSON.utf8)
  }

  /// The longest run of a character.
  package func longestRun(of character: Unicode.Scalar) -> Int {
    var longest = 0
    var current = 0
    for scalar in unicodeScalars {
      current = scalar == character ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  /// The text with one part replaced by another, wherever it stands.
  package func replacing(_ part: String, by other: String) -> String {
    guard !part.isEmpty else { return self }
    var result = ""
    var rest = unicodeScalars[...]
    let part = Array(part.unicodeScalars)
    while let first = rest.first {
      if rest.starts(with: part) {
        result += other
        rest = rest.dropFirst(part.count)
      } else {
        result.unicodeScalars.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
