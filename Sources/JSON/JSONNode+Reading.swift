import CJSONC

extension JSONNode {
  /// The value of a string; throws when this is none.
  package func string() throws(JSONError) -> String {
    guard kind == .string else { throw expected("a string") }
    return Tree.string(pointer)
  }

  /// The value of a boolean; throws when this is none.
  package func boolean() throws(JSONError) -> Bool {
    guard kind == .boolean else { throw expected("a boolean") }
    return json_object_get_boolean(pointer) != 0
  }

  /// The value of an integer: a number written without fraction or exponent that fits 64 bits. Throws when this is
  /// anything else, `3.0` included.
  package func integer() throws(JSONError) -> Int {
    switch document.number(at: pointer) {
    case .integer(let value): return value
    case .wideInteger: throw expected("an integer of at most 64 bits")
    case .double, nil: throw expected("an integer")
    }
  }

  /// The value of an integer within a range; throws when this is none.
  package func integer(in range: ClosedRange<Int>) throws(JSONError) -> Int {
    guard case .integer(let value) = document.number(at: pointer), range.contains(value) else {
      throw expected("an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// The value of a number, or of a string that spells one: `"NaN"`, `"Infinity"`, `"-Infinity"` or a hexadecimal float
  /// as in C99, `"0x1.999999999999ap-4"`, that is exactly a double. Throws when this is anything else.
  package func number() throws(JSONError) -> JSONNumber {
    guard let number = document.number(at: pointer) else { throw expected("a number") }
    return number
  }

  /// The value of a number as ``number()`` reads it, as a double: an integer beyond 2^53 is rounded to the nearest,
  /// and `-0` keeps its sign. Throws when this is no number, and at an integer beyond the largest double.
  package func double() throws(JSONError) -> Double { try double(expecting: "a number") }

  private func double(expecting what: String) throws(JSONError) -> Double {
    guard let value = document.double(at: pointer) else { throw expected(what) }
    if value.isInfinite, kind == .integer { throw expected("a number that a double holds") }
    return value
  }

  /// The elements of an array of numbers, each as ``double()`` would read it, and `null` as the double given for it.
  /// Throws when this is no array, when an element is no number, and at a `null` when no double is given for it.
  package func doubles(null: Double? = nil) throws(JSONError) -> [Double] {
    guard kind == .array else { throw expected("an array of numbers") }
    if let doubles = document.exempt(at: pointer)?.doubles(null: null) { return doubles }
    let what = null == nil ? "a number" : "a number or null"
    var result: [Double] = []
    for element in try elements() {
      let nothing = element.isNull ? null : nil
      if let nothing { result.append(nothing) } else { result.append(try element.double(expecting: what)) }
    }
    return result
  }

  /// The elements of an array; throws when this is none.
  package func elements() throws(JSONError) -> [JSONNode] {
    guard kind == .array else { throw expected("an array") }
    if let column = document.exempt(at: pointer) {
      return try JSONNode(document.materialised(column, at: self)).elements()
    }
    return (0..<json_object_array_length(pointer)).map { index in
      JSONNode(json_object_array_get_idx(pointer, index), in: self, .index(Int(index)))
    }
  }

  /// The number of elements of an array or of members of an object; throws when this is neither.
  package func count() throws(JSONError) -> Int {
    guard kind == .array || kind == .object else { throw expected("an array or an object") }
    return kind == .array ? elementCount : Int(json_object_object_length(pointer))
  }

  /// The number of elements of what must be an array.
  var elementCount: Int { document.exempt(at: pointer)?.elements ?? Int(json_object_array_length(pointer)) }

  /// The member of an object with this key, compared byte for byte; throws when this is no object or has none.
  package func member(_ key: String) throws(JSONError) -> JSONNode {
    if let member = try optionalMember(key) { return member }
    throw error("missing key \(BoundedText.quoted(key))")
  }

  /// The member of an object with this key, or nil when there is none; an explicit `null` is a node. Throws when this
  /// is no object.
  package func optionalMember(_ key: String) throws(JSONError) -> JSONNode? {
    try requireObject()
    var value: OpaquePointer?
    let isThere = key.withCString { name in
      // A C string would end at a NUL and find the member with the shorter key.
      strlen(name) == key.utf8.count && json_object_object_get_ex(pointer, name, &value) != 0
    }
    return isThere ? JSONNode(value, in: self, .key(key)) : nil
  }

  /// The members of an object in the order of the document; throws when this is none.
  package func members() throws(JSONError) -> [(key: String, value: JSONNode)] {
    try requireObject()
    var result: [(key: String, value: JSONNode)] = []
    Tree.forEachMember(of: pointer) { name, value in
      let key = String(cString: name)
      result.append((key, JSONNode(value, in: self, .key(key))))
    }
    return result
  }

  /// The keys of an object in the order of the document; throws when this is none.
  package func keys() throws(JSONError) -> [String] { try members().map(\.key) }

  /// Refuses an object with a key that is not among those allowed, naming the first such key and the one it may be a
  /// slip of; throws too when this is no object.
  package func refuseKeys(otherThan allowed: [String]) throws(JSONError) {
    try requireObject()
    var found: String?
    // Mostly a key is the next on the list after the last: files are written in its order.
    var next = allowed.startIndex
    Tree.forEachMember(of: pointer) { name, _ in
      let length = strlen(name)
      func isName(_ place: Int) -> Bool {
        allowed[place].utf8.count == length && allowed[place].withCString { memcmp($0, name, length) == 0 }
      }
      let place = (next..<allowed.count).first(where: isName) ?? (0..<next).first(where: isName)
      if let place { next = place + 1 } else { found = found ?? String(cString: name) }
    }
    guard let key = found else { return }
    let unknown = "unknown key \(BoundedText.quoted(key))\(NearestText.hint(for: key, among: allowed))"
    let expected = "one of \(allowed.map { BoundedText.quoted($0) }.joined(separator: ", "))"
    throw error("\(unknown); expected \(allowed.isEmpty ? "no keys" : expected)")
  }

  private func requireObject() throws(JSONError) {
    guard kind == .object else { throw expected("an object") }
  }
}
