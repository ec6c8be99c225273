import Testing

@testable import Fixtures
@testable import Reports
@testable import Verdicts

/// The public report that a case stems from is named where the case does not pass, in every format that shows cases.
@Suite struct ReferencesTests {
  private static let url = "https://github.com/pytorch/pytorch/issues/1&2"

  private func run() throws -> SmallRun { try SmallRun(references: [Self.url]) }

  // Four of the six cases fail or are broken.
  @Test(
    arguments: [
      (ReportFormat.junit, "\nreported: https://github.com/pytorch/pytorch/issues/1&amp;2</failure>\n", 3),
      (.junit, ">reported: https://github.com/pytorch/pytorch/issues/1&amp;2</error>\n", 1),
      (.tap, "  refs:\n    - \"https://github.com/pytorch/pytorch/issues/1&2\"\n", 4),
      (.markdown, "\nReported: <https://github.com/pytorch/pytorch/issues/1&2>\n", 4),
      (.json, "\"refs\": [\"https://github.com/pytorch/pytorch/issues/1&2\"]", 4),
    ]
  )
  func referenceIsNamed(format: ReportFormat, text: String, count: Int) throws {
    #expect(try run().text(format).ranges(of: text).count == count)
    #expect(try !SmallRun().text(format).contains("eported"))
  }

  @Test func pageHasTheReferenceAsALink() throws {
    let report = try ReportFile(.init(parsing: run().text(.json)))
    #expect(report.cases.map(\.references) == [[], [Self.url], [Self.url], [Self.url], [], [Self.url]])
    #expect(HTMLReport([report]).text.ranges(of: "\"refs\":[\"\(Self.url)\"]").count == 4)
  }

  @Test(arguments: ["javascript:alert(1)", "https://a.b/<x>"])
  func reportWithSomethingElseIsRefused(url: String) throws {
    let text = try run().text(.json).replacing(Self.url, with: url)
    #expect(throws: (any Error).self) { try ReportFile(.init(parsing: text)) }
  }
}
