import TestSupport
import Testing

@Suite struct ReleaseCommandTests {
  @Test func releasedCasesAreHeldToWhatTheyMeant() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", Sample.text(["sample/one", "sample/two"]))
    #expect(try await Command.run("validate", "--write", folder.path).status == 0)

    let release = try await Command.run("release", "1.0.0", "--fixtures", folder.path)
    #expect(release.status == 0)
    #expect(release.output == "suite 1.0.0, PyTorch 2.13.0: 2 cases, 2 of them new\n")
    let validate = try await Command.run("validate", folder.path)
    #expect(validate.status == 0)
    #expect(validate.output == "1 files, 2 cases, 0 claims: valid; suite 1.0.0, 0 cases unreleased\n")

    let list = try folder.read("released/cases.json")
    let text = try folder.read("a.json")
    try folder.write("a.json", text.replacing("\"gamma\": 0.5", with: "\"gamma\": 0.25"))
    let changed = try await Command.run("validate", folder.path)
    #expect(changed.status == 4)
    #expect(changed.errorLines.count == 2)
    #expect(
      changed.errorLines.first?.hasPrefix(
        "lrconform: \(folder / "a.json"):13:19: case sample/one: cases[0].scenario: expected the scenario of release 1.0.0 ("
      ) == true
    )
    let again = try await Command.run("release", "1.1.0", "--fixtures", folder.path)
    #expect(again.status == 4)
    #expect(
      again.errors.hasPrefix("lrconform: nothing is released: \(folder / "a.json"):13:19: case sample/one: ")
    )
    #expect(try folder.read("released/cases.json") == list)
  }

  @Test func reportsNameTheSuiteOfTheirFixturesAndNoOther() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", Sample.text(["sample/one"]))
    let without = try await Command.run("check", "--fixtures", folder.path)
    #expect(without.output.contains("1 cases: 1 identical"))
    #expect(try await Command.run("release", "7.8.9", "--fixtures", folder.path).status == 0)
    let with = try await Command.run("check", "--fixtures", folder.path)
    #expect(with.output.contains(/1 cases: 1 identical in [0-9]+ ms, suite 7\.8\.9: conforming\n/))
    // A file of the suite is of the suite, and a part of it.
    let part = try await Command.run("check", "--fixtures", folder / "a.json")
    #expect(part.output.contains(/suite 7\.8\.9: partial: 1 case \(--fixtures [^ ]*\/a\.json\)\n/))
    let version = try await Command.run(["--version"], environment: ["LRCONFORM_FIXTURES": folder.path])
    #expect(version.output.hasSuffix(", suite 7.8.9, PyTorch 2.13.0\n"))
  }
}
