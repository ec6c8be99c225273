import ConformanceSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Splits what is read from a descriptor into lines.
struct LineReader {
  private let descriptor: Int32
  private let maximumLine: Int
  private var buffer = LineBuffer()
  private var ended = false

  /// - Parameter maximumLine: The longest line that is read, bytes.
  init(descriptor: Int32, maximumLine: Int = Files.maximumBytes) {
    self.descriptor = descriptor
    self.maximumLine = maximumLine
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      buffer.expectedCount = min(Int(clamping: status.st_size), maximumLine)
    }
  }

  /// The next line without its end, waiting for it; nil at the end of the input. A last line may lack its end.
  mutating func next() throws(FileError) -> [UInt8]? {
    while true {
      if let line = buffer.takeLine() { return line }
      if ended { return buffer.takeRest() }
      if buffer.pendingCount > maximumLine {
        throw FileError(path: "input", problem: "a line of more than \(maximumLine) bytes")
      }
      ended = try !buffer.fill(from: descriptor)
    }
  }
}

/// Bytes that have been read and not yet been taken as lines.
struct LineBuffer {
  private var bytes: [UInt8] = []
  // Taken lines are dropped only when more is read.
  private var start = 0
  // Where the search for the next end of line goes on.
  private var searched = 0

  /// About as long as a line can be at most, where that is known: a long line then gets its room at once.
  var expectedCount = 0

  // From this length on a line is not copied but gets the buffer itself.
  private static let longLine = 1 << 20

  /// The bytes that wait for the end of their line.
  var pendingCount: Int { bytes.count - start }

  /// Whether a whole line waits.
  var hasLine: Bool { endOfLine() != nil }

  mutating func takeLine() -> [UInt8]? {
    guard let end = endOfLine() else {
      searched = bytes.count
      return nil
    }
    return take(upTo: end, next: end + 1)
  }

  mutating func takeRest() -> [UInt8]? {
    pendingCount > 0 ? take(upTo: bytes.count, next: bytes.count) : nil
  }

  private func endOfLine() -> Int? {
    bytes.withUnsafeBytes { all in
      let rest = UnsafeRawBufferPointer(rebasing: all[searched...])
      guard let first = rest.baseAddress, let found = memchr(first, Int32(UInt8(ascii: "\n")), rest.count)
      else {
        return nil
      }
      return searched + first.distance(to: UnsafeRawPointer(found))
    }
  }

  private mutating func take(upTo end: Int, next: Int) -> [UInt8] {
    guard start == 0, end >= Self.longLine else {
      let line = Array(bytes[start..<end])
      start = next
      searched = next
      return line
    }
    var line = Array(bytes[next...])
    swap(&line, &bytes)
    searched = 0
    line.removeLast(line.count - end)
    return line
  }

  /// Reads what is there, waiting for the first byte of it on a blocking descriptor; false at the end of input.
  mutating func fill(from descriptor: Int32) throws(FileError) -> Bool {
    bytes.removeFirst(start)
    searched -= start
    start = 0
    let room = 1 << 16
    let filled = bytes.count
    // Doubled room would be copied from at every doubling, both held at once.
    if filled >= Self.longLine, filled + room > bytes.capacity, filled < expectedCount {
      bytes.reserveCapacity(expectedCount + 2 * room)
    }
    return try withUnsafeTemporaryAllocation(byteCount: room, alignment: 1) { buffer throws(FileError) in
      while true {
        let count = read(descriptor, buffer.baseAddress, room)
        if count < 0, errno == EINTR { continue }
        if count < 0, errno != EAGAIN {
          throw FileError(path: "input", problem: String(cString: strerror(errno)))
        }
        if count > 0 { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        return count != 0
      }
    }
  }
}
