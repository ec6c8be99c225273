/// An array of numbers, nulls and short strings that is so long that json-c gets it in slices, when it is asked for.
/// The tree of a whole case would be thirty times its text; that of a slice fits into the processor's cache.
struct LongColumn: Sendable {
  /// The fewest elements of such an array.
  static let fewest = 1024

  /// The array's text, brackets included. ``StrictScanner`` has passed it, and every comma in it stands between two
  /// elements.
  let text: ArraySlice<UInt8>
  /// The number of elements.
  let count: Int
  /// The ends of the integers that json-c would not keep, counted from the array's first byte.
  let wideIntegers: [UInt32]
}

extension LongColumn {
  /// Where a scanner found such an array; offsets count from the document's first byte.
  struct Found {
    var range: Range<Int>
    var count: Int
    var wideIntegers: [UInt32]
  }

  /// A column of a document whose bytes are kept.
  init(_ found: Found, in text: ArraySlice<UInt8>) {
    self.text = text
    count = found.count
    let start = UInt32(truncatingIfNeeded: found.range.lowerBound)
    wideIntegers = found.wideIntegers.map { $0 &- start }
  }

  /// All that json-c is to parse for the whole array.
  func textForJSONC() -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + WideInteger.mark.count * wideIntegers.count)
    var wide = wideIntegers[...]
    append(text.startIndex..<text.endIndex, &wide, to: &result)
    return result
  }

  /// Appends a part of the text, whose integers are the first of those given, and takes them away.
  func append(_ part: Range<Int>, _ wide: inout ArraySlice<UInt32>, to result: inout [UInt8]) {
    Rewriting.append(text, part, wideIntegersEndingAt: &wide, from: text.startIndex, to: &result)
  }
}
