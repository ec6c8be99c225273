import TestSupport
import Testing

/// Where in a file something is wrong stands in one form, which editors and terminals follow: `FILE:LINE:COLUMN:`.
@Suite struct PlaceTests {
  struct Row: Sendable, CustomTestStringConvertible {
    /// The command, FILE in the place of the file.
    var command: String
    var text: String
    var status: Int
    /// What is said, without `lrconform: FILE:`.
    var problem: String

    var testDescription: String { "\(command): \(problem)" }
  }

  static let rows = [
    Row(
      command: "check --fixtures FILE",
      text: "{\n  \"schema\": 1,\n}",
      status: 4,
      problem: "2:14: trailing comma"
    ),
    Row(
      command: "check --fixtures FILE",
      text: "{\n  \"schema\": 2\n}",
      status: 4,
      problem: "2:13: schema: expected the schema 1"
    ),
    Row(
      command: "validate FILE",
      text: "{\n]",
      status: 4,
      problem: #"2:1: expected a key in double quotes, found "]""#
    ),
    Row(
      command: "check --known FILE",
      text: "{\"schema\": 1,",
      status: 4,
      problem: "1:14: unexpected end of input in the object opened at line 1"
    ),
    Row(
      command: "check --known FILE",
      text: "{\"schema\": 1, \"known\": [\n  {\"case\": 7}]}",
      status: 4,
      problem: "2:12: known[0].case: expected a string, found 7"
    ),
    Row(
      command: "check --trace FILE",
      text: "{\"id\": \"a/b\", \"skipped\": \"s\"}\n\n{\"id\": \"a/b\", \"skiped\": \"s\"}\n",
      status: 3,
      problem:
        #"3:1: unknown key "skiped" (did you mean "skipped"?); expected one of "id", "seq", "trace", "error", "skipped", "fault", "stderr", "unobserved", "ends""#
    ),
    Row(
      command: "check --trace FILE",
      text: "{\"id\": \"a/b\",\n",
      status: 3,
      problem: "1:14: unexpected end of input in the object opened at line 1"
    ),
    Row(command: "report FILE", text: "[1,]", status: 2, problem: "1:3: trailing comma"),
    Row(
      command: "report FILE",
      text: "{\"schema\":\n \"one\"}",
      status: 2,
      problem: #"2:2: schema: expected an integer, found the string "one""#
    ),
    Row(
      command: "trace --scenario FILE",
      text: "{\"optimizer\": {\"type\": \"sgd\", \"groups\": []}}",
      status: 2,
      problem:
        #"1:24: optimizer.type: expected one of "SGD", "Adam", "Adagrad", found "sgd" (did you mean "SGD"?)"#
    ),
    Row(
      command: "fuzz --scenario FILE -- true",
      text: "{\n",
      status: 2,
      problem: "2:1: unexpected end of input in the object opened at line 1"
    ),
  ]

  @Test(arguments: rows)
  func fileLineAndColumnComeFirst(row: Row) async throws {
    let folder = try TemporaryFolder()
    try folder.write("file.json", row.text)
    let path = folder / "file.json"
    let words = row.command.split(separator: " ").map { $0 == "FILE" ? path : String($0) }
    let command = try await Command.run(words)
    #expect(command.errors == "lrconform: \(path):\(row.problem)\n")
    #expect(command.output == "")
    #expect(command.status == row.status)
  }
}
