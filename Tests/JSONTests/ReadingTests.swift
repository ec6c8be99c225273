import JSON
import Testing

@Suite("Reading values of a document")
struct ReadingTests {
  let node: JSONNode

  init() throws {
    let text = #"""
      {"z": null, "cases": [{"id": "a", "lr": 0.5, "n": 3, "on": true}], "a b": {"": [1, null]}}
      """#
    node = try JSONNode(parsing: text, source: "F.json")
  }

  @Test("Members, elements and scalars")
  func values() throws {
    let first = try node.member("cases").elements()[0]
    #expect(try first.member("id").string() == "a")
    #expect(try first.member("lr").double() == 0.5)
    #expect(try first.member("n").integer() == 3)
    #expect(try first.member("n").integer(in: 3...3) == 3)
    #expect(try first.member("n").double() == 3)
    #expect(try first.member("on").boolean())
    #expect(try first.count() == 4)
    #expect(try node.member("cases").count() == 1)
    #expect(try node.keys() == ["z", "cases", "a b"])
    #expect(try node.members().map(\.key) == ["z", "cases", "a b"])
    #expect(try node.members().map(\.value.kind) == [.null, .array, .object])
  }

  @Test("An absent member is nil and an explicit null is a node")
  func optionalMembers() throws {
    #expect(try node.optionalMember("y") == nil)
    #expect(try node.optionalMember("z")?.isNull == true)
    #expect(try node.optionalMember("z\u{0}") == nil)
    #expect(try node.member("z").kind == .null)
  }

  @Test("A node keeps its document alive")
  func lifetime() throws {
    func inner() throws -> JSONNode {
      try JSONNode(parsing: #"{"a": {"b": ["kept"]}}"#).member("a").member("b").elements()[0]
    }
    #expect(try inner().string() == "kept")
  }

  @Test("Paths")
  func paths() throws {
    #expect(node.path.description.isEmpty)
    #expect(try node.member("cases").elements()[0].member("lr").path.description == "cases[0].lr")
    #expect(try node.member("a b").member("").elements()[1].path.description == #"["a b"][""][1]"#)
    let path = JSONPath.root.appending(key: "a").appending(index: 2)
    #expect(path == JSONPath.root.appending(key: "a").appending(index: 2))
    #expect(path != JSONPath.root.appending(key: "a").appending(index: 3))
    #expect(path != JSONPath.root.appending(key: "a"))
    #expect(path.appending(key: "1x").appending(key: "ü\n").description == #"a[2]["1x"]["ü\n"]"#)
  }

  @Test("Every typed error names its place, what was expected and what was found")
  func errors() throws {
    let first = try node.member("cases").elements()[0]
    let (id, count) = (try first.member("id"), try first.member("n"))
    #expect(
      message(of: try id.integer()) == #"F.json: cases[0].id: expected an integer, found the string "a""#
    )
    #expect(message(of: try id.double()) == #"F.json: cases[0].id: expected a number, found the string "a""#)
    #expect(
      message(of: try id.boolean()) == #"F.json: cases[0].id: expected a boolean, found the string "a""#
    )
    #expect(
      message(of: try id.count())
        == #"F.json: cases[0].id: expected an array or an object, found the string "a""#
    )
    #expect(message(of: try count.string()) == "F.json: cases[0].n: expected a string, found 3")
    #expect(message(of: try count.elements()) == "F.json: cases[0].n: expected an array, found 3")
    #expect(message(of: try count.doubles()) == "F.json: cases[0].n: expected an array of numbers, found 3")
    #expect(
      message(of: try count.integer(in: 0...2))
        == "F.json: cases[0].n: expected an integer from 0 to 2, found 3"
    )
    #expect(
      message(of: try first.member("lr").integer()) == "F.json: cases[0].lr: expected an integer, found 0.5"
    )
    #expect(
      message(of: try first.member("on").keys()) == "F.json: cases[0].on: expected an object, found true"
    )
    #expect(message(of: try node.member("z").member("a")) == "F.json: z: expected an object, found null")
    #expect(
      message(of: try first.string()) == "F.json: cases[0]: expected a string, found an object of 4 members"
    )
    #expect(
      message(of: try node.member("cases").members())
        == "F.json: cases: expected an object, found an array of 1 element"
    )
    #expect(message(of: try first.member("ID")) == #"F.json: cases[0]: missing key "ID""#)
    #expect(
      message(of: try node.member("a b").member("").doubles())
        == #"F.json: ["a b"][""][1]: expected a number, found null"#
    )
    #expect(node.error("wrong").description == "F.json: wrong")
  }

  @Test("Found text is bounded and cannot act on a terminal")
  func boundedText() throws {
    let long = try JSONNode(parsing: JSONValue.string(String(repeating: "é", count: 1000)).compact())
    let shown = String(repeating: "é", count: 60)
    #expect(message(of: try long.integer()) == "expected an integer, found the string \"\(shown)…\"")
    let hostile = try JSONNode(parsing: #""\u001b[31m\n\u202e\"""#)
    #expect(
      message(of: try hostile.integer()) == #"expected an integer, found the string "\u{1b}[31m\n\u{202e}\"""#
    )
  }

  @Test("Unknown keys are refused, with the key that was meant if there is one near")
  func unknownKeys() throws {
    let object = try JSONNode(parsing: #"{"id": 1, "tolerence": 2}"#)
    #expect(message(of: try object.refuseKeys(otherThan: ["id", "tolerence"])) == nil)
    #expect(
      message(of: try object.refuseKeys(otherThan: ["id", "name", "tolerance"]))
        == #"unknown key "tolerence" (did you mean "tolerance"?); expected one of "id", "name", "tolerance""#
    )
    #expect(
      message(of: try object.refuseKeys(otherThan: ["id", "name"]))
        == #"unknown key "tolerence"; expected one of "id", "name""#
    )
    #expect(message(of: try object.refuseKeys(otherThan: [])) == #"unknown key "id"; expected no keys"#)
    // One key is the beginning of the other; the bytes are compared, not the characters.
    let pieces = try JSONNode(parsing: #"{"lr": 1, "": 2, "e\u0301": 3}"#)
    #expect(message(of: try pieces.refuseKeys(otherThan: ["", "lr", "e\u{301}"])) == nil)
    for other in ["l", "lr_", "lr\u{0}"] {
      #expect(message(of: try pieces.refuseKeys(otherThan: [other, "", "e\u{301}"])) != nil)
    }
    #expect(message(of: try pieces.refuseKeys(otherThan: ["", "lr", "\u{e9}"])) != nil)
    let swapped = try JSONNode(parsing: #"{"gmaam": 1}"#)
    #expect(
      message(of: try swapped.refuseKeys(otherThan: ["gamma"]))
        == #"unknown key "gmaam" (did you mean "gamma"?); expected one of "gamma""#
    )
  }

  @Test("Arrays of numbers are read in bulk")
  func bulk() throws {
    let column = try JSONNode(parsing: #"[1, 0.1, -0, null, "Infinity", "0x1p-1", 9007199254740993]"#)
    #expect(try column.doubles(null: -1) == [1, 0.1, 0, -1, .infinity, 0.5, 9_007_199_254_740_992])
    #expect(try column.doubles(null: .nan)[3].isNaN)
    #expect(message(of: try column.doubles()) == "[3]: expected a number, found null")
    let wrong = try JSONNode(parsing: "[1, true]")
    #expect(message(of: try wrong.doubles(null: 0)) == "[1]: expected a number or null, found true")
    #expect(try JSONNode(parsing: "[]").doubles().isEmpty)
  }

  @Test("A document may be a lone scalar, with space around it")
  func lone() throws {
    #expect(try JSONNode(parsing: " \r\n\t12 ").integer() == 12)
    #expect(try JSONNode(parsing: "12").integer() == 12)
    #expect(try JSONNode(parsing: "null").isNull)
    #expect(try JSONNode(parsing: "true").boolean())
    #expect(try JSONNode(parsing: "\"\"").string().isEmpty)
    #expect(try JSONNode(parsing: Array("-1.5e1".utf8)).double() == -15)
  }

  @Test("Nodes are read from many tasks at once")
  func concurrentReading() async throws {
    let cases = try node.member("cases")
    let sums = try await withThrowingTaskGroup(of: Double.self) { group in
      for _ in 0..<16 {
        group.addTask {
          try (0..<200).reduce(0.0) { sum, _ in sum + (try cases.elements()[0].member("lr").double()) }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == Array(repeating: 100, count: 16))
  }
}
