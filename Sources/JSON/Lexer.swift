/// Reads every token of a text before json-c does, for what json-c 0.16 passes or loses even in its strict mode:
///
/// - numbers: it reads `-01`, `2.` and `NaN`, and makes infinity of `1e400`, 0 of `-0`, 64 bits of longer integers;
/// - strings: it passes control characters and single quotes, makes U+FFFD of lone surrogates, and its check of UTF-8
///   passes overlong forms and surrogates;
/// - keys: the last of two equal ones wins, and one with U+0000 is cut there;
/// - limits: it counts no values, and tells of the depth only at the next value; NUL is an end to it.
///
/// Left to json-c: commas, colons, brackets, escapes, and what is no token.
struct Lexer {
  struct Fault: Error {
    var offset: Int
    /// Nil where json-c knows what it expected.
    var message: String?

    init(_ offset: Int, _ message: String?) { (self.offset, self.message) = (offset, message) }
  }

  /// An array or object whose end has not been read, with the place of its first key in the ledger.
  typealias Frame = (isObject: Bool, start: Int, firstKey: Int)

  let text: UnsafeRawBufferPointer
  let limits: JSONLimits
  private(set) var open: [Frame] = []
  private(set) var count = 0
  /// What json-c does not get, in the order of the text.
  var exempts: [Exempt] = []
  /// At a fault, the end of what json-c is to pass before the fault counts.
  var judged = 0
  private var ledger: KeyLedger

  /// `text` must be shorter than 2 GiB.
  init(_ text: UnsafeRawBufferPointer, limits: JSONLimits) {
    (self.text, self.limits) = (text, limits)
    ledger = KeyLedger(text: text)
  }

  mutating func scan() throws(Fault) {
    var index = 0
    var isKeyExpected = false
    while true {
      index = skipSpace(from: index)
      guard index < text.count else { return }
      judged = index + 1
      let byte = text[index]
      switch byte {
      case ASCII.quote:
        let (end, isEscaped) = try scanString(from: index)
        if !isKeyExpected { try countValue(at: index) }
        if isKeyExpected, let object = open.last {
          try ledger.add(index..<end, isEscaped: isEscaped, since: object.firstKey)
        }
        (index, isKeyExpected) = (end, false)
      case ASCII.minus, ASCII.zero...ASCII.nine:
        try countValue(at: index)
        index = try scanNumber(from: index).end
      case ASCII.comma:
        (index, isKeyExpected) = (index + 1, open.last?.isObject ?? false)
      case UInt8(ascii: ":"): index += 1
      case ASCII.openBracket, ASCII.openBrace:
        try countValue(at: index)
        isKeyExpected = byte == ASCII.openBrace
        let depth = limits.effectiveDepth
        if open.count >= depth { throw Fault(index, "nested more than \(depth) deep") }
        open.append((isObject: isKeyExpected, start: index, firstKey: ledger.count))
        index = isKeyExpected ? index + 1 : try scanColumn(ofArrayAt: index)
      case ASCII.closeBracket, ASCII.closeBrace:
        if let frame = open.popLast(), frame.isObject { try ledger.close(since: frame.firstKey) }
        (index, isKeyExpected) = (index + 1, false)
      default: index = try scanWord(from: index)
      }
    }
  }

  /// Reads the elements of an array as long as they are numbers, spelled ones among them, or nulls, and their commas:
  /// json-c does not see those of a column. Returns where the array ends, or where an element is anything else.
  @inline(__always)
  private mutating func scanColumn(ofArrayAt bracket: Int) throws(Fault) -> Int {
    let (firstCount, firstExempt) = (count, exempts.count)
    var values: [Double] = []
    var index = skipSpace(from: bracket + 1)
    while index < text.count {
      let (elementEnd, value): (Int, Double?)
      switch text[index] {
      case ASCII.minus, ASCII.zero...ASCII.nine: (elementEnd, value) = try scanNumber(from: index)
      case UInt8(ascii: "n") where has("null", at: index): (elementEnd, value) = (index + 4, Exempt.null)
      case ASCII.quote:
        let (end, isEscaped) = try scanString(from: index)
        let word = UnsafeRawBufferPointer(rebasing: text[index + 1..<end - 1])
        guard !isEscaped, let number = SpelledNumber.value(of: word) else { return index }
        (elementEnd, value) = (end, number)
      default: return index
      }
      if let value { values.append(value) }
      try countValue(at: index)
      let next = skipSpace(from: elementEnd)
      guard next < text.count else { break }
      if text[next] == ASCII.closeBracket {
        if count - firstCount >= limits.fewestElements {
          exempts.removeSubrange(firstExempt...)
          exempts.append(Exempt(range: bracket..<next + 1, elements: count - firstCount, values: values))
        }
        return next
      }
      guard text[next] == ASCII.comma else { throw unexpected(at: next, expected: "\",\" or \"]\"") }
      index = skipSpace(from: next + 1)
      if index < text.count, text[index] == ASCII.closeBracket { throw trailingComma(at: next) }
    }
    throw endOfInput()
  }

  private mutating func scanWord(from start: Int) throws(Fault) -> Int {
    for word in ["true", "false", "null"] as [StaticString] where has(word, at: start) {
      try countValue(at: start)
      return start + word.utf8CodeUnitCount
    }
    judged = start
    throw Fault(start, nil)
  }

  @inline(__always)
  private mutating func countValue(at index: Int) throws(Fault) {
    count += 1
    guard count > limits.maximumValues else { return }
    // A tree of so many values is what the limit is against.
    judged = 0
    throw Fault(index, "more than \(limits.maximumValues) values")
  }

  private func has(_ word: StaticString, at start: Int) -> Bool {
    word.withUTF8Buffer { text[start...].starts(with: $0) }
  }

  @inline(__always)
  private func skipSpace(from start: Int) -> Int {
    var index = start
    while index < text.count, text[index] <= ASCII.space,
      text[index] == ASCII.space || text[index] == ASCII.newline || text[index] == 0x0D || text[index] == 0x09
    {
      index += 1
    }
    return index
  }
}
