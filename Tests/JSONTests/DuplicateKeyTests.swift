import JSON
import Testing

@Suite("A key may be used once in an object")
struct DuplicateKeyTests {
  @Test(
    "Both places are named",
    arguments: [
      (#"{"a":1,"a":2}"#, #"1:8: duplicate key "a", first used at line 1"#),
      ("{\"lr\": 1,\n \"b\": {},\n  \"lr\": 1}", #"3:3: duplicate key "lr", first used at line 1"#),
      (#"{"a":1,"\u0061":2}"#, #"1:8: duplicate key "a", first used at line 1"#),
      (#"{"\/":1,"/":2}"#, #"1:9: duplicate key "/", first used at line 1"#),
      (#"{"":1,"":2}"#, #"1:7: duplicate key "", first used at line 1"#),
      (#"[{"x":{"y":1,"z":[{"y":1}],"y":2}}]"#, #"1:28: duplicate key "y", first used at line 1"#),
      (#"{"😀":1,"\ud83d\ude00":2}"#, #"1:8: duplicate key "😀", first used at line 1"#),
    ]
  )
  func named(text: String, expected: String) {
    #expect(refusal(text) == expected)
  }

  @Test("The first repetition is found among many keys, at either end", arguments: [16, 17, 18, 40, 3000])
  func many(count: Int) {
    let members = (0..<count).map { "\n\"key\($0)\": {\"id\": \($0)}" }.joined(separator: ",")
    #expect(refusal("{\(members)}") == nil)
    let last = count - 1
    #expect(
      refusal("{\(members),\n\"\\u006bey0\": 1,\n\"key\(last)\": 2}")
        == "\(count + 2):1: duplicate key \"key0\", first used at line 2"
    )
    #expect(
      refusal("{\(members),\n\"key\(last)\": 1}")
        == "\(count + 2):1: duplicate key \"key\(last)\", first used at line \(count + 1)"
    )
  }

  @Test("Keys of other objects, and keys that only look alike, are no repetition")
  func allowed() throws {
    #expect(refusal(#"[{"a":1},{"a":1,"b":{"a":2}}]"#) == nil)
    #expect(refusal(#"{"a":1,"A":2,"a ":3,"\\u0061":4}"#) == nil)
    let composed = try JSONNode(parsing: "{\"\u{E9}\": 1, \"e\u{301}\": 2}")
    #expect(try composed.member("\u{E9}").integer() == 1)
    #expect(try composed.member("e\u{301}").integer() == 2)
  }
}
