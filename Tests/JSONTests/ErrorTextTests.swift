import JSON
import Testing

@Suite("The text of an error")
struct ErrorTextTests {
  @Test("Source, place and message on one line")
  func parts() {
    let path = JSONPath.root.appending(key: "cases").appending(index: 3).appending(key: "id")
    #expect(JSONError(source: "F", line: 3, column: 14, message: "m").description == "F:3:14: m")
    #expect(JSONError(line: 3, column: 14, message: "m").description == "3:14: m")
    #expect(JSONError(source: "F", path: path, message: "m").description == "F: cases[3].id: m")
    #expect(JSONError(path: path, message: "m").description == "cases[3].id: m")
    #expect(JSONError(message: "m").description == "m")
    #expect(JSONError(source: "a\nb", message: "c\u{1B}d").description == "a\\nb: c\\u{1b}d")
  }

  @Test("A syntax error has its parts")
  func syntaxParts() {
    let error = #expect(throws: JSONError.self) { try JSONNode(parsing: "[1,\n]", source: "F.json") }
    #expect(error == JSONError(source: "F.json", line: 1, column: 3, message: "trailing comma"))
  }
}
