import JSON

/// What is parsed is written, in both layouts, as a text that gives the same; what is refused is refused in one line.
func fuzzJSON(_ bytes: [UInt8]) {
  let node: JSONNode
  do throws(JSONError) {
    node = try JSONNode(parsing: bytes)
  } catch {
    expect(!error.message.isEmpty && !"\(error)".contains("\n"), "a bad message: \(error)")
    expect(!error.message.hasPrefix("json-c"), "the scanner lets through what json-c refuses: \(error)")
    return
  }
  let value = JSONValue(node)
  let canonical = value.canonical()
  for text in [canonical, value.compact(), value.canonical(width: 20)] {
    let again = expectNoError("what is written is not read") { try JSONNode(parsing: text) }
    expect(JSONValue(again).canonical() == canonical, "\(text) reads otherwise")
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
