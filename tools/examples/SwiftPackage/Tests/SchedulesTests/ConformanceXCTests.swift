import LRConformance
import XCTest

/// The same with XCTest. A package needs only one of the two.
final class ConformanceXCTests: XCTestCase {
  func testConformance() throws {
    let suite = ConformanceSuite(of: SchedulesUnderTest.self, known: "known.json")
    for fixture in try suite.cases {
      XCTAssertNoThrow(try fixture.check())
    }
  }
}
