/// One pass over a text that passes exactly what RFC 8259 calls JSON, within the limits, and names the place of
/// the first breach. json-c, which builds the tree afterwards, lets much more through.
///
/// The scanner also refuses what json-c would lose: keys used twice in an object, keys with a NUL, and numbers with a
/// fraction or an exponent beyond the largest double.
struct StrictScanner {
  /// An array or object whose end has not been read.
  private struct Frame {
    var isObject: Bool
    var start: Int
    /// Where the object's keys begin in the ledger.
    var firstKey: Int
  }

  let text: UnsafeRawBufferPointer
  let end: Int
  private let maximumDepth: Int
  let maximumValues: Int
  private var open: [Frame] = []
  private var ledger: KeyLedger

  /// The ends of the tokens that ``Rewriting`` changes: `-0`, integers beyond 64 bits, and doubles with the exponent
  /// that marks those.
  var wideIntegers: [UInt32] = []
  /// The arrays that json-c gets in slices. Their integers are not among those above.
  var columns: [LongColumn.Found] = []

  /// `text` must be shorter than 2 GiB.
  init(text: UnsafeRawBufferPointer, maximumDepth: Int, maximumValues: Int) {
    self.text = text
    self.end = text.count
    self.maximumDepth = maximumDepth
    self.maximumValues = maximumValues
    self.ledger = KeyLedger(text: text)
  }

  mutating func scan() throws(SyntaxFault) {
    try refuseByteOrderMark()
    var index = skipSpace(from: 0)
    if index == end {
      throw SyntaxFault(offset: index, message: "empty input: a value is expected")
    }
    var count = 0
    while true {
      // A value is expected at `index`.
      guard index < end else { throw endOfInput() }
      count += 1
      if count > maximumValues {
        throw SyntaxFault(offset: index, message: "more than \(maximumValues) values")
      }
      let byte = text[index]
      var hasEnded = true
      switch byte {
      case ASCII.quote:
        index = try scanString(from: index).end
      case ASCII.minus, ASCII.zero...ASCII.nine:
        index = try scanNumber(from: index)
      case ASCII.openBracket:
        let bracket = index
        try push(isObject: false, at: bracket)
        index = skipSpace(from: bracket + 1)
        hasEnded = index < end && text[index] == ASCII.closeBracket
        if hasEnded {
          index = try pop(at: index)
        } else {
          hasEnded = try scanColumn(from: &index, ofArrayAt: bracket, count: &count)
        }
      case ASCII.openBrace:
        try push(isObject: true, at: index)
        index = skipSpace(from: index + 1)
        hasEnded = index < end && text[index] == ASCII.closeBrace
        index = hasEnded ? try pop(at: index) : try scanKey(from: index)
      default:
        index = try scanLiteral(from: index)
      }
      if hasEnded {
        guard let next = try scanAfterValue(from: index) else { return }
        index = next
      }
    }
  }

  /// Reads what follows a value: the ends of arrays and objects, and a comma with the key that may follow it.
  /// Returns where the next value is expected, or nil at the end of the text.
  @inline(__always)
  private mutating func scanAfterValue(from start: Int) throws(SyntaxFault) -> Int? {
    var index = start
    while true {
      index = skipSpace(from: index)
      guard let frame = open.last else {
        if index < end { throw trailingText(at: index) }
        return nil
      }
      guard index < end else { throw endOfInput() }
      switch text[index] {
      case ASCII.comma:
        let comma = index
        index = skipSpace(from: index + 1)
        if index < end, text[index] == (frame.isObject ? ASCII.closeBrace : ASCII.closeBracket) {
          throw SyntaxFault(offset: comma, message: "trailing comma")
        }
        return frame.isObject ? try scanKey(from: index) : index
      case frame.isObject ? ASCII.closeBrace : ASCII.closeBracket:
        index = try pop(at: index)
      default:
        throw unexpected(at: index, expected: frame.isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
      }
    }
  }

  /// Reads a key and its colon, and returns where the value is expected.
  private mutating func scanKey(from start: Int) throws(SyntaxFault) -> Int {
    guard start < end else { throw endOfInput() }
    guard text[start] == ASCII.quote else { throw unexpected(at: start, expected: "a key in double quotes") }
    let string = try scanString(from: start)
    let hash = try hashOfKey(start..<string.end, isEscaped: string.isEscaped)
    do throws(KeyLedger.Duplicate) {
      try ledger.add(hash, token: start..<string.end, since: open.last?.firstKey ?? 0)
    } catch {
      throw fault(error)
    }
    let colon = skipSpace(from: string.end)
    guard colon < end else { throw endOfInput() }
    guard text[colon] == ASCII.colon else { throw unexpected(at: colon, expected: "\":\" after the key") }
    return skipSpace(from: colon + 1)
  }

  private func hashOfKey(_ token: Range<Int>, isEscaped: Bool) throws(SyntaxFault) -> UInt64 {
    let raw = UnsafeRawBufferPointer(rebasing: text[token])
    guard isEscaped else {
      return KeyHash.of(UnsafeRawBufferPointer(rebasing: raw[1..<raw.count - 1]))
    }
    guard let bytes = TokenConversion.bytes(ofString: raw) else {
      throw SyntaxFault(offset: token.lowerBound, message: "the key cannot be read")
    }
    // json-c keeps keys as C strings, so the rest of such a key would be lost.
    if bytes.contains(0) {
      throw SyntaxFault(offset: token.lowerBound, message: "a key with the character U+0000 is not supported")
    }
    return bytes.withUnsafeBytes { KeyHash.of($0) }
  }

  private mutating func push(isObject: Bool, at index: Int) throws(SyntaxFault) {
    guard open.count < maximumDepth else {
      throw SyntaxFault(offset: index, message: "nested more than \(maximumDepth) deep")
    }
    open.append(Frame(isObject: isObject, start: index, firstKey: ledger.count))
  }

  /// Ends the innermost array or object, and returns where its closing bracket ends.
  private mutating func pop(at index: Int) throws(SyntaxFault) -> Int {
    if let frame = open.popLast(), frame.isObject {
      do throws(KeyLedger.Duplicate) {
        try ledger.close(since: frame.firstKey)
      } catch {
        throw fault(error)
      }
    }
    return index + 1
  }

  @inline(__always)
  func skipSpace(from start: Int) -> Int {
    var index = start
    while index < end {
      let byte = text[index]
      if byte > ASCII.space { return index }
      guard
        byte == ASCII.space || byte == ASCII.newline || byte == ASCII.carriageReturn || byte == ASCII.tab
      else { return index }
      index += 1
    }
    return index
  }

  private func fault(_ duplicate: KeyLedger.Duplicate) -> SyntaxFault {
    let first = TextPosition(of: duplicate.firstOffset, in: text)
    return SyntaxFault(
      offset: duplicate.offset,
      message: "duplicate key \(BoundedText.quoted(duplicate.key)), first used at line \(first.line)"
    )
  }

  private func endOfInput() -> SyntaxFault {
    guard let frame = open.last else {
      return SyntaxFault(offset: end, message: "unexpected end of input")
    }
    let line = TextPosition(of: frame.start, in: text).line
    let container = frame.isObject ? "object" : "array"
    return SyntaxFault(
      offset: end,
      message: "unexpected end of input in the \(container) opened at line \(line)"
    )
  }
}
