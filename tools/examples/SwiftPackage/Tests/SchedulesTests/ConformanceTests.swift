import LRConformance
import Testing

private let suite = ConformanceSuite(of: SchedulesUnderTest.self, known: "known.json")

@Test(arguments: try suite.cases)
func conforms(_ fixture: ConformanceCase) throws { try fixture.check() }

@Test(.disabled("\(suite.skippedText)")) func skippedCases() {}
