extension StrictScanner {
  /// Reads `true`, `false` or `null`, and explains what else may stand where a value is expected.
  func scanLiteral(from start: Int) throws(SyntaxFault) -> Int {
    for literal in ["true", "false", "null"] as [StaticString] where has(literal, at: start) {
      return start + literal.utf8CodeUnitCount
    }
    throw notAValue(at: start)
  }

  func has(_ literal: StaticString, at start: Int) -> Bool {
    literal.withUTF8Buffer { text[start...].starts(with: $0) }
  }

  private func notAValue(at start: Int) -> SyntaxFault {
    switch text[start] {
    case ASCII.singleQuote:
      return SyntaxFault(offset: start, message: "expected a value; strings take double quotes")
    case let byte where ASCII.isLetter(byte):
      let word = text[start...].prefix { ASCII.isLetter($0) || ASCII.isDigit($0) }
      let shown = BoundedText.quoted(String(decoding: word.prefix(BoundedText.limit + 1), as: UTF8.self))
      let isSpelled = word.elementsEqual("NaN".utf8) || word.elementsEqual("Infinity".utf8)
      let hint = isSpelled ? "; write it as a string" : ""
      return SyntaxFault(offset: start, message: "expected a value, found \(shown)\(hint)")
    default:
      return unexpected(at: start, expected: "a value")
    }
  }
}
