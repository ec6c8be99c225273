/// A view of one value in a parsed document; it keeps the document alive.
public struct JSONNode: Sendable {
  /// A pointer into the document's tree, which is never changed; nil is the JSON value `null`.
  struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer?
  }

  let document: Document
  private let handle: Handle

  /// The place of the value in its document.
  public let path: JSONPath

  init(document: Document, pointer: OpaquePointer?, path: JSONPath) {
    self.document = document
    self.handle = Handle(pointer: pointer)
    self.path = path
  }

  var pointer: OpaquePointer? { handle.pointer }

  /// What sort of value this is.
  public var kind: JSONKind { Tree.kind(of: pointer) }

  /// Tells whether this is the literal `null`.
  public var isNull: Bool { pointer == nil }

  /// The name of the file that the document came from, or the empty text.
  public var source: String { document.source }

  /// An error about this value, with its source and path.
  public func error(_ message: String) -> JSONError {
    JSONError(source: source, path: path, message: message)
  }

  func child(_ pointer: OpaquePointer?, at path: JSONPath) -> JSONNode {
    JSONNode(document: document, pointer: pointer, path: path)
  }
}
