import TestSupport
import Testing

@testable import Fixtures

@Suite struct ReleaseTests {
  /// What PyTorch 2.13.0 does with another decay.
  private static let tenfold = scenarioText(
    schedulers: #"[{"type": "StepLR", "args": {"step_size": 2, "gamma": 10.0}}]"#
  )
  private static let doubled = #"{"trace": {"lr": [[0.2, 0.2, 0.02, 0.02]]}}"#

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("a.json", suiteText(caseText(), caseText(id: #""sample/two""#)))
    try release("1.0.0")
  }

  private func release(_ version: String, again: Bool = false) throws {
    try Release(
      version,
      of: SuiteLoader.load([folder.path]),
      after: ReleasedCases(folder: folder.path),
      folder: folder.path,
      isAgain: again
    ).write(to: folder.path)
  }

  /// What is wrong with the folder when the first case is another.
  private func problems(_ text: String?, of paths: [String]? = nil) throws -> [String] {
    if let text { try folder.write("a.json", text) }
    return try SuiteValidation(paths: paths ?? [folder.path]).problems.map {
      $0.description.replacing(folder.path + "/", with: "")
    }
  }

  @Test func releasedSuiteIsValidAndNamesItsVersion() throws {
    let validation = try SuiteValidation(paths: [folder.path])
    #expect(validation.problems == [])
    #expect(validation.unreleased == [])
    #expect(validation.version == SuiteVersion(version: "1.0.0", pytorch: "2.13.0"))
    #expect(try SuiteVersion.of([folder / "a.json"])?.version == "1.0.0")
    #expect(try folder.read("suite.json").contains(#""version": "1.0.0""#))
  }

  @Test func anotherScenarioUnderAReleasedIDIsRefused() throws {
    let changed = suiteText(caseText(scenario: Self.tenfold), caseText(id: #""sample/two""#))
    let found = try problems(changed)
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix(
        "a.json:3:14: case sample/one: cases[0].scenario: expected the scenario of release 1.0.0 ("
      )
        == true
    )
  }

  @Test func anotherOutcomeIsRefusedAndOneWithTheOldKeptIsNot() throws {
    let two = caseText(id: #""sample/two""#)
    let found = try problems(suiteText(caseText(expected: Self.doubled), two))
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix(
        "a.json:3:171: case sample/one: cases[0].expected: expected what PyTorch 2.13.0 does by"
      ) == true
    )
    let kept =
      #", "versions": [{"torch": "<2.14", "expected": "#
      + #"{"trace": {"lr": [[0.1, 0.1, 0.010000000000000002, 0.010000000000000002]]}}}]"#
    #expect(try problems(suiteText(caseText(expected: Self.doubled, more: kept), two)) == [])
  }

  @Test func releasedCaseThatIsGoneIsNamed() throws {
    #expect(
      try problems(suiteText(caseText())) == [
        "released/cases.json: case sample/two: expected the case as it was released in 1.0.0, found none; "
          + "a released case stays"
      ]
    )
    #expect(try problems(nil, of: [folder / "a.json"]) == [], "one file need not hold every case")
  }

  @Test func wordingAndOrderOfKeysMayChange() throws {
    let reworded = caseText(
      title: #""Another title""#,
      why: #""Another reason.""#,
      scenario: scenarioText(more: #", "observe": ["lr"]"#)
    )
    #expect(try problems(suiteText(caseText(id: #""sample/two""#), reworded)) == [])
  }

  @Test func newCasesAreUnreleasedUntilTheNextRelease() throws {
    let three = suiteText(caseText(), caseText(id: #""sample/two""#), caseText(id: #""sample/three""#))
    #expect(try problems(three) == [])
    #expect(try SuiteValidation(paths: [folder.path]).unreleased == ["sample/three"])
    try release("1.1.0")
    let released = try ReleasedCases(folder: folder.path)
    #expect(released.entries.map(\.id) == ["sample/one", "sample/three", "sample/two"])
    #expect(released.entries.map(\.since) == ["1.0.0", "1.1.0", "1.0.0"])
    #expect(try SuiteValidation(paths: [folder.path]).unreleased == [])
  }

  @Test func versionsGoForwardAndTheLastCanBeTakenBack() throws {
    #expect(throws: FixtureError.self) { try release("1.0.0") }
    #expect(throws: FixtureError.self) { try release("0.9") }
    try folder.write("a.json", suiteText(caseText(scenario: Self.tenfold)))
    #expect(throws: FixtureError.self) { try release("1.1.0") }
    try release("1.0.0", again: true)
    #expect(try ReleasedCases(folder: folder.path).entries.map(\.id) == ["sample/one"])
  }

  @Test func versionThatIsNotTheLastReleaseAndAMissingOneAreNamed() throws {
    let suite = try folder.read("suite.json")
    try folder.write("suite.json", suite.replacing("1.0.0", with: "1.2.0"))
    #expect(
      try problems(nil) == [
        "suite.json:3:14: version: expected the last release in released/cases.json, found 1.2.0"
      ]
    )
    try folder.write("suite.json", suite.replacing("2.13.0", with: "2.12.0"))
    #expect(
      try problems(nil) == [
        "a.json:2:57: provenance.version: expected 2.12.0 as in suite.json, found 2.13.0"
      ]
    )
  }

  @Test func reportOfForeignFixturesNamesNoSuite() throws {
    let other = try TemporaryFolder()
    try other.write("b.json", suiteText(caseText()))
    #expect(try SuiteVersion.of([other.path]) == nil)
    #expect(try SuiteVersion.of([folder.path, other.path]) == nil)
  }
}
