/// Writes the canonical layout: see ``JSONValue/canonical(width:)``.
struct CanonicalWriter {
  private let width: Int
  private var output: [UInt8] = []
  /// Where the current line begins in the output.
  private var lineStart = 0

  static func bytes(of value: JSONValue, width: Int) -> [UInt8] {
    // One column is kept for a comma, whether or not there will be one: the layout of a value then does not
    // change when it stops being the last.
    var writer = CanonicalWriter(width: max(width, 1) - 1)
    writer.write(value, depth: 0)
    writer.output.append(ASCII.newline)
    return writer.output
  }

  private init(width: Int) {
    self.width = width
  }

  private mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null, .boolean, .integer, .wideInteger, .double, .string:
      CompactWriter.append(value, to: &output)
    case .array(let elements):
      if writeColumn(value, elements, depth: depth, append: CompactWriter.append) { return }
      if writeInline(value) { return }
      block(elements, ASCII.openBracket, ASCII.closeBracket, depth: depth) { writer, element in
        writer.write(element, depth: depth + 1)
      }
    case .object(let members):
      if writeInline(value) { return }
      block(members, ASCII.openBrace, ASCII.closeBrace, depth: depth) { writer, member in
        StringEscapes.append(member.key, to: &writer.output)
        writer.output += [ASCII.colon, ASCII.space]
        writer.write(member.value, depth: depth + 1)
      }
    case .doubles(let values, let null):
      _ = writeColumn(value, values, depth: depth) { ScalarWriter.append($0, null: null, to: &$1) }
    }
  }

  private mutating func writeInline(_ value: JSONValue) -> Bool {
    let column = output[lineStart...].count { $0 & 0xC0 != 0x80 }
    return InlineWriter.append(value, column: column, width: width, to: &output)
  }

  /// Writes an array of numbers and nulls by its own rule; returns false when the value is none.
  private mutating func writeColumn<Element>(
    _ value: JSONValue,
    _ elements: [Element],
    depth: Int,
    append: (Element, inout [UInt8]) -> Void
  ) -> Bool {
    guard NumberColumn.isColumn(value) else { return false }
    let isLong = elements.count > NumberColumn.longestOnOneLine
    output.append(ASCII.openBracket)
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(ASCII.comma) }
      if isLong, index % NumberColumn.perLine == 0 {
        startLine(depth: depth + 1)
      } else if index > 0 {
        output.append(ASCII.space)
      }
      append(element, &output)
    }
    if isLong { startLine(depth: depth) }
    output.append(ASCII.closeBracket)
    return true
  }

  /// Writes a list with one element per line.
  private mutating func block<Element>(
    _ elements: [Element],
    _ open: UInt8,
    _ close: UInt8,
    depth: Int,
    writeElement: (inout CanonicalWriter, Element) -> Void
  ) {
    output.append(open)
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(ASCII.comma) }
      startLine(depth: depth + 1)
      writeElement(&self, element)
    }
    // An empty list gets here only when the width holds not even its brackets.
    if !elements.isEmpty { startLine(depth: depth) }
    output.append(close)
  }

  private mutating func startLine(depth: Int) {
    output.append(ASCII.newline)
    lineStart = output.count
    output.append(contentsOf: repeatElement(ASCII.space, count: 2 * depth))
  }
}
