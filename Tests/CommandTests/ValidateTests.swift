import Fixtures
import TestSupport
import Testing

@Suite struct ValidateTests {
  @Test func ownFixturesAreValid() async throws {
    let validate = try await Command.run("validate")
    #expect(validate.status == 0)
    #expect(validate.errors == "")
    #expect(
      validate.output.contains(
        /^[0-9]+ files, [0-9]+ cases, [0-9]+ claims: valid; suite 1\.[0-9.]+, [0-9]+ cases unreleased\n$/
      )
    )
  }

  @Test func everyProblemIsALineAndNothingIsWritten() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", "{")
    try folder.write("b.json", Sample.text())
    try folder.write("c.json", Sample.text(["sample/one"]))
    let validate = try await Command.run("validate", folder.path)
    #expect(validate.status == 4)
    #expect(validate.output == "")
    #expect(validate.errorLines.count == 4)
    #expect(validate.errorLines[0].hasPrefix("lrconform: \(folder / "a.json"):1:2: "))
    #expect(
      validate.errorLines.contains(
        "lrconform: \(folder / "c.json"):3:19: case sample/one: cases[0].id: the id is already in \(folder / "b.json")"
      )
    )
    #expect(
      validate.errorLines.contains(
        "lrconform: \(folder / "b.json"): not in the canonical form; `lrconform validate --write` corrects that"
      )
    )
    #expect(try folder.read("b.json") == Sample.text())
  }

  @Test func writeBringsFilesIntoTheCanonicalForm() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", Sample.text())
    let write = try await Command.run("validate", "--write", folder.path)
    #expect(write.status == 0)
    let canonical = try String(decoding: SuiteLoader.load(folder / "a.json").canonicalBytes(), as: UTF8.self)
    #expect(try folder.read("a.json") == canonical)
    #expect(try folder.names == ["a.json"])
    #expect(try await Command.run("validate", folder.path).status == 0)
  }

  @Test func bytesOfAValidFileAreLeftAlone() async throws {
    let folder = try TemporaryFolder()
    let text = try Repository.fixture("step-lr.json")
    try folder.write("step-lr.json", text)
    #expect(try await Command.run("validate", "--write", folder.path).status == 0)
    #expect(try folder.read("step-lr.json") == text)
  }
}
