import CJSONC

/// A view of one value in a parsed document, which it keeps alive. Sendable because the document's tree is never changed.
package struct JSONNode: @unchecked Sendable {
  let document: Document
  /// The value; nil is the JSON value `null`.
  let pointer: OpaquePointer?
  /// The array or object that the value is in, and the step from there; nil for the root.
  private let parent: (pointer: OpaquePointer?, step: JSONPath.Step)?

  init(_ document: Document) {
    (self.document, pointer, parent) = (document, document.root, nil)
  }

  /// A value in another.
  init(_ pointer: OpaquePointer?, in parent: JSONNode, _ step: JSONPath.Step) {
    (document, self.pointer, self.parent) = (parent.document, pointer, (parent.pointer, step))
  }

  /// Parses a document of UTF-8 bytes. Throws an error with line and column when the bytes are not strictly JSON, have a
  /// key twice in one object or a number beyond the range of a double, or are beyond the limits.
  package init(parsing bytes: [UInt8], source: String = "", limits: JSONLimits = .standard) throws(JSONError)
  {
    self.init(try Document(parsing: bytes, source: source, limits: limits))
  }

  /// Parses a document given as text; throws as the other initializers do.
  package init(parsing text: String, source: String = "", limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), source: source, limits: limits)
  }

  /// Parses a document that is a file, or some of its lines from `firstLine` on. The bytes are kept with it, so that
  /// every error has the line and the column of the value that it is about; throws as the other initializers do.
  package init(file: String, _ bytes: [UInt8], firstLine: Int = 1) throws(JSONError) {
    self.init(try Document(parsing: bytes, source: file, file: (bytes, firstLine), limits: .standard))
  }

  /// The place of the value in its document: looked for when it is asked for, since only errors want it.
  package var path: JSONPath {
    let root = document.column?.path ?? .root
    guard let parent else { return root }
    let steps = Tree.steps(to: parent.pointer, in: document.root) ?? []
    return (steps + [parent.step]).reduce(root) { $0.appending($1) }
  }

  package var kind: JSONKind { document.kind(of: pointer) }
  package var isNull: Bool { pointer == nil }
  package var source: String { document.source }

  /// An error about this value, with its source and path, and with line and column where the document is a file.
  package func error(_ message: String) -> JSONError {
    let path = path
    let at = document.file.map { TextPosition(of: path, in: $0.bytes, firstLine: $0.firstLine) }
    return JSONError(source: source, line: at?.line, column: at?.column, path: path, message: message)
  }

  /// The error of a value that is not what the reader needs.
  func expected(_ what: String) -> JSONError { error("expected \(what), found \(summary)") }

  /// The value in a few words: small ones whole, others by their size.
  private var summary: String {
    func counted(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
    switch kind {
    case .null: return "null"
    case .boolean: return json_object_get_boolean(pointer) != 0 ? "true" : "false"
    case .integer:
      let digits = document.digits(at: pointer) ?? "\(json_object_get_int64(pointer))"
      return digits.utf8.count > BoundedText.limit ? "an integer of \(digits.utf8.count) digits" : digits
    case .double: return "\(json_object_get_double(pointer))"
    case .string: return "the string \(BoundedText.quoted(Tree.string(pointer)))"
    case .array: return "an array of \(counted(elementCount, "element"))"
    case .object: return "an object of \(counted(Int(json_object_object_length(pointer)), "member"))"
    }
  }
}

/// What sort of value a node holds: an integer is a number without fraction or exponent, of any size.
package enum JSONKind: Sendable, Equatable {
  case null, boolean, integer, double, string, array, object
}
