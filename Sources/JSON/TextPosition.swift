/// A line and a column counted from 1, the column in Unicode scalars.
struct TextPosition {
  var line = 1
  var column = 1

  /// The place of the byte at `offset`; the bytes before it must be valid UTF-8.
  init(of offset: Int, in text: UnsafeRawBufferPointer) {
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
