import Testing

@testable import Fixtures
@testable import Reports

@Suite struct CombinedReportTests {
  private func report(_ name: String? = nil) throws -> ReportFile {
    var run = try SmallRun(said: name ?? "said")
    if let name { run = run.named(name) }
    return ReportFile(run.summary, cases: run.results.map { ReportedCase($0) })
  }

  @Test func markdownTables() throws {
    #expect(
      try MarkdownMatrix([report(), report()]).text == """
        | implementation | version | precision | identical | within | diverged | error-mismatch | skipped | broken | known | standing | most frequent cause |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | `port` | `1.0` | float64 | 1 | 0 | 2 | 1 | 1 | 1 | 0 | `not conforming` |  |
        | `port` | `1.0` | float64 | 1 | 0 | 2 | 1 | 1 | 1 | 0 | `not conforming` |  |

        Cases that pass, of those that were run; – where none was:

        | suite | `port` | `port` |
        | --- | ---: | ---: |
        | `S` | **1/5** | **1/5** |

        Checked against PyTorch 2.13.0 by lrconform 0.1.0.

        """
    )
  }

  @Test func hostileNamesStayInTheirCells() throws {
    let text = try MarkdownMatrix([report(hostile), report()]).text
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    let bars = rows.map { row in
      zip(" " + row, row).count { $0 != "\\" && $1 == "|" }
    }
    #expect(bars == [13, 13, 13, 13, 4, 4, 4])
    #expect(!text.contains("\u{1b}"))
  }

  @Test func pageNamesKnownDivergencesAndWhatTheRunSays() throws {
    let run = try SmallRun(known: true)
    let text = HTMLReport([ReportFile(run.summary, cases: run.results.map { ReportedCase($0) })]).text
    #expect(text.contains("\"known\":[3],\"causes\":[[1,0]],"))
    #expect(text.contains("\"standing\":\"not conforming\""))
    #expect(text.contains("<a class=\"skip\" href=\"#cases-heading\">Skip to the cases</a>"))
  }

  @Test func theDataOfThePageEndNoScript() throws {
    let text = try HTMLReport([report(hostile), report()]).text
    #expect(text.firstRange(of: "{{") == nil)
    #expect(text.components(of: "<script") == 4)
    #expect(text.components(of: "</script") == 4)
    #expect(text.components(of: "<b>") == 0)
    #expect(text.contains("\"name\":\"\\u003cb>"))
    #expect(text.contains("\"verdicts\":\"idedsb\""))
    #expect(text.contains("\"known\":[],\"causes\":[[1,0]],\"claim\":\"not-conforming\""))
    #expect(text.contains("\"causes\":[\"step_size one late\"]"))
    #expect(!text.contains("\u{1b}"))
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
