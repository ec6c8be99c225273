import Foundation
import TestSupport
import Testing

/// Fixtures that are broken: exit status 4, one line on standard error, nothing written.
@Suite struct FixtureFaultTests {
  private func check(_ path: String, fails lines: [String]) async throws {
    for arguments in [["check"], ["list"], ["errata"]] {
      let command = try await Command.run(arguments + ["--fixtures", path])
      #expect(command.status == 4)
      #expect(command.output == "")
      #expect(command.errorLines == lines)
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var part: String
    var replacement: String
    /// The line and the column in the file.
    var place: String
    var line: String
  }

  static let rows = [
    Row(
      testDescription: "mistyped value",
      part: #""lr": 1.0}]}"#,
      replacement: #""lr": true}]}"#,
      place: "4:62",
      line: "case sample/one: cases[0].scenario.optimizer.groups[0].lr: expected a number, found true"
    ),
    Row(
      testDescription: "unknown key",
      part: #""tags": []"#,
      replacement: #""tag": []"#,
      place: "3:12",
      line: #"case sample/one: cases[0]: unknown key "tag" (did you mean "tags"?); expected one of "id", "#
        + #""title", "why", "level", "tags", "refs", "scenario", "expected", "versions", "tolerance", "claims""#
    ),
    Row(
      testDescription: "unequal columns",
      part: "0.25, 0.125",
      replacement: "0.25",
      place: "6:24",
      line: "case sample/one: cases[0].expected.trace: expected 4 observations, found 3 in lr"
    ),
    Row(
      testDescription: "case without why",
      part: #""why": "W", "#,
      replacement: "",
      place: "3:12",
      line: #"case sample/one: cases[0]: missing key "why""#
    ),
    Row(
      testDescription: "duplicate id",
      part: "sample/two",
      replacement: "sample/one",
      place: "7:8",
      line: "case sample/one: cases[1].id: the id is already in PATH"
    ),
  ]

  @Test(arguments: rows)
  func caseIsNamedWithItsPlace(row: Row) async throws {
    let folder = try TemporaryFolder()
    let path = folder / "sample.json"
    let text = Sample.text()
    let range = try #require(text.firstRange(of: row.part))
    try folder.write("sample.json", text.replacingCharacters(in: range, with: row.replacement))
    try await check(
      path,
      fails: ["lrconform: \(path):\(row.place): " + row.line.replacing("PATH", with: path)]
    )
    #expect(try folder.names == ["sample.json"])
  }

  @Test(
    arguments: [
      ("", "1:1: "), ("{", "1:2: "), ("\u{0}", "1:1: "), ("[[", "1:3: "),
      (String(repeating: "[", count: 100_000), "1:65: "),
      (String(Sample.text().dropLast(40)), ""), (Sample.text() + "x", ""),
      (Sample.text().replacing(#""title": "T""#, with: #""title": "T", "title": "T""#), ""),
      (Sample.text().replacing("0.125", with: "NaN"), ""),
    ]
  )
  func textThatIsNoJSONIsRefusedWithLineAndColumn(text: String, place: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("sample.json", text)
    let command = try await Command.run("check", "--fixtures", folder.path)
    #expect(command.status == 4)
    #expect(command.output == "")
    #expect(command.errorLines.count == 1)
    #expect(command.errors.hasPrefix("lrconform: \(folder / "sample.json"):\(place)"))
    #expect(command.errors.contains(#/sample\.json:[0-9]+:[0-9]+: /#))
  }

  @Test func missingEmptyAndDanglingAreNamed() async throws {
    let folder = try TemporaryFolder()
    try await check(folder / "no", fails: ["lrconform: \(folder / "no"): no such file or folder"])
    try await check(folder.path, fails: ["lrconform: \(folder.path): expected fixtures, found none"])
    try FileManager.default.createSymbolicLink(atPath: folder / "a.json", withDestinationPath: "nowhere")
    try await check(folder.path, fails: ["lrconform: \(folder / "a.json"): no such file or folder"])
  }

  @Test func folderWithoutASuiteHasNoFixtures() async throws {
    let folder = try TemporaryFolder()
    let command = try await Command.run(
      ["list"],
      environment: ["LRCONFORM_FIXTURES": folder / "no"],
      folder: folder.path
    )
    #expect(command.status == 4)
    #expect(command.errorLines == ["lrconform: \(folder / "no"): no such file or folder"])
  }

  @Test func unrecordedCaseIsNamed() async throws {
    let folder = try TemporaryFolder()
    let text = Sample.text().replacing(
      #","# + "\n" + #" "expected": {"trace": {"lr": [[1.0, 0.5, 0.25, 0.125]]}}}"#,
      with: "}"
    )
    try folder.write("sample.json", text)
    let command = try await Command.run("check", "--fixtures", folder.path)
    #expect(command.status == 4)
    #expect(
      command.errorLines == [
        "lrconform: \(folder / "sample.json"): case sample/one: no expected values; "
          + "record them with `lrconform regenerate`"
      ]
    )
  }
}
