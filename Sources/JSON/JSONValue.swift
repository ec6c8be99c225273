import CJSONC

/// A value to be written as JSON: doubles in the shortest form that reads back as the same bits, never in the form of an
/// integer; NaN and the infinities as strings that ``JSONNode/number()`` reads.
package indirect enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// An integer beyond 64 bits, as its digits, which are written as they are: see ``JSONNumber/wideInteger(_:)``.
  case wideInteger(String)
  /// A number that reads back as a double, even when it is whole: `100.0`.
  case double(Double)
  case string(String)
  case array([JSONValue])
  /// Written in this order; the writer does not look for keys used twice.
  case object([JSONMember])
  /// Written as an array of ``double(_:)`` would be, but for those with the bits of `null`, which are a literal `null`.
  case doubles([Double], null: Double? = nil)
}

/// A key with its value, as an object to be written lists them.
package struct JSONMember: Sendable, Equatable {
  package var key: String
  package var value: JSONValue
  package init(_ key: String, _ value: JSONValue) {
    (self.key, self.value) = (key, value)
  }
}

extension JSONValue {
  /// The value as JSON on one line, with no space and no line end.
  package func compact() -> String { String(decoding: compactBytes(), as: UTF8.self) }

  /// The UTF-8 bytes of ``compact()``.
  package func compactBytes() -> [UInt8] {
    var writer = Writer(isSpaced: false)
    _ = writer.write(self)
    return writer.output
  }

  /// The value as JSON laid out for reading and for line-by-line comparison, ending in a line end.
  ///
  /// An array or object that fits into `width` columns, with its indentation of two spaces a level, its key and a comma,
  /// is on one line; any other has one element or member per line. But an array of numbers and nulls only, strings that
  /// spell numbers included, is on one line up to 16 elements, and a longer one, wherever it is, has ten per line.
  package func canonical(width: Int = 100) -> String {
    .init(decoding: canonicalBytes(width: width), as: UTF8.self)
  }

  /// The UTF-8 bytes of ``canonical(width:)``.
  package func canonicalBytes(width: Int = 100) -> [UInt8] {
    // One column is kept for a comma, whether or not there will be one: the layout of a value then does not
    // change when it stops being the last.
    var writer = Writer(isSpaced: true, width: max(width, 1) - 1)
    writer.layOut(self)
    return writer.output + [ASCII.newline]
  }

  /// Copies a parsed value: integers of any size and doubles stay what they are, keys keep their order, and a string
  /// that spells a number stays a string.
  package init(_ node: JSONNode) {
    switch node.kind {
    case .null: self = .null
    case .boolean: self = .boolean(json_object_get_boolean(node.pointer) != 0)
    case .integer, .double: self.init(node.document.number(at: node.pointer))
    case .string: self = .string(Tree.string(node.pointer))
    case .array: self = .array((try? node.elements().map { JSONValue($0) }) ?? [])
    case .object:
      self = .object((try? node.members().map { JSONMember($0.key, JSONValue($0.value)) }) ?? [])
    }
  }

  init(_ number: JSONNumber?) {
    switch number {
    case .integer(let value): self = .integer(value)
    case .wideInteger(let digits): self = .wideInteger(digits)
    case .double(let value): self = .double(value)
    case nil: self = .null
    }
  }
}

extension JSONValue: Equatable {
  /// Tells whether both are written alike: NaN equals itself, -0 is not 0, and 1 is not 1.0.
  package static func == (one: JSONValue, two: JSONValue) -> Bool { one.compactBytes() == two.compactBytes() }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object with its members in the order of the literal.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }
}
