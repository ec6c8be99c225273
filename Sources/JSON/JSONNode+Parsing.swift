extension JSONNode {
  /// Parses a document of UTF-8 bytes, which need not end in a NUL and are not kept.
  ///
  /// Throws an error with line and column when the bytes are not strictly JSON, have a key twice in one object
  /// or a number beyond the range of a double, or are beyond the limits.
  public init(
    parsing bytes: UnsafeRawBufferPointer,
    source: String = "",
    limits: JSONLimits = .standard
  ) throws(JSONError) {
    self.init(try Document.parse(bytes, source: source, limits: limits).get())
  }

  /// Parses a document of UTF-8 bytes; throws as the other initializers do.
  public init(
    parsing bytes: [UInt8],
    source: String = "",
    limits: JSONLimits = .standard
  ) throws(JSONError) {
    self.init(try bytes.withUnsafeBytes { Document.parse($0, source: source, limits: limits) }.get())
  }

  /// Parses a document given as text; throws as the other initializers do.
  public init(
    parsing text: String,
    source: String = "",
    limits: JSONLimits = .standard
  ) throws(JSONError) {
    var text = text
    let result = text.withUTF8 { bytes in
      Document.parse(UnsafeRawBufferPointer(bytes), source: source, limits: limits)
    }
    self.init(try result.get())
  }

  private init(_ document: Document) {
    self.init(document: document, handle: Handle(pointer: document.root))
  }
}
