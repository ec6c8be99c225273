import CJSONC

/// The keys of the objects that are open, kept to find one that is used twice in its object: json-c keeps the last. They
/// are compared as the bytes that they stand for, so `"a"` and `"\u0061"` are the same key.
struct KeyLedger {
  /// A key token by its place in the text, quotes included.
  private struct Key {
    var start: UInt32
    var end: UInt32
    var isEscaped: Bool
  }

  /// Up to this many keys an object's are compared as they come; the rest wait for the object's end.
  private static let fewKeys = 16
  private let text: UnsafeRawBufferPointer
  private var keys: [Key] = []

  init(text: UnsafeRawBufferPointer) { self.text = text }

  /// How many keys are held; an object remembers this as it opens.
  var count: Int { keys.count }

  /// Adds a key of the innermost object, whose keys begin at `first`.
  @inline(__always)
  mutating func add(_ token: Range<Int>, isEscaped: Bool, since first: Int) throws(Lexer.Fault) {
    let key = Key(start: UInt32(token.lowerBound), end: UInt32(token.upperBound), isEscaped: isEscaped)
    if keys.count - first < Self.fewKeys {
      for index in first..<keys.count where isSame(keys[index], key) { throw duplicate(key, of: keys[index]) }
    }
    keys.append(key)
  }

  /// Forgets the keys from `first` on, as their object ends, once none of them is found to be used twice.
  @inline(__always)
  mutating func close(since first: Int) throws(Lexer.Fault) {
    let places = first..<keys.count
    let areUnseen = places.count > Self.fewKeys || places.contains { keys[$0].isEscaped }
    if areUnseen { try refuseDuplicates(places) }
    keys.removeLast(places.count)
  }

  private func refuseDuplicates(_ places: Range<Int>) throws(Lexer.Fault) {
    var seen: [[UInt8]: Key] = [:]
    for key in keys[places] {
      let bytes = bytes(of: key)
      let problem = "a key with the character U+0000 is not supported"
      if bytes.contains(0) { throw Lexer.Fault(Int(key.start), problem) }
      if let earlier = seen.updateValue(key, forKey: bytes) { throw duplicate(key, of: earlier) }
    }
  }

  /// Whether two keys without escapes are the same.
  @inline(__always)
  private func isSame(_ left: Key, _ right: Key) -> Bool {
    guard left.end - left.start == right.end - right.start, !left.isEscaped, !right.isEscaped,
      let start = text.baseAddress
    else { return false }
    return memcmp(start + Int(left.start), start + Int(right.start), Int(left.end - left.start)) == 0
  }

  private func bytes(of key: Key) -> [UInt8] {
    let token = UnsafeRawBufferPointer(rebasing: text[Int(key.start)..<Int(key.end)])
    // What json-c cannot read it refuses in its place.
    return key.isEscaped ? Tokener.bytes(ofString: token) ?? [] : Array(token.dropFirst().dropLast())
  }

  private func duplicate(_ later: Key, of earlier: Key) -> Lexer.Fault {
    let key = BoundedText.quoted(String(decoding: bytes(of: later), as: UTF8.self))
    let line = TextPosition(of: Int(earlier.start), in: text).line
    return Lexer.Fault(Int(later.start), "duplicate key \(key), first used at line \(line)")
  }
}
