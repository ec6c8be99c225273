import CJSONC

extension JSONNode {
  /// The value of a string.
  ///
  /// Throws when this is no string.
  public func string() throws(JSONError) -> String {
    guard kind == .string else { throw expected("a string") }
    return Tree.string(of: pointer)
  }

  /// The value of a boolean.
  ///
  /// Throws when this is no boolean.
  public func boolean() throws(JSONError) -> Bool {
    guard kind == .boolean else { throw expected("a boolean") }
    return json_object_get_boolean(pointer) != 0
  }

  /// The value of an integer: a number written without fraction or exponent that fits 64 bits.
  ///
  /// Throws when this is anything else, `3.0` included.
  public func integer() throws(JSONError) -> Int {
    switch Self.number(at: pointer) {
    case .integer(let value): return value
    case .wideInteger: throw expected("an integer of at most 64 bits")
    case .double, nil: throw expected("an integer")
    }
  }

  /// The value of an integer within a range.
  ///
  /// Throws when this is no integer or is outside the range.
  public func integer(in range: ClosedRange<Int>) throws(JSONError) -> Int {
    guard case .integer(let value) = Self.number(at: pointer), range.contains(value) else {
      throw expected("an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// The value of a number, or of a string that spells one.
  ///
  /// Such strings are `"NaN"`, `"Infinity"`, `"-Infinity"` and hexadecimal floats as in C99, for instance
  /// `"0x1.999999999999ap-4"`, whose value must be exactly a double. Throws when this is anything else.
  public func number() throws(JSONError) -> JSONNumber {
    guard let number = Self.number(at: pointer) else { throw expected("a number") }
    return number
  }

  /// The value of a number as ``number()`` reads it, as a double: an integer beyond 2^53 is rounded to the nearest,
  /// and `-0` keeps its sign.
  ///
  /// Throws when this is no number, and at an integer beyond the largest double.
  public func double() throws(JSONError) -> Double {
    guard let value = Self.double(at: pointer) else { throw expected("a number") }
    guard let value = value.inRange else { throw expected("a number that a double holds") }
    return value
  }

  /// A node's number as a double, not yet held against the largest; nil where the node is no number.
  @inline(__always)
  static func double(at pointer: OpaquePointer?) -> UncheckedDouble? {
    guard json_object_get_type(pointer) == json_type_double else {
      return number(at: pointer).map { UncheckedDouble(value: $0.asDouble, isSpelled: true) }
    }
    return UncheckedDouble(value: json_object_get_double(pointer), isSpelled: false)
  }

  /// A double as json-c has it: infinite where an integer is beyond the largest double.
  struct UncheckedDouble {
    var value: Double
    /// Whether it comes of a string or an integer of 64 bits, and may be infinite.
    var isSpelled: Bool

    /// The value; nil where it stands for an integer beyond the largest double.
    @inline(__always)
    var inRange: Double? { isSpelled || value.isFinite ? value : nil }
  }

  static func number(at pointer: OpaquePointer?) -> JSONNumber? {
    switch json_object_get_type(pointer) {
    case json_type_double:
      return WideInteger.number(at: pointer)
    case json_type_int:
      return Int(exactly: json_object_get_int64(pointer)).map { .integer($0) }
    case json_type_string:
      return SpelledNumber.value(of: Tree.stringBytes(of: pointer)).map { .double($0) }
    default:
      return nil
    }
  }
}
