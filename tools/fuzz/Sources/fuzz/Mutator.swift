import CFuzzer

/// Called by libFuzzer for each mutation: every other one is its own, of bytes; the rest are of words, after which
/// JSON is mostly JSON still, and an expression an expression.
///
/// - Returns: The new size.
@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maximum: Int, _ seed: UInt32) -> Int {
  var generator = MutationGenerator(state: seed)
  if generator.next(below: 2) == 0 {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    if let text = Words(in: bytes).mutated(by: &generator), text.count <= maximum {
      for (place, byte) in text.enumerated() { data[place] = byte }
      return text.count
    }
  }
  return LLVMFuzzerMutate(data, size, maximum)
}

/// SplitMix: the same mutations for the same seed.
struct MutationGenerator {
  private var state: UInt64

  init(state: UInt32) { self.state = UInt64(state) }

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(bound))
  }
}

/// The strings, numbers, names and signs of a text, JSON or an expression.
private struct Words {
  /// What stands at some edge.
  static let notable = [
    "0", "-0.0", "1", "-1", "2", "16", "17", "255", "1024", "2147483648", "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808", "18446744073709551616", "0.5", "1e308", "1e-320", "null", "true", "[]", "{}",
    "\"\"", "\"NaN\"",
    "\"-Infinity\"", "x",
  ].map { Array($0.utf8) }

  private let bytes: [UInt8]
  private var words: [Range<Int>] = []

  init(in bytes: [UInt8]) {
    self.bytes = bytes
    var place = 0
    while place < bytes.count {
      let end = endOfWord(at: place)
      if bytes[place] > UInt8(ascii: " ") { words.append(place..<end) }
      place = end
    }
  }

  private func endOfWord(at start: Int) -> Int {
    var end = start + 1
    if bytes[start] == UInt8(ascii: "\"") {
      while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      return min(end + 1, bytes.count)
    }
    guard isOfName(bytes[start]) else { return end }
    while end < bytes.count, isOfName(bytes[end]) { end += 1 }
    return end
  }

  private func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }

  private func isWord(_ index: Int, _ sign: Character) -> Bool {
    words.indices.contains(index) && bytes[words[index].lowerBound] == sign.asciiValue
  }

  /// The words of the value that begins at one of them: a bracket's up to its partner.
  private func value(at index: Int) -> Range<Int> {
    var (end, open) = (index, 0)
    repeat {
      if "([{".contains(where: { isWord(end, $0) }) { open += 1 }
      if ")]}".contains(where: { isWord(end, $0) }) { open -= 1 }
      end += 1
    } while open > 0 && end < words.count
    return index..<end
  }

  /// The same, a key's with what it is the key of.
  private func member(at index: Int) -> Range<Int> {
    let key = value(at: index)
    guard isWord(key.upperBound, ":"), key.upperBound + 1 < words.count else { return key }
    return index..<value(at: key.upperBound + 1).upperBound
  }

  private func text(of value: Range<Int>) -> ArraySlice<UInt8> {
    bytes[words[value.lowerBound].lowerBound..<words[value.upperBound - 1].upperBound]
  }

  private func isBegin(_ index: Int) -> Bool { !")]},:".contains { isWord(index, $0) } }

  /// The text with one value replaced, repeated, enclosed, left out or counted up or down; nil where that cannot be.
  func mutated(by generator: inout MutationGenerator) -> [UInt8]? {
    guard !words.isEmpty else { return nil }
    let index = generator.next(below: words.count)
    let other = generator.next(below: words.count)
    guard isBegin(index) else { return nil }
    var place = member(at: index)
    let change: [UInt8]
    switch generator.next(below: 8) {
    case 0:
      place = value(at: index)
      change = Self.notable[generator.next(below: Self.notable.count)]
    case 1:
      guard isBegin(other) else { return nil }
      change = Array(text(of: member(at: other)))
    case 2:
      // A key by a key, a string by a string, a name by a name.
      let same = words.indices.filter {
        isWord($0, "\"") == isWord(index, "\"") && isWord($0 + 1, ":") == isWord(index + 1, ":")
          && isBegin($0)
      }
      place = value(at: index)
      change = Array(text(of: value(at: same[generator.next(below: same.count)])))
    case 3: change = text(of: place) + [UInt8(ascii: ",")] + text(of: place)
    case 4:
      let (opening, closing) = [("(", ")"), ("[", "]")][generator.next(below: 2)]
      change = Array(opening.utf8) + text(of: place) + Array(closing.utf8)
    case 5:
      change = []
      if isWord(place.upperBound, ",") {
        place = place.lowerBound..<place.upperBound + 1
      } else if isWord(place.lowerBound - 1, ",") {
        place = place.lowerBound - 1..<place.upperBound
      }
    default:
      return counted(from: words[index].lowerBound, by: generator.next(below: 2) == 0 ? 1 : -1, &generator)
    }
    var result = bytes
    let old = text(of: place)
    result.replaceSubrange(old.startIndex..<old.endIndex, with: change)
    return result
  }

  /// The text with one of the next runs of digits counted up or down.
  private func counted(from start: Int, by step: Int, _ generator: inout MutationGenerator) -> [UInt8]? {
    func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    let skipped = start + generator.next(below: 24)
    guard let first = bytes.indices.first(where: { $0 >= skipped && isDigit(bytes[$0]) }) else { return nil }
    let digits = bytes[first...].prefix(while: isDigit)
    guard let number = UInt64(String(decoding: digits, as: UTF8.self)) else { return nil }
    let change = step > 0 ? number &+ 1 : number &- 1
    return bytes[..<first] + Array(String(change).utf8) + bytes[digits.endIndex...]
  }
}
