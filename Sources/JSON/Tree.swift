import CJSONC

/// Reading access to json-c's tree. Nothing here writes to a node: `json_object_to_json_string` and the
/// conversions that call it cache their text inside the node, so they are never used on a parsed tree.
enum Tree {
  static func kind(of node: OpaquePointer?) -> JSONKind {
    switch json_object_get_type(node) {
    case json_type_boolean: .boolean
    case json_type_int: .integer
    case json_type_double: WideInteger.digits(at: node) == nil ? .double : .integer
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
    var value: OpaquePointer?
    let isThere = key.withCString { name in
      // A C string would end at a NUL and find the member with the shorter key. The scanner lets no key with one
      // into a tree.
      length(name) == key.utf8.count && json_object_object_get_ex(object, name, &value) != 0
    }
    return isThere ? .some(value) : nil
  }

  private static func length(_ text: UnsafePointer<CChar>) -> Int {
    var length = 0
    while text[length] != 0 { length += 1 }
    return length
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
    let count = key.utf8.count
    return key.withCString { key in
      var index = 0
      // The name's NUL differs from every byte of a key, so that nothing beyond it is read.
      while index < count, key[index] != 0, key[index] == name[index] { index += 1 }
      return index == count && name[index] == 0
    }
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

  /// The place of a value in a tree that is at a place itself; nil where it is not there. `null` has none to be found
  /// by.
  static func path(to pointer: OpaquePointer?, in node: OpaquePointer?, at path: JSONPath) -> JSONPath? {
    guard let pointer, let node else { return nil }
    if node == pointer { return path }
    switch kind(of: node) {
    case .array:
      for index in 0..<json_object_array_length(node) {
        let element: OpaquePointer? = json_object_array_get_idx(node, index)
        if let found = self.path(to: pointer, in: element, at: path.appending(index: Int(index))) {
          return found
        }
      }
    case .object:
      var found: JSONPath?
      forEachMember(of: node) { key, value in
        found = found ?? self.path(to: pointer, in: value, at: path.appending(key: key))
      }
      return found
    case .null, .boolean, .integer, .double, .string: break
    }
    return nil
  }

  /// The place of an object's member among the others.
  static func position(of key: String, in object: OpaquePointer?) -> Int {
    var position = 0
    var found = 0
    forEachMember(of: object) { name, _ in
      if name.utf8.elementsEqual(key.utf8) { found = position }
      position += 1
    }
    return found
  }

  /// The step that leads to an array's element or to an object's member by its place among the others.
  static func step(to position: Int, in parent: OpaquePointer?) -> JSONPath.Step {
    guard kind(of: parent) == .object else { return .index(position) }
    var keys: [String] = []
    forEachMember(of: parent) { key, _ in keys.append(key) }
    return .key(position < keys.count ? keys[position] : "")
  }
}
