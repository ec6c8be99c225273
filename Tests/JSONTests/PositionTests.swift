import JSON
import Testing

@Suite("Where in a file an error is")
struct PositionTests {
  private let text = """
    {
      "cases": [
        {"id": "a", "lr": [1, 2.5, {"x": "}]"}]},
        {"id": "b", "k\\u0065y": {"é": "ü"},
         "": null, "last": [[], [true]]}
      ], "odd": [1 , 2, "3\\"", -4e1 ]
    }
    """

  private func node() throws(JSONError) -> JSONNode { try JSONNode(file: "F.json", Array(text.utf8)) }

  @Test("Every value has the line and the column of its first character")
  func values() throws {
    let node = try node()
    let cases = try node.member("cases").elements()
    func place(_ node: JSONNode) -> String { node.error("m").description }
    #expect(place(node) == "F.json:1:1: m")
    #expect(place(try node.member("cases")) == "F.json:2:12: cases: m")
    #expect(place(cases[0]) == "F.json:3:5: cases[0]: m")
    #expect(place(try cases[0].member("lr").elements()[1]) == "F.json:3:27: cases[0].lr[1]: m")
    #expect(
      place(try cases[0].member("lr").elements()[2].member("x")) == "F.json:3:38: cases[0].lr[2].x: m"
    )
    #expect(place(try cases[1].member("key")) == "F.json:4:29: cases[1].key: m")
    #expect(place(try cases[1].member("key").member("é")) == #"F.json:4:35: cases[1].key["é"]: m"#)
    #expect(place(try cases[1].member("")) == #"F.json:5:10: cases[1][""]: m"#)
    #expect(
      place(try cases[1].member("last").elements()[1].elements()[0]) == "F.json:5:30: cases[1].last[1][0]: m"
    )
    #expect(place(try node.member("odd").elements()[3]) == #"F.json:6:28: odd[3]: m"#)
  }

  @Test("Errors of reading have them too, those of syntax, and those in long arrays")
  func errors() throws {
    #expect(
      message(of: try node().member("cases").elements()[1].member("id").integer())
        == #"F.json:4:12: cases[1].id: expected an integer, found the string "b""#
    )
    #expect(
      message(of: try node().member("odd").refuseKeys(otherThan: []))
        == "F.json:6:13: odd: expected an object, found an array of 4 elements"
    )
    #expect(message(of: try JSONNode(file: "F.json", Array("[1,\n]".utf8))) == "F.json:1:3: trailing comma")
    let column = Array(repeating: "0.5", count: 1500) + ["true"] + Array(repeating: "7", count: 1500)
    let bytes = Array("{\"lr\":\n[\(column.joined(separator: ",\n"))]}".utf8)
    #expect(
      message(of: try JSONNode(file: "F.json", bytes).member("lr").doubles())
        == "F.json:1502:1: lr[1500]: expected a number, found true"
    )
    let numbers = Array(
      "{\"lr\":\n[\(column.map { $0 == "true" ? "null" : $0 }.joined(separator: ",\n"))]}".utf8
    )
    #expect(
      message(of: try JSONNode(file: "F.json", numbers).member("lr").doubles())
        == "F.json:1502:1: lr[1500]: expected a number, found null"
    )
  }

  @Test("A line of a file counts from where it stands in the file")
  func lines() throws {
    let node = try JSONNode(file: "F.jsonl", Array(#"{"id": 7}"#.utf8), firstLine: 12)
    #expect(message(of: try node.member("id").string()) == "F.jsonl:12:8: id: expected a string, found 7")
    #expect(
      message(of: try JSONNode(file: "F.jsonl", Array("{".utf8), firstLine: 12))?.hasPrefix("F.jsonl:12:2: ")
        == true
    )
  }

  @Test(
    "A path that a text does not have leads to the value on the way, and a text that is no JSON to some place"
  )
  func missing() {
    let path = JSONPath.root.appending(key: "a").appending(index: 3).appending(key: "b")
    func place(_ text: String) -> [Int] {
      let position = TextPosition(of: path, in: Array(text.utf8))
      return [position.line, position.column]
    }
    #expect(place(#"{"a": [1, 2]}"#) == [1, 7])
    #expect(place("\n 7") == [2, 2])
    for text in [
      "", "{", "{\"a", "{\"a\\", "[:::", "{\"a\":[,,,,", "{\"a\":[:", "]]]", "{\"a\":[1}]2", "{a:[0,0,0,{b",
    ] {
      #expect(place(text)[0] == 1)
    }
  }
}
