@testable import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is parsed is written, in every layout, as a text that gives the same, none of it lost, and is read as what it is; what is
/// refused is refused in one line, at a place within the text; limits refuse exactly what is beyond them.
func fuzzJSON(_ bytes: [UInt8]) {
  let node: JSONNode
  do throws(JSONError) {
    node = try JSONNode(parsing: bytes)
  } catch {
    expectPlace(of: error, in: bytes)
    expect(!error.message.hasPrefix("json-c"), "the scanner lets through what json-c refuses: \(error)")
    return
  }
  let value = JSONValue(node)
  let canonical = value.canonical()
  for text in [canonical, value.compact(), value.canonical(width: 20), value.canonical(width: 1)] {
    let again = JSONValue(expectNoError("what is written is not read") { try JSONNode(parsing: text) })
    expect(again == value && again.canonical() == canonical, "\(text) reads otherwise")
  }
  let size = Size(of: value)
  expect(size.members == colons(in: bytes), "a member is lost: \(size)")
  expectLimits(bytes, value, size)
  expectReads(node)
}

/// The colons outside of strings, of which each member has one.
private func colons(in bytes: [UInt8]) -> Int {
  var (count, isString, isEscaped) = (0, false, false)
  for byte in bytes {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\"") {
      isString.toggle()
    } else if isString {
      isEscaped = byte == UInt8(ascii: "\\")
    } else if byte == UInt8(ascii: ":") {
      count += 1
    }
  }
  return count
}

/// Small limits let through what is within them, and nothing else.
private func expectLimits(_ bytes: [UInt8], _ value: JSONValue, _ size: Size) {
  let limits = JSONLimits(maximumDepth: 3, maximumBytes: 200, maximumValues: 12)
  let isWithin = bytes.count <= 200 && size.depth <= 3 && size.values <= 12
  do throws(JSONError) {
    let again = JSONValue(try JSONNode(parsing: bytes, limits: limits))
    expect(isWithin && again == value, "limits let through \(size), \(bytes.count) bytes")
  } catch {
    expect(!isWithin, "limits refuse \(size), \(bytes.count) bytes: \(error)")
    if error.line != nil { expectPlace(of: error, in: bytes) }
  }
  if bytes.count <= 40 { fuzzLongArray(bytes, of: value) }
}

/// An array of so many elements that it is read in slices has the same elements as any other.
private func fuzzLongArray(_ bytes: [UInt8], of value: JSONValue) {
  let count = 1030
  let body = Array(repeatElement(bytes, count: count).joined(separator: [UInt8(ascii: ",")]))
  let node = expectNoError("a long array is not read") {
    try JSONNode(parsing: [UInt8(ascii: "[")] + body + [UInt8(ascii: "]")])
  }
  expect(JSONValue(node) == .array(Array(repeating: value, count: count)), "a long array reads otherwise")
  let elements = expectNoError("a long array has no elements") { try node.elements() }
  expect(elements.count == count, "a long array has \(elements.count) elements")
  let number = try? elements[0].double()
  let doubles = try? node.doubles()
  expect(
    doubles?.map(\.bitPattern) == number.map { Array(repeating: $0.bitPattern, count: count) },
    "the doubles of a long array are others"
  )
}

/// How deep a value is, how many it holds, itself included, and how many of them have a key.
private struct Size {
  var depth = 0
  var values = 1
  var members = 0

  init(of value: JSONValue) {
    let inner: [JSONValue] =
      switch value {
      case .array(let elements): elements
      case .object(let members): members.map(\.value)
      default: []
      }
    for size in inner.map(Size.init(of:)) {
      depth = max(depth, size.depth)
      values += size.values
      members += size.members
    }
    switch value {
    case .array: depth += 1
    case .object:
      depth += 1
      members += inner.count
    default: break
    }
  }
}

/// Each way of reading a value gives what the others give, or refuses it with its place.
private func expectReads(_ node: JSONNode) {
  let kind = node.kind
  expect(node.isNull == (kind == .null), "a null of another kind")
  expect((read(node) { try node.boolean() } != nil) == (kind == .boolean), "a boolean")
  expectNumbers(node)
  if kind == .array { expectElements(node) } else { refuses(node) { try node.elements() } }
  if kind == .object {
    expectMembers(node)
  } else {
    refuses(node) { try node.members() }
    refuses(node) { try node.optionalMember("a") }
  }
  if kind != .array, kind != .object { refuses(node) { try node.count() } }
}

/// The number of a value, each way of reading it.
func expectNumbers(_ node: JSONNode) {
  let number = read(node) { try node.number() }
  let integer = read(node) { try node.integer() }
  let small = read(node) { try node.integer(in: -9...9) }
  expect(integer == nil || number == .integer(integer ?? 0), "an integer and another number")
  expect(small == integer.flatMap { -9...9 ~= $0 ? $0 : nil }, "an integer in a range and another")
  let double = read(node) { try node.double() }
  // An integer may be beyond the doubles, and -0 is the integer 0, of which the double keeps the sign.
  let isBeyond = node.kind == .integer && number?.asDouble.isInfinite == true
  let isSame = double?.bitPattern == number?.asDouble.bitPattern || number == .integer(0) && double == 0
  expect(isBeyond ? double == nil : isSame, "a double and another number")
  guard let text = read(node, { try node.string() }) else {
    let isNumber = node.kind == .integer || node.kind == .double
    expect((number != nil) == isNumber, "a number of the kind \(node.kind)")
    return
  }
  expect(integer == nil, "an integer in a string")
  // What spells a number spells the C library's, and a digit no infinity.
  if let double, !double.isNaN {
    expect(double.bitPattern == strtod(text, nil).bitPattern, "\(text) is \(double)")
    expect(double.isFinite || text.hasSuffix("Infinity"), "\(text) is infinite")
  }
}

private func expectElements(_ node: JSONNode) {
  let elements = expectNoError("no elements") { try node.elements() }
  expect(elements.count == (try? node.count()), "another count of elements")
  for element in elements { expectReads(element) }
  // Of all the doubles that there are, a NaN that no text spells.
  let null = Double(bitPattern: 0x7FF8_0000_0000_0BAD)
  if let doubles = read(node, within: true, { try node.doubles(null: null) }) {
    let each = JSONValue.array(
      elements.map { $0.isNull ? .null : (try? $0.double()).map { .double($0) } ?? .null }
    )
    expect(
      JSONValue.doubles(doubles, null: null).canonical() == each.canonical(),
      "doubles and other numbers"
    )
    expect(JSONValue.doubles(doubles, null: null).compact() == each.compact(), "doubles written otherwise")
    expect(
      JSONValue.doubles(doubles, null: null).canonical(width: 9) == each.canonical(width: 9),
      "doubles laid out otherwise"
    )
  }
  _ = read(node, within: true) { try node.doubles() }
}

private func expectMembers(_ node: JSONNode) {
  let members = expectNoError("no members") { try node.members() }
  expect(members.count == (try? node.count()), "another count of members")
  let keys = expectNoError("no keys") { try node.keys() }
  expect(keys == members.map(\.key), "other keys than the members'")
  for (key, value) in members {
    let member = expectNoError("no member for its key") { try node.member(key) }
    expect(member.path == value.path && JSONValue(member) == JSONValue(value), "another member for the key")
    expectReads(value)
  }
  let absent = keys.joined() + "?"
  refuses(node) { try node.member(absent) }
  expectNoError("allowed keys are refused") { try node.refuseKeys(otherThan: keys) }
  expect((read(node) { try node.refuseKeys(otherThan: []) } != nil) == keys.isEmpty, "no key is allowed")
  let known = ["lr", "gamma", "step_size", "milestones"]
  let isRefused = read(node) { try node.refuseKeys(otherThan: known) } == nil
  expect(
    isRefused == keys.contains { key in !known.contains { $0.utf8.elementsEqual(key.utf8) } },
    "other keys"
  )
  if let first = keys.first { refuses(node) { try node.refuseKeys(otherThan: ["\(first)x"]) } }
}

/// What is read, or nil where it is refused as it should be.
///
/// - Parameter within: Whether the error may name a place within the value.
@discardableResult
private func read<Result>(_ node: JSONNode, within: Bool = false, _ body: () throws -> Result) -> Result? {
  do {
    return try body()
  } catch let error as JSONError {
    expect(!error.message.isEmpty, "an error without a message")
    expect(within || error.path == node.path, "\(error) is not of \(node.path)")
    return nil
  } catch {
    fatalError("\(error)")
  }
}

private func refuses<Result>(_ node: JSONNode, _ body: () throws -> Result) {
  expect(read(node, body) == nil, "what is none is read")
}
