import JSON

/// How long the texts may be that others send: what is longer is no message for a reader.
enum TextLimits {
  /// Names, versions, addresses: bytes.
  static let name = 1000
  /// Reasons and the wordings of errors: bytes.
  static let message = 65_536
}

extension JSONNode {
  /// A text of at most so many bytes.
  func string(atMost limit: Int) throws(JSONError) -> String {
    let text = try string()
    guard text.utf8.count <= limit else {
      throw error("expected a text of at most \(limit) bytes, found \(text.utf8.count)")
    }
    return text
  }
}
