extension JSONNode {
  /// Parses a document of UTF-8 bytes, which need not end in a NUL and are not kept but for copies of long arrays
  /// of numbers.
  ///
  /// Throws an error with line and column when the bytes are not strictly JSON, have a key twice in one object
  /// or a number beyond the range of a double, or are beyond the limits.
  public init(
    parsing bytes: UnsafeRawBufferPointer,
    source: String = "",
    limits: JSONLimits = .standard
  ) throws(JSONError) {
    let result = Document.parse(bytes, source: source, limits: limits) { Array(bytes[$0])[...] }
    self.init(try result.get())
  }

  /// Parses a document of UTF-8 bytes, which are kept with the document where long arrays of numbers are among them;
  /// throws as the other initializers do.
  public init(
    parsing bytes: [UInt8],
    source: String = "",
    limits: JSONLimits = .standard
  ) throws(JSONError) {
    let result = bytes.withUnsafeBytes { text in
      Document.parse(text, source: source, limits: limits) { bytes[$0] }
    }
    self.init(try result.get())
  }

  /// Parses a document that is a file, or some of its lines. The bytes are kept with it, so that every error has the
  /// line and the column of the value that it is about; throws as the other initializers do.
  ///
  /// - Parameters:
  ///   - file: The file's name.
  ///   - bytes: What stands in it.
  ///   - firstLine: The line of the file with which the bytes begin.
  public init(
    file: String,
    _ bytes: [UInt8],
    firstLine: Int = 1,
    limits: JSONLimits = .standard
  ) throws(JSONError) {
    let result = bytes.withUnsafeBytes { text in
      Document.parse(text, source: file, fileLine: firstLine, limits: limits) { bytes[$0] }
    }
    self.init(try result.get())
  }

  /// Parses a document given as text; throws as the other initializers do.
  public init(
    parsing text: String,
    source: String = "",
    limits: JSONLimits = .standard
  ) throws(JSONError) {
    var text = text
    let result = text.withUTF8 { bytes in
      Document.parse(UnsafeRawBufferPointer(bytes), source: source, limits: limits) { Array(bytes[$0])[...] }
    }
    self.init(try result.get())
  }

  init(_ document: Document) {
    self.init(document: document, handle: Handle(pointer: document.root))
  }
}
