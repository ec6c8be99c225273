import Foundation
import LRConformance
import Testing

@Suite struct SuiteLoaderTests {
  private func failure(_ paths: [String]) -> FixtureError? {
    do throws(FixtureError) {
      _ = try SuiteLoader.load(paths)
      return nil
    } catch {
      return error
    }
  }

  @Test func missingFileIsNamed() throws {
    let folder = try TemporaryFolder()
    #expect(failure([folder / "no.json"])?.description == "\(folder / "no.json"): no such file or folder")
  }

  @Test func emptyFolderHasNoFixtures() throws {
    let folder = try TemporaryFolder()
    #expect(failure([folder.path])?.description == "\(folder.path): expected fixtures, found none")
    try folder.write("notes.txt", "{}")
    try folder.write("schema/fixture.schema.json", "{}")
    #expect(failure([folder.path])?.problem == "expected fixtures, found none")
  }

  @Test func foldersAreSearchedInOrderButForSchemata() throws {
    let folder = try TemporaryFolder()
    try folder.write("b/two.json", suiteText(caseText(id: #""sample/two""#)))
    try folder.write("a.json", suiteText(caseText(id: #""sample/one""#)))
    try folder.write("schema/three.json", "no JSON")
    try folder.write("README.md", "no JSON")
    let suites = try SuiteLoader.load([folder.path])
    #expect(suites.flatMap(\.cases).map(\.id) == ["sample/one", "sample/two"])
    #expect(suites.map(\.path) == [folder / "a.json", folder / "b/two.json"])
  }

  @Test func fileIsReadWhateverItsName() throws {
    let folder = try TemporaryFolder()
    try folder.write("cases.txt", suiteText(caseText()))
    #expect(try SuiteLoader.load([folder / "cases.txt"]).count == 1)
  }

  @Test func danglingLinkIsNamed() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder / "gone.json",
      withDestinationPath: folder / "nowhere"
    )
    #expect(failure([folder.path])?.path == folder / "gone.json")
  }

  @Test func idInTwoFilesIsRefusedInTheSecond() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", suiteText(caseText()))
    try folder.write("b.json", suiteText(caseText(id: #""sample/two""#), caseText()))
    let error = failure([folder.path])
    #expect(
      error?.description
        == "\(folder / "b.json"): case sample/one: cases[1].id: the id is already in \(folder / "a.json")"
    )
  }

  @Test func idTwiceInOneFileIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", suiteText(caseText(), caseText()))
    #expect(failure([folder / "a.json"])?.place == "cases[1].id")
  }
}
