import CJSONC

/// Single tokens handed to json-c where the scanner needs to know what json-c will make of them.
enum TokenConversion {
  /// The double nearest to a number token, infinite when the token is beyond the largest double.
  static func double(ofNumber token: UnsafeRawBufferPointer) -> Double? {
    // An integer would be clamped to 64 bits.
    let isInteger = token.allSatisfy { ASCII.isDigit($0) || $0 == ASCII.minus }
    let spelled = Array(token) + (isInteger ? [ASCII.e, ASCII.zero] : [])
    return spelled.withUnsafeBytes { bytes in
      guard let node = try? Tokener.tree(of: bytes, depth: 0) else { return nil }
      defer { json_object_put(node) }
      return json_object_get_double(node)
    }
  }

  /// The bytes that a string token, quotes included, stands for.
  static func bytes(ofString token: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let node = try? Tokener.tree(of: token, depth: 0) else { return nil }
    defer { json_object_put(node) }
    return Array(Tree.stringBytes(of: node))
  }
}
