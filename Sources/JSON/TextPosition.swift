/// A line and a column counted from 1, the column in Unicode scalars.
public struct TextPosition: Sendable, Equatable {
  /// The line.
  public var line = 1
  /// The column.
  public var column = 1

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of the value at a path of a document that has been parsed; of the value on the way where there is none
  /// such.
  public init(of path: JSONPath, in text: [UInt8]) {
    self = text.withUnsafeBytes { bytes in
      TextPosition(of: ValueFinder.offset(of: path.steps, in: bytes), in: bytes)
    }
  }

  /// The place of the byte at `offset`; the bytes before it must be valid UTF-8.
  ///
  /// - Parameter firstLine: The number of the text's first line.
  init(of offset: Int, in text: UnsafeRawBufferPointer, firstLine: Int = 1) {
    line = firstLine
    for byte in text.prefix(offset) {
      if byte == ASCII.newline {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }
}
