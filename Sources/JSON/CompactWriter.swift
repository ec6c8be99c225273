/// Writes a value on one line without spaces.
enum CompactWriter {
  static func append(_ value: JSONValue, to output: inout [UInt8]) {
    switch value {
    case .null: ScalarWriter.appendNull(to: &output)
    case .boolean(let value): ScalarWriter.append(value, to: &output)
    case .integer(let value): ScalarWriter.append(value, to: &output)
    case .wideInteger(let digits): output.append(contentsOf: digits.utf8)
    case .double(let value): ScalarWriter.append(value, to: &output)
    case .string(let value): StringEscapes.append(value, to: &output)
    case .array(let elements):
      list(elements, within: (ASCII.openBracket, ASCII.closeBracket), to: &output) { element, output in
        append(element, to: &output)
      }
    case .object(let members):
      list(members, within: (ASCII.openBrace, ASCII.closeBrace), to: &output) { member, output in
        StringEscapes.append(member.key, to: &output)
        output.append(ASCII.colon)
        append(member.value, to: &output)
      }
    case .doubles(let values, let null):
      list(values, within: (ASCII.openBracket, ASCII.closeBracket), to: &output) { value, output in
        ScalarWriter.append(value, null: null, to: &output)
      }
    }
  }

  private static func list<Element>(
    _ elements: [Element],
    within brackets: (open: UInt8, close: UInt8),
    to output: inout [UInt8],
    appendElement: (Element, inout [UInt8]) -> Void
  ) {
    output.append(brackets.open)
    var isFirst = true
    for element in elements {
      if !isFirst { output.append(ASCII.comma) }
      isFirst = false
      appendElement(element, &output)
    }
    output.append(brackets.close)
  }
}
