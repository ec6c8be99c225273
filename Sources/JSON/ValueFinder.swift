/// Finds where in a text a value begins, so that an error about it can be followed by an editor.
///
/// It reads the text again from its beginning, which only errors pay for. Of a text that is no JSON it makes some place
/// or other within it.
struct ValueFinder {
  private let text: UnsafeRawBufferPointer
  private var index = 0

  /// The offset of the value at a path; that of the last value on the way where there is no such one.
  static func offset(of steps: [JSONPath.Step], in text: UnsafeRawBufferPointer) -> Int {
    var finder = ValueFinder(text: text)
    finder.skipSpace()
    for step in steps {
      let start = finder.index
      guard finder.enter(step) else { return start }
    }
    return finder.index
  }

  private init(text: UnsafeRawBufferPointer) { self.text = text }

  private var byte: UInt8? { index < text.count ? text[index] : nil }

  /// Goes to a member or an element of the value that begins here; false where it has none such.
  private mutating func enter(_ step: JSONPath.Step) -> Bool {
    let isObject = byte == ASCII.openBrace
    guard isObject || byte == ASCII.openBracket else { return false }
    index += 1
    var position = 0
    while true {
      let before = index
      skipSpace()
      guard let next = byte, next != ASCII.closeBrace, next != ASCII.closeBracket else { return false }
      var isWanted = false
      if isObject {
        let start = index
        skipValue()
        if case .key(let key) = step { isWanted = isKey(start..<min(index, text.count), key) }
        skipSpace()
        // The colon.
        index += 1
        skipSpace()
      } else if case .index(let wanted) = step {
        isWanted = wanted == position
      }
      if isWanted { return true }
      skipValue()
      skipSpace()
      if byte == ASCII.comma { index += 1 }
      position += 1
      if index == before { return false }
    }
  }

  private func isKey(_ token: Range<Int>, _ key: String) -> Bool {
    let token = UnsafeRawBufferPointer(rebasing: text[token])
    if token.contains(ASCII.backslash) {
      return TokenConversion.bytes(ofString: token)?.elementsEqual(key.utf8) ?? false
    }
    return token.dropFirst().dropLast().elementsEqual(key.utf8)
  }

  private mutating func skipSpace() {
    while let byte, byte <= ASCII.space { index += 1 }
  }

  /// Goes to the end of the value that begins here.
  private mutating func skipValue() {
    var depth = 0
    while let next = byte {
      switch next {
      case ASCII.quote: skipString()
      case ASCII.openBrace, ASCII.openBracket:
        depth += 1
        index += 1
      case ASCII.closeBrace, ASCII.closeBracket:
        // Of what this value is in, where none of its own is open.
        if depth == 0 { return }
        depth -= 1
        index += 1
      case ASCII.comma, ASCII.colon:
        if depth == 0 { return }
        index += 1
      case ...ASCII.space: index += 1
      default:
        skipScalar()
      }
      if depth == 0 { return }
    }
  }

  private mutating func skipString() {
    index += 1
    while let next = byte, next != ASCII.quote { index += next == ASCII.backslash ? 2 : 1 }
    index += 1
  }

  /// A number or a literal.
  private mutating func skipScalar() {
    index += 1
    while let next = byte, next > ASCII.space, next != ASCII.comma, next != ASCII.closeBrace,
      next != ASCII.closeBracket
    { index += 1 }
  }
}
