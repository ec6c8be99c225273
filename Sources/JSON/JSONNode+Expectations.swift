import CJSONC

extension JSONNode {
  /// The error of a value that is not what the reader needs.
  func expected(_ what: String) -> JSONError {
    error("expected \(what), found \(summary)")
  }

  /// The value in a few words: small ones whole, others by their size.
  var summary: String {
    switch kind {
    case .null: "null"
    case .boolean: json_object_get_boolean(pointer) != 0 ? "true" : "false"
    case .integer: Self.shown(WideInteger.digits(at: pointer) ?? "\(json_object_get_int64(pointer))")
    case .double: "\(json_object_get_double(pointer))"
    case .string: "the string \(BoundedText.quoted(Tree.string(of: pointer)))"
    case .array: Self.counted(elementCount, "an array of", "element")
    case .object: Self.counted(Int(json_object_object_length(pointer)), "an object of", "member")
    }
  }

  private static func shown(_ digits: String) -> String {
    digits.utf8.count > BoundedText.limit ? "an integer of \(digits.utf8.count) digits" : digits
  }

  private static func counted(_ count: Int, _ start: String, _ unit: String) -> String {
    "\(start) \(count) \(unit)\(count == 1 ? "" : "s")"
  }
}
