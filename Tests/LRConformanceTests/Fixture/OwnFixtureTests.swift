import Testing

@testable import ConformanceSupport
@testable import Fixtures
@testable import ReferencePlay
@testable import Scenarios

@Suite struct OwnFixtureTests {
  @Test(arguments: try Fixtures.cases())
  func referenceReproducesTheFixtureBitForBit(named: NamedCase) throws {
    let expected = try #require(named.fixture.expected)
    let outcome = ReferencePlayer().play(named.fixture.scenario)
    let comparison = OutcomeComparator(tolerance: .exact, strictErrors: true).compare(outcome, with: expected)
    #expect(comparison.verdict == .identical)
    #expect(comparison.divergence == nil)
    #expect(outcome.trace == expected.trace)
    #expect(outcome.error?.step == expected.error?.step)
    #expect(outcome.error?.type == expected.error?.type)
  }

  @Test func suiteIsNotSmallAndHasClaimsOfBothKinds() throws {
    let cases = try Fixtures.cases().map(\.fixture)
    #expect(cases.count >= 100)
    let verdicts = cases.flatMap(\.claims).map(\.verdict)
    #expect(verdicts.contains(.upheld))
    #expect(verdicts.contains(.erratum))
    #expect(Set(cases.flatMap(\.scenario.schedulerTypes)) == Set(SchedulerType.allCases))
  }

  @Test(arguments: try Fixtures.files())
  func fileWrittenAnewHasTheSameBytes(path: String) throws {
    #expect(try SuiteLoader.load(path).canonicalBytes() == Files.read(path))
  }

  @Test func everyReleasedCaseMeansWhatItMeant() throws {
    let validation = try SuiteValidation(paths: [Fixtures.folder])
    #expect(validation.problems == [])
    #expect(validation.version?.pytorch == ProductVersion.pytorch)
    #expect(try ReleasedCases(folder: Fixtures.folder).entries.count >= 713)
  }

  @Test func nothingIsWrongWithTheFiles() throws {
    let validation = SuiteValidation(files: try Fixtures.files())
    #expect(validation.problems == [])
    #expect(validation.uncanonical.isEmpty)
  }
}
