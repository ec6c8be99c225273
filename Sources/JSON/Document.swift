import CJSONC

/// A parsed tree, freed with the last node that looks at it. Sendable because the tree is never changed once it is made:
/// `json_object_to_json_string` and the conversions that call it cache their text inside a node, so are never used on it.
final class Document: @unchecked Sendable {
  /// A file, or some lines of it, of which errors tell lines and columns.
  typealias File = (bytes: [UInt8], firstLine: Int)

  /// The tree's root; nil is the JSON value `null`.
  let root: OpaquePointer?
  let source: String
  let file: File?
  /// The column of another document that this one is.
  let column: JSONNode?
  /// What the tree has only stand-ins of, and the text that has it.
  private let exempts: [Exempt]
  private let text: [UInt8]
  private let isLarge: Bool

  /// Checks and parses a text; `source` is what it is of, or the empty text.
  init(
    parsing text: [UInt8],
    source: String,
    file: File? = nil,
    column: JSONNode? = nil,
    limits: JSONLimits
  ) throws(JSONError) {
    let limit = limits.effectiveBytes
    guard text.count <= limit else {
      throw JSONError(source: source, message: "document too large: \(text.count) bytes, of at most \(limit)")
    }
    do throws(Lexer.Fault) {
      (root, exempts) = try text.withUnsafeBufferPointer { (text) throws(Lexer.Fault) in
        var lexer = Lexer(UnsafeRawBufferPointer(text), limits: limits)
        return (try Self.tree(of: &lexer), lexer.exempts)
      }
    } catch {
      let firstLine = file?.firstLine ?? 1
      let at = text.withUnsafeBytes { TextPosition(of: error.offset, in: $0, firstLine: firstLine) }
      throw JSONError(source: source, line: at.line, column: at.column, message: error.message ?? "")
    }
    self.text = exempts.isEmpty ? [] : text
    (self.source, self.file, self.column) = (source, file, column)
    isLarge = text.count >= 4 << 20
  }

  deinit {
    json_object_put(root)
    // A tree takes thirty times its text, in pieces that the C library keeps for later.
    if isLarge { lrconform_trim_memory() }
  }

  /// The whole tree of a column of this document, elements and all.
  func materialised(_ exempt: Exempt, at column: JSONNode) throws(JSONError) -> Document {
    var limits = JSONLimits(maximumDepth: 1, maximumBytes: .max, maximumValues: .max)
    limits.fewestElements = .max
    let text = Array(text[exempt.range])
    return try Document(parsing: text, source: source, file: file, column: column, limits: limits)
  }

  /// Has json-c parse what a lexer has passed; throws the lexer's fault, or json-c's where that is earlier.
  private static func tree(of lexer: inout Lexer) throws(Lexer.Fault) -> OpaquePointer? {
    var fault: Lexer.Fault?
    do throws(Lexer.Fault) { try lexer.scan() } catch { fault = error }
    let end = fault == nil ? lexer.text.count : lexer.judged
    let tokener = Tokener(depth: lexer.limits.effectiveDepth)
    var (tree, outcome, offset): (OpaquePointer?, json_tokener_error, Int)
    if lexer.exempts.isEmpty {
      (tree, outcome, offset) = tokener.feed(UnsafeRawBufferPointer(rebasing: lexer.text[..<end]))
    } else {
      let (copy, pieces) = Exempt.withStandIns(for: lexer.exempts, in: lexer.text, upTo: end)
      (tree, outcome, offset) = copy.withUnsafeBytes { tokener.feed($0) }
      if let piece = pieces.last(where: { $0.copy <= offset }) { offset += piece.original - piece.copy }
    }
    if fault == nil, outcome == json_tokener_continue, lexer.open.isEmpty, lexer.count > 0 {
      // A number at the end of the text is complete only once json-c has seen the end of a C string.
      (tree, outcome, _) = [0].withUnsafeBytes { tokener.feed($0) }
    }
    switch outcome {
    case json_tokener_success where fault == nil: return tree
    case json_tokener_success, json_tokener_continue:
      json_object_put(tree)
      guard let fault else { throw lexer.endOfInput() }
      throw fault.message == nil ? lexer.refusal(at: fault.offset) : fault
    case json_tokener_error_size: throw Lexer.Fault(0, "json-c: out of memory")
    default: throw lexer.refusal(at: offset, outcome)
    }
  }

  func kind(of node: OpaquePointer?) -> JSONKind {
    switch json_object_get_type(node) {
    case json_type_boolean: .boolean
    case json_type_int: .integer
    case json_type_double: exempt(at: node).map { $0.elements == nil ? .integer : .array } ?? .double
    case json_type_string: .string
    case json_type_array: .array
    case json_type_object: .object
    default: .null
    }
  }

  /// What a node stands for that json-c did not get; nil for any other node.
  @inline(__always)
  func exempt(at node: OpaquePointer?) -> Exempt? {
    guard !exempts.isEmpty, let place = Exempt.place(at: node), place < exempts.count else { return nil }
    return exempts[place]
  }

  /// The text of an integer that json-c did not get; nil for any other node.
  func digits(at node: OpaquePointer?) -> String? {
    guard let exempt = exempt(at: node), exempt.elements == nil else { return nil }
    return String(decoding: text[exempt.range], as: UTF8.self)
  }

  /// A node's number; nil where the node is none.
  func number(at node: OpaquePointer?) -> JSONNumber? {
    switch json_object_get_type(node) {
    case json_type_int: .integer(Int(json_object_get_int64(node)))
    case json_type_string: SpelledNumber.value(of: Tree.bytes(of: node)).map { .double($0) }
    case json_type_double where json_object_get_double(node).isFinite: .double(json_object_get_double(node))
    default: digits(at: node).flatMap { JSONNumber($0) }
    }
  }

  /// A node's number as a double, infinite for an integer beyond the largest; nil where the node is none.
  func double(at node: OpaquePointer?) -> Double? {
    // The integer -0 is 0, but its double has the sign.
    digits(at: node).flatMap { Double($0) } ?? number(at: node)?.asDouble
  }
}
