/// The keys of the objects that are open, kept to find one that is used twice in its object.
///
/// Keys are compared as the bytes that they stand for, so `"a"` and `"\u0061"` are the same key.
struct KeyLedger {
  /// A key token by its place in the text, quotes included.
  private struct Key {
    var hash: UInt64
    var start: UInt32
    var length: UInt32
  }

  /// The later of two equal keys, and the earlier one.
  struct Duplicate: Error {
    var offset: Int
    var firstOffset: Int
    var key: String
  }

  /// Up to this many keys an object's are compared as they come; the rest wait for the object's end.
  private static let fewKeys = 16

  private let text: UnsafeRawBufferPointer
  private var keys: [Key] = []

  init(text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// How many keys are held; an object remembers this as it opens.
  var count: Int { keys.count }

  /// Adds a key of the innermost object, whose keys begin at `first`.
  @inline(__always)
  mutating func add(_ hash: UInt64, token: Range<Int>, since first: Int) throws(Duplicate) {
    let key = Key(
      hash: hash,
      start: UInt32(truncatingIfNeeded: token.lowerBound),
      length: UInt32(truncatingIfNeeded: token.count)
    )
    if keys.count - first < Self.fewKeys {
      var index = first
      while index < keys.count {
        if keys[index].hash == hash, areEqual(keys[index], key) {
          throw duplicate(key, after: keys[index])
        }
        index += 1
      }
    }
    keys.append(key)
  }

  /// Forgets the keys from `first` on, as their object ends, once none of them is found to be used twice.
  @inline(__always)
  mutating func close(since first: Int) throws(Duplicate) {
    if keys.count - first > Self.fewKeys {
      try refuseDuplicates(since: first)
    }
    keys.removeLast(keys.count - first)
  }

  private func refuseDuplicates(since first: Int) throws(Duplicate) {
    // Equal hashes are ordered by the key itself, so that keys made to collide cost no more than a sort.
    let sorted = keys[first...].sorted { left, right in
      if left.hash != right.hash { return left.hash < right.hash }
      let (leftBytes, rightBytes) = (bytes(of: left), bytes(of: right))
      if leftBytes == rightBytes { return left.start < right.start }
      return leftBytes.lexicographicallyPrecedes(rightBytes)
    }
    var found: (earlier: Key, later: Key)?
    for (earlier, later) in zip(sorted, sorted.dropFirst()) {
      guard earlier.hash == later.hash, areEqual(earlier, later) else { continue }
      if found.map({ later.start < $0.later.start }) ?? true {
        found = (earlier, later)
      }
    }
    if let found {
      throw duplicate(found.later, after: found.earlier)
    }
  }

  private func areEqual(_ left: Key, _ right: Key) -> Bool {
    bytes(of: left) == bytes(of: right)
  }

  private func duplicate(_ later: Key, after earlier: Key) -> Duplicate {
    Duplicate(
      offset: Int(later.start),
      firstOffset: Int(earlier.start),
      key: String(decoding: bytes(of: later), as: UTF8.self)
    )
  }

  private func bytes(of key: Key) -> [UInt8] {
    let start = Int(key.start)
    let token = UnsafeRawBufferPointer(rebasing: text[start..<start + Int(key.length)])
    if token.contains(ASCII.backslash), let bytes = TokenConversion.bytes(ofString: token) {
      return bytes
    }
    return Array(token.dropFirst().dropLast())
  }
}
