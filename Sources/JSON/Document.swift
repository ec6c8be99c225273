import CJSONC

/// A parsed tree, freed with the last node that looks at it.
///
/// Sendable because the tree is never changed once it is made: see ``Tree``.
final class Document: @unchecked Sendable {
  /// The tree's root; nil is the JSON value `null`.
  let root: OpaquePointer?
  let source: String
  private let isLarge: Bool

  /// From this size of the text on, in bytes, the tree's memory is given back to the system.
  private static let largeText = 4 << 20

  /// Takes ownership of the tree.
  private init(owning root: OpaquePointer?, source: String, textSize: Int) {
    self.root = root
    self.source = source
    isLarge = textSize >= Self.largeText
  }

  deinit {
    json_object_put(root)
    // A tree takes thirty times its text, in pieces that the C library keeps for later.
    if isLarge { lrconform_trim_memory() }
  }

  /// Checks and parses a text. The error is in the result for the sake of closures that cannot throw it.
  static func parse(
    _ text: UnsafeRawBufferPointer,
    source: String,
    limits: JSONLimits
  ) -> Result<Document, JSONError> {
    let limit = limits.effectiveBytes
    guard text.count <= limit else {
      let message = "document too large: \(text.count) bytes, of at most \(limit)"
      return .failure(JSONError(source: source, message: message))
    }
    do throws(SyntaxFault) {
      return .success(
        Document(owning: try tree(of: text, limits: limits), source: source, textSize: text.count)
      )
    } catch {
      let position = TextPosition(of: error.offset, in: text)
      return .failure(
        JSONError(source: source, line: position.line, column: position.column, message: error.message)
      )
    }
  }

  private static func tree(
    of text: UnsafeRawBufferPointer,
    limits: JSONLimits
  ) throws(SyntaxFault) -> OpaquePointer? {
    let depth = limits.effectiveDepth
    var scanner = StrictScanner(text: text, maximumDepth: depth, maximumValues: limits.maximumValues)
    try scanner.scan()
    do throws(Tokener.Failure) {
      guard !scanner.wideIntegers.isEmpty else {
        return try Tokener.tree(of: text, depth: depth)
      }
      guard let widened = WideIntegers.rewritten(text, endingAt: scanner.wideIntegers) else {
        throw Tokener.Failure(offset: 0, message: "too many integers beyond 64 bits")
      }
      return try tree(of: widened, depth: depth)
    } catch {
      throw SyntaxFault(offset: error.offset, message: "json-c: \(error.message)")
    }
  }

  private static func tree(of text: [UInt8], depth: Int) throws(Tokener.Failure) -> OpaquePointer? {
    let result = text.withUnsafeBytes { bytes -> Result<OpaquePointer?, Tokener.Failure> in
      do throws(Tokener.Failure) {
        return .success(try Tokener.tree(of: bytes, depth: depth))
      } catch {
        // The copy's offsets are not the document's.
        return .failure(Tokener.Failure(offset: 0, message: error.message))
      }
    }
    return try result.get()
  }
}
