import CJSONC

/// A piece of a document that json-c does not get: an integer that it would change, or a column of numbers and nulls,
/// of which it would make thirty times the text, and most of its work.
///
/// json-c gets a stand-in: `1e9999` and the place in the list, a double that no document can hold, since ``Lexer``
/// passes none beyond the largest. json-c keeps the text of a double, which tells the place.
struct Exempt: Sendable {
  var range: Range<Int>
  /// The number of a column's elements; nil for an integer.
  var elements: Int?
  /// A column's elements, ``null`` among them, but for integers beyond the largest double.
  var values: [Double] = []

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
      // The space keeps it apart from what must not follow, as a digit.
      copy.append(contentsOf: "\(standIn)\(place) ".utf8)
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
    return strtol(text.assumingMemoryBound(to: CChar.self) + standIn.utf8.count, nil, 10)
  }

  /// What stands for `null` among a column's values: a NaN that nothing spells.
  static let null = Double(nan: 0x6e75_6c6c, signaling: false)

  /// A column's elements as doubles, with the double given for `null`; nil where one of them is no double.
  func doubles(null: Double?) -> [Double]? {
    func isNull(_ value: Double) -> Bool { value.bitPattern == Self.null.bitPattern }
    guard values.count == elements else { return nil }
    guard values.contains(where: isNull) else { return values }
    return null.map { null in values.map { isNull($0) ? null : $0 } }
  }
}
