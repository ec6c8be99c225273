import CJSONC

/// json-c's parser in strict mode. It reads numbers in the C locale whatever the process has set.
struct Tokener: ~Copyable {
  typealias Answer = (tree: OpaquePointer?, outcome: json_tokener_error, offset: Int)
  private let tokener: UnsafeMutablePointer<json_tokener>?

  init(depth: Int) {
    // json-c counts the level of the innermost scalar too.
    tokener = json_tokener_new_ex(Int32(clamping: depth + 2))
    if let tokener { json_tokener_set_flags(tokener, JSON_TOKENER_STRICT) }
  }

  deinit { json_tokener_free(tokener) }

  /// Reads some bytes more. The tree, nil for `null` too, is the caller's; the offset is that of what is refused.
  func feed(_ text: UnsafeRawBufferPointer) -> Answer {
    guard let tokener else { return (nil, json_tokener_error_size, 0) }
    let start = text.bindMemory(to: CChar.self).baseAddress
    let tree: OpaquePointer? = json_tokener_parse_ex(tokener, start, Int32(clamping: text.count))
    let offset = min(Int(json_tokener_get_parse_end(tokener)), text.count)
    return (tree, json_tokener_get_error(tokener), offset)
  }

  /// Reads some bytes more, and drops the tree.
  private func outcome(of bytes: [UInt8]) -> json_tokener_error {
    let answer = bytes.withUnsafeBytes { feed($0) }
    json_object_put(answer.tree)
    return answer.outcome
  }

  /// What json-c expects after a text, and the bracket that ends there what has no comma; nil after a whole document.
  static func expectation(after text: [UInt8], depth: Int) -> (what: String, closer: UInt8?)? {
    let tokener = Tokener(depth: depth)
    // The space ends a number.
    if tokener.outcome(of: text + [ASCII.space]) == json_tokener_success { return nil }
    switch tokener.outcome(of: [1]) {
    case json_tokener_error_parse_array: return ("\",\" or \"]\"", nil)
    case json_tokener_error_parse_object_value_sep: return ("\",\" or \"}\"", nil)
    case json_tokener_error_parse_object_key_name: return ("a key in double quotes", ASCII.closeBrace)
    case json_tokener_error_parse_object_key_sep: return ("\":\" after the key", nil)
    default: return ("a value", ASCII.closeBracket)
    }
  }

  /// The bytes that a string token, quotes included, stands for; nil for what is none.
  static func bytes(ofString token: UnsafeRawBufferPointer) -> [UInt8]? {
    let (tree, outcome, _) = Tokener(depth: 0).feed(token)
    defer { json_object_put(tree) }
    guard outcome == json_tokener_success, json_object_get_type(tree) == json_type_string else { return nil }
    return Array(Tree.bytes(of: tree))
  }
}

/// Reading access to json-c's tree.
enum Tree {
  /// The UTF-8 bytes of a string node, which live as long as the tree.
  static func bytes(of string: OpaquePointer?) -> UnsafeRawBufferPointer {
    let length = Int(json_object_get_string_len(string))
    return UnsafeRawBufferPointer(start: json_object_get_string(string), count: length)
  }
  static func string(_ node: OpaquePointer?) -> String { String(decoding: bytes(of: node), as: UTF8.self) }

  /// Calls `body` with every member of an object, in the order of the document.
  static func forEachMember(of node: OpaquePointer?, _ body: (UnsafePointer<CChar>, OpaquePointer?) -> Void) {
    var (current, end) = (json_object_iter_begin(node), json_object_iter_end(node))
    while json_object_iter_equal(&current, &end) == 0, let name = json_object_iter_peek_name(&current) {
      body(name, json_object_iter_peek_value(&current))
      json_object_iter_next(&current)
    }
  }

  /// The steps that lead from a node to an array or object in it; nil where it is not there.
  static func steps(to wanted: OpaquePointer?, in node: OpaquePointer?) -> [JSONPath.Step]? {
    if node == wanted { return [] }
    var found: [JSONPath.Step]?
    func look(_ step: @autoclosure () -> JSONPath.Step, _ child: OpaquePointer?) {
      if found == nil, let steps = steps(to: wanted, in: child) { found = [step()] + steps }
    }
    switch json_object_get_type(node) {
    case json_type_array:
      for index in 0..<json_object_array_length(node) {
        look(.index(Int(index)), json_object_array_get_idx(node, index))
      }
    case json_type_object:
      forEachMember(of: node) { name, child in look(.key(String(cString: name)), child) }
    default: break
    }
    return found
  }
}
