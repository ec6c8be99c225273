/// A line and a column counted from 1, the column in Unicode scalars.
package struct TextPosition: Sendable, Equatable {
  package var line = 1
  package var column = 1
}

extension TextPosition {
  /// The place of the value at a path of a document that has been parsed; of the value on the way where there is none
  /// such. The text's first line has the number `firstLine`.
  package init(of path: JSONPath, in text: [UInt8], firstLine: Int = 1) {
    self = text.withUnsafeBytes {
      TextPosition(of: Self.offset(of: path.steps, in: $0), in: $0, firstLine: firstLine)
    }
  }

  /// The place of the byte at `offset`; the bytes before it must be valid UTF-8.
  init(of offset: Int, in text: UnsafeRawBufferPointer, firstLine: Int = 1) {
    line = firstLine
    for byte in text.prefix(offset) {
      if byte == ASCII.newline {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }

  /// Where the value at a path begins, or the last value on the way. json-c keeps no places, so the text is read again,
  /// which only errors pay for. Of a text that is no JSON it makes some place or other within it.
  private static func offset(of steps: [JSONPath.Step], in text: UnsafeRawBufferPointer) -> Int {
    // Of the values on the way, the root included, `matched` have been found, the last at `found`.
    var (index, depth, matched, found, position) = (0, 0, 0, 0, 0)
    var key: UnsafeRawBufferPointer?
    while index < text.count {
      let (start, around, byte) = (index, depth, text[index])
      index += 1
      switch byte {
      case ...ASCII.space, UInt8(ascii: ":"): continue
      case ASCII.comma, ASCII.closeBracket, ASCII.closeBrace:
        if byte != ASCII.comma { depth -= 1 }
        if depth < matched { return found }
        if byte == ASCII.comma, depth == matched { position += 1 }
        continue
      case ASCII.openBracket, ASCII.openBrace: depth += 1
      case ASCII.quote:
        while index < text.count, text[index] != ASCII.quote {
          index += text[index] == ASCII.backslash ? 2 : 1
        }
        index = min(index + 1, text.count)
        guard text[index...].first(where: { $0 > ASCII.space }) == UInt8(ascii: ":") else { break }
        key = UnsafeRawBufferPointer(rebasing: text[start..<index])
        continue
      default:
        while index < text.count, !ASCII.endsToken(text[index]) { index += 1 }
      }
      guard matched == 0 || around == matched && isStep(steps[matched - 1], to: position, key) else {
        continue
      }
      (matched, found, position) = (matched + 1, start, 0)
      if matched > steps.count { return found }
    }
    return found
  }

  private static func isStep(_ step: JSONPath.Step, to position: Int, _ token: UnsafeRawBufferPointer?)
    -> Bool
  {
    switch step {
    case .index(let index): index == position
    case .key(let key): token.flatMap { Tokener.bytes(ofString: $0) }?.elementsEqual(key.utf8) ?? false
    }
  }
}
