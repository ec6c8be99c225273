import JSON

/// How long the texts may be that others send: what is longer is no message for a reader.
package enum TextLimits {
  /// Names, versions, addresses: bytes.
  package static let name = 1000
  /// Reasons and the wordings of errors: bytes.
  package static let message = 65_536
}

extension JSONNode {
  /// A text of at most so many bytes.
  package func string(atMost limit: Int) throws(JSONError) -> String {
    let text = try string()
    guard text.utf8.count <= limit else {
      throw error("expected a text of at most \(limit) bytes, found \(text.utf8.count)")
    }
    return text
  }
}
