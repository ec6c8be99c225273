import CJSONC

/// Reads a long column a few hundred elements at a time, each slice parsed by json-c as an array of its own.
struct ColumnSlices {
  /// The bytes of a slice, a little more or less: its tree stays in the processor's cache, and what json-c does once
  /// for each text is lost among its elements.
  private static let size = 1 << 15

  private let column: LongColumn
  /// The first byte that no slice has had yet, and its end: the closing bracket.
  private var start: Int
  private let end: Int
  private var wideIntegers: ArraySlice<UInt32>
  private var nextIndex = 0
  private var buffer: [UInt8] = []

  init(_ column: LongColumn) {
    self.column = column
    wideIntegers = column.wideIntegers[...]
    // Without the brackets.
    start = column.text.startIndex + 1
    end = column.text.endIndex - 1
    buffer.reserveCapacity(Self.size + 256)
  }

  /// The next elements; nil after the last.
  mutating func next() throws(Tokener.Failure) -> ColumnSlice? {
    guard start < end else { return nil }
    let wanted = min(start + Self.size, end)
    let comma = column.text[wanted..<end].firstIndex(of: ASCII.comma) ?? end
    buffer.removeAll(keepingCapacity: true)
    buffer.append(ASCII.openBracket)
    column.append(start..<comma, &wideIntegers, to: &buffer)
    buffer.append(ASCII.closeBracket)
    start = comma + 1
    let slice = ColumnSlice(
      owning: try Tokener.tree(of: buffer, depth: 1),
      firstIndex: nextIndex
    )
    nextIndex += slice.count
    return slice
  }
}

/// Some elements of a long column, next to each other.
struct ColumnSlice: ~Copyable {
  private let array: OpaquePointer?
  /// The place of the first element in its column.
  private let firstIndex: Int
  let count: Int

  /// Takes ownership of a tree that must be an array.
  init(owning array: OpaquePointer?, firstIndex: Int) {
    self.array = array
    self.firstIndex = firstIndex
    count = json_object_array_length(array)
  }

  deinit { json_object_put(array) }

  /// Calls `body` with every element and its place in the column. The elements live as long as the slice.
  @inline(__always)
  borrowing func forEach<E>(_ body: (OpaquePointer?, Int) throws(E) -> Void) throws(E) {
    for index in 0..<count {
      try body(json_object_array_get_idx(array, index), firstIndex + index)
    }
  }
}
