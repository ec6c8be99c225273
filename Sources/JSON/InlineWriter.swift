/// Writes a value on one line with a space after each colon and comma, as long as it fits.
struct InlineWriter {
  /// The line may not grow beyond this many columns.
  private let width: Int
  private var column: Int
  private(set) var output: [UInt8]

  /// Appends the value when it fits into `width` columns after `column` ones that are taken; otherwise leaves the
  /// output as it was and returns false. The work is bounded by the width, whatever the size of the value.
  static func append(_ value: JSONValue, column: Int, width: Int, to output: inout [UInt8]) -> Bool {
    let start = output.count
    var writer = InlineWriter(width: width, column: column, output: [])
    swap(&writer.output, &output)
    let fits = writer.write(value)
    swap(&writer.output, &output)
    if !fits { output.removeSubrange(start...) }
    return fits
  }

  private init(width: Int, column: Int, output: [UInt8]) {
    self.width = width
    self.column = column
    self.output = output
  }

  private mutating func write(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .boolean, .integer, .wideInteger, .double:
      return count { CompactWriter.append(value, to: &$0) }
    case .string(let text):
      return write(text)
    case .array(let elements):
      guard !NumberColumn.isLongColumn(value) else { return false }
      return list(elements, ASCII.openBracket, ASCII.closeBracket) { $0.write($1) }
    case .object(let members):
      return list(members, ASCII.openBrace, ASCII.closeBrace) { writer, member in
        writer.write(member.key)
          && writer.count { $0 += [ASCII.colon, ASCII.space] }
          && writer.write(member.value)
      }
    case .doubles(let values, let null):
      guard !NumberColumn.isLongColumn(value) else { return false }
      return list(values, ASCII.openBracket, ASCII.closeBracket) { writer, value in
        writer.count { ScalarWriter.append(value, null: null, to: &$0) }
      }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element],
    _ open: UInt8,
    _ close: UInt8,
    writeElement: (inout InlineWriter, Element) -> Bool
  ) -> Bool {
    guard count({ $0.append(open) }) else { return false }
    var isFirst = true
    for element in elements {
      guard isFirst || count({ $0 += [ASCII.comma, ASCII.space] }) else { return false }
      isFirst = false
      guard writeElement(&self, element) else { return false }
    }
    return count { $0.append(close) }
  }

  private mutating func write(_ text: String) -> Bool {
    // A character takes at most four bytes, so a text with more than these cannot fit.
    guard text.utf8.count / 4 <= width else { return false }
    return count { StringEscapes.append(text, to: &$0) }
  }

  /// Appends bytes and tells whether the line still fits.
  private mutating func count(_ append: (inout [UInt8]) -> Void) -> Bool {
    let start = output.count
    append(&output)
    column += output[start...].count { $0 & 0xC0 != 0x80 }
    return column <= width
  }
}
