import Testing

@testable import ConformanceSupport
@testable import Fixtures
@testable import Reports

@Suite struct ReportComparisonTests {
  private func report(_ verdicts: [(String, Verdict, Int)]) throws -> ReportFile {
    let run = try SmallRun()
    var report = ReportFile(run.summary, cases: [])
    for (id, verdict, step) in verdicts {
      var reported = ReportedCase(run.results[verdict == .diverged ? 1 : 0])
      reported.id = id
      reported.verdict = verdict
      reported.comparison?.divergence?.step = step
      report.cases.append(reported)
    }
    return report
  }

  @Test func changesByKind() throws {
    let old = try report([
      ("s/a", .identical, 0), ("s/b", .diverged, 2), ("s/c", .diverged, 2), ("s/d", .within, 0),
      ("s/e", .identical, 0), ("s/f", .identical, 0), ("s/g", .identical, 0),
    ])
    let new = try report([
      ("s/a", .diverged, 3), ("s/b", .within, 0), ("s/c", .diverged, 1), ("s/d", .identical, 0),
      ("s/e", .skipped, 0), ("s/f", .identical, 0), ("s/h", .diverged, 0),
    ])
    let comparison = ReportComparison(old, new)
    #expect(comparison.isWorse)
    #expect(
      comparison.text(style: TextStyle(coloured: false)) == """
        newly diverging (1)
          ✗ s/a: identical → diverged at step 3 (step_size one late)

        mended (1)
          ✓ s/b: diverged at step 2 (step_size one late) → within

        changed (3)
          · s/c: diverged at step 2 (step_size one late) → diverged at step 1 (step_size one late)
          · s/d: within → identical
          ✗ s/e: identical → skipped

        added (1)
          · s/h: diverged at step 0 (step_size one late)

        gone (1)
          · s/g: identical

        1 newly diverging, 1 mended, 3 changed, 1 added, 1 gone, 1 as before: worse

        """
    )
  }

  @Test func theSameReportIsNotWorse() throws {
    let report = try report([("s/a", .identical, 0), ("s/b", .diverged, 2)])
    let comparison = ReportComparison(report, report)
    #expect(!comparison.isWorse)
    #expect(comparison.text(style: TextStyle(coloured: false)) == "2 as before: nothing got worse\n")
  }

  @Test(arguments: [
    (Verdict.identical, Verdict.within, false), (.within, .skipped, true), (.skipped, .diverged, true),
    (.diverged, .errorMismatch, false), (.diverged, .broken, true), (.broken, .diverged, false),
    (.diverged, .skipped, false), (.skipped, .identical, false),
  ])
  func worseIsFurtherFromPassing(old: Verdict, new: Verdict, isWorse: Bool) throws {
    #expect(try ReportComparison(report([("s/a", old, 0)]), report([("s/a", new, 0)])).isWorse == isWorse)
  }
}
