import CJSONC

/// A piece of a document that json-c does not get: an integer that it would change, or a long column of numbers, nulls and
/// words, of which it would make thirty times the text.
///
/// json-c gets a stand-in: `1e9999` and the place in the list, a double that no document can hold, since ``Lexer``
/// passes none beyond the largest. json-c keeps the text of a double, which tells the place.
struct Exempt: Sendable {
  var range: Range<Int>
  /// The number of a column's elements; nil for an integer.
  var elements: Int?

  private static let standIn = "1e9999"
  typealias Copy = (text: [UInt8], pieces: [(original: Int, copy: Int)])

  /// The text for json-c up to an offset, and where its pieces were: offsets in the text and in the copy.
  static func withStandIns(for exempts: [Exempt], in text: UnsafeRawBufferPointer, upTo end: Int) -> Copy {
    var copy: [UInt8] = []
    copy.reserveCapacity(end)
    var pieces = [(original: 0, copy: 0)]
    var start = 0
    for (place, exempt) in exempts.enumerated() where exempt.range.upperBound <= end {
      copy.append(contentsOf: text[start..<exempt.range.lowerBound])
      copy.append(contentsOf: "\(standIn)\(place)".utf8)
      start = exempt.range.upperBound
      pieces.append((start, copy.count))
    }
    copy.append(contentsOf: text[start..<end])
    return (copy, pieces)
  }

  /// The place in the list that a node of json-c's tree has; nil for a node that is no stand-in.
  static func place(at node: OpaquePointer?) -> Int? {
    guard json_object_get_type(node) == json_type_double, json_object_get_double(node).isInfinite,
      let text = json_object_get_userdata(node)
    else { return nil }
    return Int(String(cString: text.assumingMemoryBound(to: CChar.self)).dropFirst(standIn.utf8.count))
  }

  /// Calls `body` with the text of each element of a column, quotes included, until it returns false.
  @inline(__always)
  func forEachElement(in text: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool) {
    var index = range.lowerBound + 1
    while index < range.upperBound {
      while text[index] <= ASCII.space { index += 1 }
      let start = index
      while !ASCII.endsToken(text[index]) { index += 1 }
      guard body(UnsafeRawBufferPointer(rebasing: text[start..<index])) else { return }
      while text[index] <= ASCII.space { index += 1 }
      // The comma, or the bracket.
      index += 1
    }
  }
}
