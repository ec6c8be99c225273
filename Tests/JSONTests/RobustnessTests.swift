import JSON
import Testing

@Suite("Damaged documents are refused without a trap")
struct RobustnessTests {
  @Test("The sample itself is read")
  func sampleIsRead() throws {
    let node = try JSONNode(parsing: sample)
    #expect(try node.member("text").string() == "quote \" slash / back \\ tab \t é € 😀 é 😀 \u{0}")
    #expect(
      try node.keys() == ["format", "empty", "none", "nothing", "yes", "no", "text", "numbers", "nested"]
    )
  }

  @Test("A document cut at any byte is refused at its end or before")
  func truncation() {
    let bytes = Array(sample.utf8)
    for count in 0..<bytes.count {
      #expect(refusal(Array(bytes.prefix(count))) != nil, "the first \(count) bytes")
    }
  }

  @Test("Random changes of bytes give a document or an error", arguments: 0..<8)
  func mutation(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let original = Array(sample.utf8)
    let grammar = Array("[]{}\",:\\/-+.eE0123456789tfnu \n'".utf8)
    for _ in 0..<1000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        let byte =
          Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator)
          : grammar[Int.random(in: 0..<grammar.count, using: &generator)]
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = byte
        case 1: bytes.insert(byte, at: index)
        default: bytes.remove(at: index)
        }
      }
      if let node = try? JSONNode(parsing: bytes) {
        let text = JSONValue(node).canonical()
        #expect(JSONValue(try JSONNode(parsing: text)).canonical() == text)
      } else {
        #expect(refusal(bytes)?.contains("json-c") == false, "the scanner is to be the stricter one")
      }
    }
  }

  @Test("Random text in JSON's alphabet gives a document or an error")
  func randomText() {
    var generator = SeededGenerator(seed: 99)
    let alphabet = Array("[]{}\"\",:\\-.e019u nt".utf8)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      #expect(refusal(bytes)?.contains("json-c") != true, "\(bytes)")
    }
  }
}
