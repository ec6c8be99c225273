/// Arrays of numbers and nulls only, whose layout depends on their length alone.
enum NumberColumn {
  /// The most elements that are kept on one line.
  static let longestOnOneLine = 16
  /// The elements on each line of a longer column.
  static let perLine = 10

  /// Tells whether a value is laid out as a column. It looks at what will be written, not at the cases, so that
  /// a value copied from the written text has the same layout.
  static func isColumn(_ value: JSONValue) -> Bool {
    switch value {
    case .doubles: true
    case .array(let elements): elements.allSatisfy(isNumberOrNull)
    default: false
    }
  }

  static func isLongColumn(_ value: JSONValue) -> Bool {
    switch value {
    case .doubles(let values, _): values.count > longestOnOneLine
    case .array(let elements): elements.count > longestOnOneLine && isColumn(value)
    default: false
    }
  }

  private static func isNumberOrNull(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .integer, .wideInteger, .double: true
    case .string(let text): SpelledNumber.value(of: text) != nil
    case .boolean, .array, .object, .doubles: false
    }
  }
}
