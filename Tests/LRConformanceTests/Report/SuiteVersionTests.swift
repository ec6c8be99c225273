import JSON
import Testing

@testable import Fixtures
@testable import Reports

@Suite struct SuiteVersionTests {
  @Test(arguments: ReportFormat.allCases)
  func everyReportNamesTheSuite(format: ReportFormat) throws {
    var run = try SmallRun()
    #expect(!run.text(format).contains("7.8.9"))
    run.summary.suiteVersion = "7.8.9"
    #expect(run.text(format).contains("7.8.9"))
  }

  @Test func combinedReportsNameItToo() throws {
    var run = try SmallRun()
    run.summary.suiteVersion = "7.8.9"
    let report = try ReportFile(JSONNode(parsing: run.text(.json)))
    #expect(report.suiteVersion == "7.8.9")
    #expect(
      MarkdownMatrix([report]).text.contains("Checked against PyTorch 2.13.0, suite 7.8.9, by lrconform")
    )
    #expect(HTMLReport([report]).text.contains(#""suite_version":"7.8.9""#))
  }
}
