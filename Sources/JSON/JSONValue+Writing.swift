extension JSONValue {
  /// The value as JSON on one line, with no space and no line end.
  public func compact() -> String {
    String(decoding: compactBytes(), as: UTF8.self)
  }

  /// The UTF-8 bytes of ``compact()``.
  public func compactBytes() -> [UInt8] {
    var output: [UInt8] = []
    CompactWriter.append(self, to: &output)
    return output
  }

  /// The value as JSON laid out for reading and for line-by-line comparison, ending in a line end.
  ///
  /// Indentation is two spaces, and an object has one member per line in the order given; but an array or object
  /// that fits into `width` columns, with its indentation, its key and a comma after it, is put on one line. An
  /// array of numbers and nulls only is on one line, however long, up to 16 elements; a longer one has exactly
  /// ten elements per line, as has whatever array or object holds it more than one line. Strings that spell
  /// numbers count as numbers. The same value always gives the same bytes.
  public func canonical(width: Int = 100) -> String {
    String(decoding: canonicalBytes(width: width), as: UTF8.self)
  }

  /// The UTF-8 bytes of ``canonical(width:)``.
  public func canonicalBytes(width: Int = 100) -> [UInt8] {
    CanonicalWriter.bytes(of: self, width: width)
  }
}
