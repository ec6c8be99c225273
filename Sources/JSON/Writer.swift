/// Writes values on one line, as long as they fit, or in the canonical layout. By hand, since json-c would make an object
/// of every value only to write it, and lays out for no width.
struct Writer {
  private(set) var output: [UInt8] = []
  /// Whether there is a space after each colon and comma, and long columns are never on one line.
  private let isSpaced: Bool
  /// The columns that a line may have.
  private let width: Int
  /// The columns that the line has left; a value that needs more is not written to its end.
  private var room = Int.max
  /// Where the current line begins in the output.
  private var lineStart = 0

  init(isSpaced: Bool, width: Int = .max) {
    (self.isSpaced, self.width) = (isSpaced, width)
  }

  /// Writes a value; false where it does not fit.
  mutating func write(_ value: JSONValue) -> Bool {
    if isSpaced, value.isLongColumn { return false }
    switch value {
    case .null: return put("null")
    case .boolean(let value): return put(value ? "true" : "false")
    case .integer(let value): return put(value.description)
    case .wideInteger(let digits): return put(digits)
    case .double(let value): return write(value, null: nil)
    case .string(let text): return quote(text)
    case .array(let elements): return list(elements, "[", "]") { $0.write($1) }
    case .object(let members): return list(members, "{", "}") { $0.writeKey($1.key) && $0.write($1.value) }
    case .doubles(let values, let null): return list(values, "[", "]") { $0.write($1, null: null) }
    }
  }

  /// A double; the bits of `null` mean that there is none. Swift's description is the shortest that round-trips and
  /// always has a point or an exponent.
  private mutating func write(_ value: Double, null: Double?) -> Bool {
    if let null, value.bitPattern == null.bitPattern { return put("null") }
    guard let spelling = SpelledNumber.spelling(of: value) else { return put(value.description) }
    return quote(spelling)
  }

  private mutating func writeKey(_ key: String) -> Bool { quote(key) && put(isSpaced ? ": " : ":") }

  /// Writes a list with some elements on each line, or all on this one.
  private mutating func list<Element>(
    _ elements: [Element],
    _ open: String,
    _ close: String,
    perLine: Int? = nil,
    depth: Int = 0,
    _ write: (inout Writer, Element) -> Bool
  ) -> Bool {
    guard put(open) else { return false }
    for (index, element) in elements.enumerated() {
      if let perLine, index % perLine == 0 {
        if index > 0 { output.append(ASCII.comma) }
        startLine(depth: depth + 1)
      } else if index > 0 {
        guard put(isSpaced ? ", " : ",") else { return false }
      }
      guard write(&self, element) else { return false }
    }
    // An empty list gets here only when the width holds not even its brackets.
    if perLine != nil, !elements.isEmpty { startLine(depth: depth) }
    return put(close)
  }

  /// Writes ASCII.
  @inline(__always)
  private mutating func put(_ text: String) -> Bool {
    output.append(contentsOf: text.utf8)
    room -= text.utf8.count
    return room >= 0
  }

  private mutating func quote(_ text: String) -> Bool {
    // A character takes at most four bytes, so a text with more than these cannot fit.
    guard text.utf8.count / 4 <= room else { return false }
    var text = text
    let start = output.count
    output.append(ASCII.quote)
    text.withUTF8 { bytes in
      var plain = 0
      for (index, byte) in bytes.enumerated()
      where byte < ASCII.space || byte == ASCII.quote || byte == ASCII.backslash || byte == 0x7F {
        output.append(contentsOf: bytes[plain..<index])
        output.append(contentsOf: Self.escape(byte).utf8)
        plain = index + 1
      }
      output.append(contentsOf: bytes[plain...])
    }
    output.append(ASCII.quote)
    if width < Int.max { room -= output[start...].count(where: ASCII.isFirst) }
    return room >= 0
  }

  /// As json-c has it, but for DEL, which terminals do not show.
  private static func escape(_ byte: UInt8) -> String {
    "\\" + (shortEscapes[byte] ?? "u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))")
  }

  private static let shortEscapes: [UInt8: String] = [
    0x08: "b", 0x09: "t", 0x0A: "n", 0x0C: "f", 0x0D: "r", 0x22: "\"", 0x5C: "\\",
  ]

  /// Writes a value in the canonical layout: see ``JSONValue/canonical(width:)``.
  @discardableResult
  mutating func layOut(_ value: JSONValue, depth: Int = 0) -> Bool {
    let perLine = value.isLongColumn ? 10 : nil
    switch value {
    case .doubles(let values, let null):
      return list(values, "[", "]", perLine: perLine, depth: depth) { $0.write($1, null: null) }
    case .array(let elements) where value.columnCount != nil:
      return list(elements, "[", "]", perLine: perLine, depth: depth) { $0.write($1) }
    case .array(let elements):
      return fits(value)
        || list(elements, "[", "]", perLine: 1, depth: depth) { $0.layOut($1, depth: depth + 1) }
    case .object(let members):
      return fits(value)
        || list(members, "{", "}", perLine: 1, depth: depth) {
          $0.writeKey($1.key) && $0.layOut($1.value, depth: depth + 1)
        }
    default: return write(value)
    }
  }

  /// Writes a value on the line, if it fits; the work is bounded by the width, whatever the size of the value.
  private mutating func fits(_ value: JSONValue) -> Bool {
    let start = output.count
    room = width - output[lineStart...].count(where: ASCII.isFirst)
    defer { room = .max }
    if write(value) { return true }
    output.removeSubrange(start...)
    return false
  }

  private mutating func startLine(depth: Int) {
    output.append(ASCII.newline)
    lineStart = output.count
    output.append(contentsOf: repeatElement(ASCII.space, count: 2 * depth))
  }
}

extension JSONValue {
  /// The number of elements of an array of numbers and nulls only, whose layout depends on its length alone. What will
  /// be written counts, not the cases, so that a value copied from the written text has the same layout.
  fileprivate var columnCount: Int? {
    switch self {
    case .doubles(let values, _): values.count
    case .array(let elements) where elements.allSatisfy(\.isNumberOrNull): elements.count
    default: nil
    }
  }

  /// Whether this is a column with more elements than are kept on one line.
  fileprivate var isLongColumn: Bool { columnCount.map { $0 > 16 } ?? false }

  private var isNumberOrNull: Bool {
    switch self {
    case .null, .integer, .wideInteger, .double: return true
    case .string(var text): return text.withUTF8 { SpelledNumber.value(of: .init($0)) } != nil
    case .boolean, .array, .object, .doubles: return false
    }
  }
}
