import CJSONC

/// The text that json-c gets in the place of a document that it would not keep, or would keep at too great a cost.
///
/// Integer tokens that it would change get a mark after them: see ``WideInteger``. Long columns are replaced by
/// stand-ins.
struct Rewriting {
  private let text: UnsafeRawBufferPointer
  private var wideIntegers: ArraySlice<UInt32>
  private var start = 0
  private var result: [UInt8] = []

  /// The rewritten text; nil when it would be longer than json-c takes. The places are in the order of the text.
  static func of(
    _ text: UnsafeRawBufferPointer,
    wideIntegersEndingAt wideIntegers: [UInt32],
    columns: [LongColumn.Found]
  ) -> [UInt8]? {
    let removed = columns.reduce(0) { $0 + $1.range.count }
    let length =
      text.count - removed + WideInteger.mark.count * wideIntegers.count + StandIn.longest * columns.count
    guard length <= JSONLimits.largestText else { return nil }
    var rewriting = Rewriting(text: text, wideIntegers: wideIntegers[...])
    rewriting.result.reserveCapacity(length)
    for (index, column) in columns.enumerated() {
      rewriting.copy(upTo: column.range.lowerBound)
      StandIn.append(index, to: &rewriting.result)
      rewriting.start = column.range.upperBound
    }
    rewriting.copy(upTo: text.count)
    return rewriting.result
  }

  private init(text: UnsafeRawBufferPointer, wideIntegers: ArraySlice<UInt32>) {
    self.text = text
    self.wideIntegers = wideIntegers
  }

  private mutating func copy(upTo end: Int) {
    Self.append(text, start..<end, wideIntegersEndingAt: &wideIntegers, from: 0, to: &result)
    start = end
  }

  /// Appends a part of a text. The first of the ends, which count from `origin`, are those of its integers that json-c
  /// would not keep, and of the doubles that look like them once they are marked; they are taken away.
  @inline(__always)
  static func append<Text: RandomAccessCollection<UInt8>>(
    _ text: Text,
    _ part: Range<Int>,
    wideIntegersEndingAt ends: inout ArraySlice<UInt32>,
    from origin: Int,
    to result: inout [UInt8]
  ) where Text.Index == Int {
    var start = part.lowerBound
    while let end = ends.first.map({ origin + Int($0) }), end <= part.upperBound {
      result.append(contentsOf: text[start..<end])
      if WideInteger.isMarked(text, endingAt: end) {
        result.append(ASCII.zero)
      } else {
        result.append(contentsOf: WideInteger.mark)
      }
      start = end
      ends.removeFirst()
    }
    result.append(contentsOf: text[start..<part.upperBound])
  }
}

/// What stands for a long column in json-c's tree: an array of an infinite double and the column's number. No document
/// has such an array of its own, since ``StrictScanner`` passes no double beyond the largest.
enum StandIn {
  private static let opening = Array("[1e999,".utf8)

  /// The most bytes that a stand-in takes.
  static let longest = 32

  static func append(_ index: Int, to text: inout [UInt8]) {
    text.append(contentsOf: opening)
    text.append(contentsOf: "\(index)".utf8)
    text.append(ASCII.closeBracket)
  }

  /// The number of the column that a node stands for; nil for any other node.
  static func index(at node: OpaquePointer?) -> Int? {
    guard json_object_get_type(node) == json_type_array, json_object_array_length(node) == 2 else {
      return nil
    }
    let mark: OpaquePointer? = json_object_array_get_idx(node, 0)
    guard json_object_get_type(mark) == json_type_double, json_object_get_double(mark).isInfinite,
      WideInteger.digits(at: mark) == nil
    else { return nil }
    return Int(exactly: json_object_get_int64(json_object_array_get_idx(node, 1)))
  }
}
