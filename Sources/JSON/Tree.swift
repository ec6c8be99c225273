import CJSONC

/// Reading access to json-c's tree. Nothing here writes to a node: `json_object_to_json_string` and the
/// conversions that call it cache their text inside the node, so they are never used on a parsed tree.
enum Tree {
  static func kind(of node: OpaquePointer?) -> JSONKind {
    switch json_object_get_type(node) {
    case json_type_boolean: .boolean
    case json_type_int: .integer
    case json_type_double: .double
    case json_type_string: .string
    case json_type_array: .array
    case json_type_object: .object
    default: .null
    }
  }

  /// The UTF-8 bytes of a string node, which live as long as the tree. The node must be a string.
  static func stringBytes(of node: OpaquePointer?) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: json_object_get_string(node),
      count: Int(json_object_get_string_len(node))
    )
  }

  static func string(of node: OpaquePointer?) -> String {
    String(decoding: stringBytes(of: node), as: UTF8.self)
  }

  /// The member of an object with exactly this key; the outer optional tells whether there is one.
  static func member(_ key: String, of object: OpaquePointer?) -> OpaquePointer?? {
    // A C string would end at the NUL and find the member with the shorter key. The scanner lets no key with
    // a NUL into a tree.
    guard !key.utf8.contains(0) else { return nil }
    var value: OpaquePointer?
    return json_object_object_get_ex(object, key, &value) != 0 ? .some(value) : nil
  }

  /// The first key of an object that is not among those allowed, byte for byte. Keys that are make no text.
  static func firstKey(of object: OpaquePointer?, notAmong allowed: [String]) -> String? {
    guard let object else { return nil }
    var current = json_object_iter_begin(object)
    var end = json_object_iter_end(object)
    while json_object_iter_equal(&current, &end) == 0 {
      guard let name = json_object_iter_peek_name(&current) else { return nil }
      if !allowed.contains(where: { isKey($0, name) }) { return String(cString: name) }
      json_object_iter_next(&current)
    }
    return nil
  }

  private static func isKey(_ key: String, _ name: UnsafePointer<CChar>) -> Bool {
    var index = 0
    for byte in key.utf8 {
      // The name's NUL differs from every byte of a key, so that nothing beyond it is read.
      guard byte != 0, UInt8(bitPattern: name[index]) == byte else { return false }
      index += 1
    }
    return name[index] == 0
  }

  /// Calls `body` with every member of an object, in the order of the document.
  static func forEachMember(of object: OpaquePointer?, _ body: (String, OpaquePointer?) -> Void) {
    guard let object else { return }
    var current = json_object_iter_begin(object)
    var end = json_object_iter_end(object)
    while json_object_iter_equal(&current, &end) == 0 {
      body(String(cString: json_object_iter_peek_name(&current)), json_object_iter_peek_value(&current))
      json_object_iter_next(&current)
    }
  }
}
