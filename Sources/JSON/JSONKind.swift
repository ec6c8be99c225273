/// What sort of value a node holds.
public enum JSONKind: Sendable, Equatable {
  /// The literal `null`.
  case null
  /// `true` or `false`.
  case boolean
  /// A number written without fraction or exponent, of any size.
  case integer
  /// Any other number.
  case double
  /// A text.
  case string
  /// A list of values.
  case array
  /// A list of named values.
  case object

  /// The kind in a sentence: `a number`, `an array`.
  public var name: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .double: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
