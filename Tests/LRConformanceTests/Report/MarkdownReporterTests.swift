import Testing

@testable import Fixtures
@testable import Reports
@testable import Verdicts

@Suite struct MarkdownReporterTests {
  @Test func smallRun() throws {
    let text = try SmallRun().text(.markdown)
    #expect(
      text == #"""
        ### lrconform: `port 1.0` (`C`): not conforming

        | identical | within | diverged | error-mismatch | skipped | broken | total |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |
        | 1 | 0 | 2 | 1 | 1 | 1 | 6 |

        Checked against PyTorch 2.13.0 in 12 ms, tolerance rel 1e-09, abs 1e-12.

        1 skipped: 1 by the adapter: `said` (1).

        - `3 of 3 divergences: unexplained`

        #### `s/two` the \*title\* of two

        **diverged** `lr, group 0: first diverges at step 2 (break; 1 of 4 values)`

        ```text
          step  expected  actual   ULP  relative
             0       0.5     0.5
             1       0.5     0.5
        >    2      0.25     0.5  >1e6     1.0e0
             3      0.25    0.25
        ```

        Cause: step\_size one late (explains 1 of 1 failing case, refuted by none)

        #### `s/three` the \*title\* of three

        **error-mismatch** `step 0: the unexpected error said (said)`

        #### `s/four` the \*title\* of four

        **diverged** `lr, group 0: first diverges at step 1 (break; 1 of 4 values)`

        ```text
          step  expected  actual   ULP  relative
             0       0.5     0.5
        >    1       0.5    0.25  >1e6    5.0e-1
             2      0.25    0.25
             3      0.25    0.25
        ```

        Cause: unknown

        #### `s/six` the \*title\* of six

        **broken** `said`

        ```text
        said
        ```

        """#
    )
  }

  @Test func listedDivergencesAreNotShownAndDisagreementsAre() throws {
    let text = try SmallRun(known: true).text(.markdown)
    #expect(!text.contains("#### `s/four`"))
    #expect(text.contains("tolerance rel 1e-09, abs 1e-12. Known divergences: 1.\n"))
    #expect(text.contains("\n- **NEW** `s/two`: not listed\n- **UNMATCHED** `s/gone`: no such case\n"))
  }

  @Test func hostileTextsStayInCode() throws {
    let text = try SmallRun(said: hostile).named(hostile).text(.markdown)
    for line in text.split(separator: "\n") where line.contains("<b>") {
      let isFenced = line.hasPrefix("<b>")
      #expect(isFenced || line.contains("`````"))
    }
    // The fence is longer than any run of backticks in it.
    #expect(text.contains("\n`````text\n<b>"))
    #expect(MarkdownText.codeCell("a|b`c") == "``a\\|b`c``")
    #expect(MarkdownText.code("`") == "`` ` ``")
    #expect(MarkdownText.code("") == "` `")
    #expect(MarkdownText.escaped("<a> @b [c](d) `e` |") == "\\<a\\> @\u{200b}b \\[c\\](d) \\`e\\` \\|")
  }

  @Test func aCommentIsNotTooLong() throws {
    var run = try SmallRun()
    run.results = Array(repeating: run.results[1], count: 2000)
    let text = run.text(.markdown)
    #expect(text.utf8.count < 65_536)
    #expect(text.hasSuffix(" more that are not shown here.\n"))
  }
}
