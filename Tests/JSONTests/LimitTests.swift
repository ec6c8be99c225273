import JSON
import Testing

@Suite("Documents beyond the limits are refused")
struct LimitTests {
  @Test("The depth at the limit is read and one more is refused", arguments: [1, 2, 31, 32, 33, 64, 256])
  func depth(limit: Int) throws {
    let limits = JSONLimits(maximumDepth: limit)
    for (open, inner, close) in [("[", "", "]"), ("[", "1", "]"), ("{\"a\":", "1", "}")] {
      let text = String(repeating: open, count: limit) + inner + String(repeating: close, count: limit)
      let node = try JSONNode(parsing: text, limits: limits)
      #expect(JSONValue(node).compact() == text)
      let deeper = open + (inner.isEmpty ? "[]" : text) + close
      let column = limit * open.utf8.count + 1
      if !inner.isEmpty {
        #expect(refusal(deeper, limits: limits) == "1:\(column): nested more than \(limit) deep")
      }
    }
  }

  @Test("The standard depth is 64, and no limit allows more than 256")
  func depthBounds() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(refusal(nested(64)) == nil)
    #expect(refusal(nested(65)) == "1:65: nested more than 64 deep")
    let greatest = JSONLimits(maximumDepth: .max)
    #expect(refusal(nested(256), limits: greatest) == nil)
    #expect(refusal(nested(257), limits: greatest) == "1:257: nested more than 256 deep")
    #expect(refusal(String(repeating: "[", count: 1_000_000)) == "1:65: nested more than 64 deep")
    #expect(refusal("1", limits: JSONLimits(maximumDepth: .min)) == nil)
    #expect(refusal("[]", limits: JSONLimits(maximumDepth: 0)) == "1:1: nested more than 0 deep")
  }

  @Test("The size at the limit is read and one more is refused")
  func size() {
    let limits = JSONLimits(maximumBytes: 5)
    #expect(refusal("[1,2]", limits: limits) == nil)
    #expect(refusal("[1,2] ", limits: limits) == "document too large: 6 bytes, of at most 5")
    #expect(
      refusal("1", limits: JSONLimits(maximumBytes: .min)) == "document too large: 1 bytes, of at most 0"
    )
    #expect(refusal("1", limits: JSONLimits(maximumBytes: .max)) == nil)
  }

  @Test("The number of values at the limit is read and one more is refused")
  func values() {
    let limits = JSONLimits(maximumValues: 4)
    #expect(refusal(#"{"a":[1,{}]}"#, limits: limits) == nil)
    #expect(refusal(#"{"a":[1,{},0]}"#, limits: limits) == "1:12: more than 4 values")
    #expect(JSONLimits.standard.maximumValues == 20_000_000)
  }
}
