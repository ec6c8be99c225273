/// A view of one value in a parsed document; it keeps the document alive.
public struct JSONNode: Sendable {
  /// Pointers into the document's tree, which is never changed.
  struct Handle: @unchecked Sendable {
    /// The value; nil is the JSON value `null`.
    let pointer: OpaquePointer?
    /// The array or object that the value is in, where the value is `null` or an array's element.
    var parent: OpaquePointer?
    /// Its place among the parent's elements or members.
    var position = 0
  }

  let document: Document
  private let handle: Handle

  init(document: Document, handle: Handle) {
    self.document = document
    self.handle = handle
  }

  var pointer: OpaquePointer? { handle.pointer }

  /// The place of the value in its document.
  ///
  /// It is looked for in the tree when it is asked for: only errors want it, and reading shall not pay for it.
  public var path: JSONPath {
    guard let parent = handle.parent else { return path(to: pointer) }
    return path(to: parent).appending(Tree.step(to: handle.position, in: parent))
  }

  private func path(to pointer: OpaquePointer?) -> JSONPath {
    Tree.path(to: pointer, in: document.root, at: document.place) ?? document.place
  }

  /// What sort of value this is.
  public var kind: JSONKind { Tree.kind(of: pointer) }

  /// Tells whether this is the literal `null`.
  public var isNull: Bool { pointer == nil }

  /// The name of the file that the document came from, or the empty text.
  public var source: String { document.source }

  /// An error about this value, with its source, its path, and, where the document came from a file, its line and
  /// column.
  public func error(_ message: String) -> JSONError {
    let path = path
    let position = document.position(of: path)
    return JSONError(
      source: source,
      line: position?.line,
      column: position?.column,
      path: path,
      message: message
    )
  }

  /// The element of this array at an index.
  func element(_ pointer: OpaquePointer?, at index: Int) -> JSONNode {
    JSONNode(document: document, handle: Handle(pointer: pointer, parent: self.pointer, position: index))
  }

  /// The member of this object with a key.
  func member(_ pointer: OpaquePointer?, key: @autoclosure () -> String) -> JSONNode {
    guard pointer == nil else { return JSONNode(document: document, handle: Handle(pointer: pointer)) }
    // A null has no pointer to be found by.
    let position = Tree.position(of: key(), in: self.pointer)
    return JSONNode(
      document: document,
      handle: Handle(pointer: nil, parent: self.pointer, position: position)
    )
  }
}
