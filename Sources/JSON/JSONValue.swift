/// A value to be written as JSON.
///
/// Doubles are written in the shortest form that reads back as the same bits, never in the form of an integer;
/// NaN and the infinities as the strings `"NaN"`, `"Infinity"` and `"-Infinity"`, which ``JSONNode/number()``
/// reads.
public indirect enum JSONValue: Sendable {
  /// The literal `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// An integer.
  case integer(Int)
  /// An integer beyond 64 bits, as its digits, which are written as they are: see ``JSONNumber/wideInteger(_:)``.
  case wideInteger(String)
  /// A number that reads back as a double, even when it is whole: `100.0`.
  case double(Double)
  /// A text.
  case string(String)
  /// A list of values.
  case array([JSONValue])
  /// A list of named values, written in this order; the writer does not look for keys used twice.
  case object([JSONMember])
  /// A list of doubles, written as an array of ``double(_:)`` would be, but for those with the bits of `null`,
  /// which are written as the literal `null`.
  case doubles([Double], null: Double? = nil)
}

extension JSONValue: Equatable {
  /// Tells whether both are the same case with the same contents, doubles compared by their bits: NaN equals
  /// itself, -0 is not 0.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.wideInteger(let left), .wideInteger(let right)): left == right
    case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
    case (.string(let left), .string(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.doubles(let left, let leftNull), .doubles(let right, let rightNull)):
      leftNull?.bitPattern == rightNull?.bitPattern
        && left.elementsEqual(right) { $0.bitPattern == $1.bitPattern }
    default: false
    }
  }
}
