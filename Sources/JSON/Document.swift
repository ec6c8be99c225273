import CJSONC

/// A parsed tree, freed with the last node that looks at it.
///
/// Sendable because the tree is never changed once it is made: see ``Tree``.
final class Document: @unchecked Sendable {
  /// The tree's root; nil is the JSON value `null`.
  let root: OpaquePointer?
  let source: String
  /// The text, of a document from a file: errors tell lines and columns of it.
  private let text: DocumentText?
  /// Where the root is, in the document of a document.
  let place: JSONPath
  /// The arrays of which the tree has only stand-ins.
  private let columns: [LongColumn]
  private let isLarge: Bool

  /// From this size of the text on, in bytes, the tree's memory is given back to the system.
  private static let largeText = 4 << 20

  /// A tree and the size in bytes of the text that it was made of.
  private struct Parsed {
    var root: OpaquePointer?
    var textSize: Int
  }

  /// Takes ownership of the tree.
  private init(
    owning tree: Parsed,
    columns: [LongColumn],
    source: String,
    text: DocumentText?,
    place: JSONPath = .root
  ) {
    root = tree.root
    self.text = text
    self.place = place
    self.columns = columns
    self.source = source
    isLarge = tree.textSize >= Self.largeText
  }

  deinit {
    json_object_put(root)
    // A tree takes thirty times its text, in pieces that the C library keeps for later.
    if isLarge { lrconform_trim_memory() }
  }

  /// The line and the column of the value at a path; nil where the text is not kept.
  func position(of path: JSONPath) -> TextPosition? { text?.position(of: path) }

  /// The long column that a node of the tree stands for; nil for any other node.
  @inline(__always)
  func column(at node: OpaquePointer?) -> LongColumn? {
    if columns.isEmpty { return nil }
    guard let index = StandIn.index(at: node), columns.indices.contains(index) else { return nil }
    return columns[index]
  }

  /// Checks and parses a text. The error is in the result for the sake of closures that cannot throw it.
  ///
  /// - Parameters:
  ///   - source: What the text is of, or the empty text.
  ///   - fileLine: The line of a file with which the text begins; nil for a text that is none.
  ///   - kept: Bytes of the text that outlive it, asked for long columns, and for the whole text of a file.
  static func parse(
    _ text: UnsafeRawBufferPointer,
    source: String,
    fileLine: Int? = nil,
    limits: JSONLimits,
    kept: (Range<Int>) -> ArraySlice<UInt8>
  ) -> Result<Document, JSONError> {
    let limit = limits.effectiveBytes
    guard text.count <= limit else {
      let message = "document too large: \(text.count) bytes, of at most \(limit)"
      return .failure(JSONError(source: source, message: message))
    }
    do throws(SyntaxFault) {
      let depth = limits.effectiveDepth
      var scanner = StrictScanner(text: text, maximumDepth: depth, maximumValues: limits.maximumValues)
      try scanner.scan()
      let tree = try tree(of: text, scanner, depth: depth)
      let columns = scanner.columns.map { LongColumn($0, in: kept($0.range)) }
      let whole = fileLine.map { DocumentText(bytes: kept(0..<text.count), firstLine: $0) }
      return .success(Document(owning: tree, columns: columns, source: source, text: whole))
    } catch {
      let position = TextPosition(of: error.offset, in: text, firstLine: fileLine ?? 1)
      return .failure(
        JSONError(source: source, line: position.line, column: position.column, message: error.message)
      )
    }
  }

  /// The whole tree of a long column that is at a place of a document, elements and all.
  convenience init(
    materialising column: LongColumn,
    of document: Document,
    place: JSONPath
  ) throws(Tokener.Failure) {
    let text = column.textForJSONC()
    self.init(
      owning: Parsed(root: try Tokener.tree(of: text, depth: 1), textSize: text.count),
      columns: [],
      source: document.source,
      text: document.text,
      place: place
    )
  }

  private static func tree(
    of text: UnsafeRawBufferPointer,
    _ scanner: StrictScanner,
    depth: Int
  ) throws(SyntaxFault) -> Parsed {
    do throws(Tokener.Failure) {
      if scanner.wideIntegers.isEmpty, scanner.columns.isEmpty {
        return Parsed(root: try Tokener.tree(of: text, depth: depth), textSize: text.count)
      }
      guard
        let rewritten = Rewriting.of(
          text,
          wideIntegersEndingAt: scanner.wideIntegers,
          columns: scanner.columns
        )
      else { throw Tokener.Failure(offset: 0, message: "too many integers beyond 64 bits") }
      do throws(Tokener.Failure) {
        return Parsed(root: try Tokener.tree(of: rewritten, depth: depth), textSize: rewritten.count)
      } catch {
        // The copy's offsets are not the document's.
        throw Tokener.Failure(offset: 0, message: error.message)
      }
    } catch {
      throw SyntaxFault(offset: error.offset, message: "json-c: \(error.message)")
    }
  }
}

/// The text of a file, or some lines of it.
struct DocumentText: Sendable {
  var bytes: ArraySlice<UInt8>
  var firstLine: Int

  func position(of path: JSONPath) -> TextPosition {
    bytes.withUnsafeBytes { text in
      TextPosition(of: ValueFinder.offset(of: path.steps, in: text), in: text, firstLine: firstLine)
    }
  }
}
