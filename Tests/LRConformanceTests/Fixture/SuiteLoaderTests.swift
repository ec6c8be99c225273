import ConformanceSupport
import Fixtures
import Foundation
import TestSupport
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

  /// What a filter does not want is read no further than to see that.
  @Test func filterPassesCasesOver() throws {
    let folder = try TemporaryFolder()
    let broken = caseText(id: #""sample/broken""#, level: #""quirk""#, tags: #"["odd"]"#, scenario: "{}")
    try folder.write("a.json", suiteText(broken, caseText(id: #""sample/one""#)))
    try folder.write("b.json", suiteText(caseText(id: #""sample/two""#)))
    #expect(failure([folder.path])?.caseID == "sample/broken")
    var filters = [CaseFilter(), CaseFilter(), CaseFilter()]
    filters[0].ids = ["sample/o*"]
    filters[1].tags = ["chainable"]
    filters[2].levels = [.required]
    for filter in filters {
      let suites = try SuiteLoader.load([folder.path], filter: filter)
      #expect(suites[0].cases.map(\.id) == ["sample/one"])
      #expect(suites[0].passedOver == ["sample/broken"])
      #expect(filter.select(suites).map(\.fixture.id).first == "sample/one")
    }
    var classes = CaseFilter()
    classes.schedulers = [.cyclic]
    // A class shows in the scenario alone.
    #expect(throws: FixtureError.self) { try SuiteLoader.load([folder.path], filter: classes) }
  }

  @Test func duplicateOfACaseThatIsPassedOverIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", suiteText(caseText(id: #""sample/two""#, level: #""quirk""#)))
    try folder.write("b.json", suiteText(caseText(id: #""sample/one""#), caseText(id: #""sample/two""#)))
    var filter = CaseFilter()
    filter.levels = [.required]
    #expect(throws: FixtureError.self) { try SuiteLoader.load([folder.path], filter: filter) }
  }

  /// Files are read at once; what comes of it does not depend on which is ready first.
  @Test func manyFilesKeepTheirOrderAndTheFirstFaultIsTold() throws {
    let folder = try TemporaryFolder()
    for number in 10..<60 {
      try folder.write("\(number).json", suiteText(caseText(id: "\"sample/case-\(number)\"")))
    }
    let ids = try SuiteLoader.load([folder.path]).flatMap(\.cases).map(\.id)
    #expect(ids == (10..<60).map { "sample/case-\($0)" })
    try folder.write("55.json", "[")
    try folder.write("21.json", "[")
    for _ in 0..<20 { #expect(failure([folder.path])?.path == folder / "21.json") }
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
        == "\(folder / "b.json"):3:255: case sample/one: cases[1].id: the id is already in \(folder / "a.json")"
    )
  }

  @Test func idTwiceInOneFileIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", suiteText(caseText(), caseText()))
    #expect(failure([folder / "a.json"])?.place == "cases[1].id")
  }

  @Test func linkOutOfTheFolderIsRefusedUnlessItIsNamed() throws {
    let folder = try TemporaryFolder()
    let manager = FileManager.default
    try folder.write("elsewhere/one.json", suiteText(caseText()))
    try folder.write("suite/inner/two.json", suiteText(caseText(id: #""sample/two""#)))
    try manager.createSymbolicLink(atPath: folder / "suite/within.json", withDestinationPath: "inner/two.txt")
    try manager.moveItem(atPath: folder / "suite/inner/two.json", toPath: folder / "suite/inner/two.txt")
    #expect(try SuiteLoader.load([folder / "suite"]).map(\.path) == [folder / "suite/within.json"])
    let target = Files.resolved(folder / "elsewhere")
    for (link, end) in [("link.json", "/one.json"), ("link", "")] {
      let path = folder / "suite/\(link)"
      try manager.createSymbolicLink(atPath: path, withDestinationPath: "../elsewhere" + end)
      #expect(
        failure([folder / "suite"])?.description
          == "\(path): a link out of the folder; name \(target)\(end) itself where it is meant"
      )
      #expect(try SuiteLoader.load([path]).flatMap(\.cases).map(\.id) == ["sample/one"])
      try manager.removeItem(atPath: path)
    }
  }

  @Test func folderThatIsALinkItselfIsSearched() throws {
    let folder = try TemporaryFolder()
    try folder.write("suite/one.json", suiteText(caseText()))
    try FileManager.default.createSymbolicLink(atPath: folder / "link", withDestinationPath: "suite")
    #expect(try SuiteLoader.load([folder / "link"]).map(\.path) == [folder / "link/one.json"])
  }

  @Test func linksInACircleEnd() throws {
    let folder = try TemporaryFolder()
    try folder.write("inner/one.json", suiteText(caseText()))
    for name in ["again", "inner/once", "inner/more"] {
      try FileManager.default.createSymbolicLink(atPath: folder / name, withDestinationPath: folder.path)
    }
    #expect(try SuiteLoader.load([folder.path]).flatMap(\.cases).count == 1)
  }

  @Test func pipeInTheFolderIsNotWaitedFor() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder / "a.json", 0o600) == 0)
    #expect(failure([folder.path])?.description == "\(folder / "a.json"): no regular file")
  }

  @Test func foldersAreSearchedToADepth() throws {
    let folder = try TemporaryFolder()
    let deep = Array(repeating: "x", count: 16).joined(separator: "/")
    try folder.write("\(deep)/one.json", suiteText(caseText()))
    #expect(try SuiteLoader.load([folder.path]).count == 1)
    try folder.write("\(deep)/x/two.json", suiteText(caseText()))
    #expect(failure([folder.path])?.problem == "nested more than 16 folders deep")
  }
}
