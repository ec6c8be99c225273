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
}
