import Testing

@testable import Fixtures

@Suite struct GitHubReporterTests {
  @Test func smallRun() throws {
    let text = try SmallRun(known: true).text(.github)
    #expect(
      text == #"""
        port 1.0 (C), checked against PyTorch 2.13.0
        ::error file=fixtures/a.json,title=port%3A s/two%3A NEW::not listed as known: lr, group 0: first diverges at step 2 (break; 1 of 4 values)%0A  step  expected  actual   ULP  relative%0A     0       0.5     0.5%0A     1       0.5     0.5%0A>    2      0.25     0.5  >1e6     1.0e0%0A     3      0.25    0.25%0Acause: step_size one late (explains 1 of 1 failing case, refuted by none)
        ::error file=fixtures/a.json,title=port%3A s/three%3A error-mismatch::step 0: the unexpected error said (said)
        ::warning file=fixtures/a.json,title=port%3A s/four%3A known divergence::said%0Alr, group 0: first diverges at step 1 (break; 1 of 4 values)
        ::error file=fixtures/a.json,title=port%3A s/six%3A broken::said%0Asaid
        ::error title=port%3A s/gone%3A UNMATCHED::no such case
        3 of 3 divergences: unexplained
        1 skipped: 1 by the adapter: said (1)
        6 cases: 1 identical, 2 diverged, 1 error-mismatch, 1 skipped, 1 broken (1 known) in 12 ms: not conforming

        """#
    )
  }

  @Test func hostileTextsGiveNoCommand() throws {
    let text = try SmallRun(said: hostile, file: hostile).named("::error::" + hostile).text(.github)
    let commands = text.split(separator: "\n").filter { $0.hasPrefix("::") }
    #expect(commands.count == 4)
    for command in commands {
      // Command and properties, then the message: two pairs of colons, and no comma or colon but those between.
      let parts = command.split(separator: ":", omittingEmptySubsequences: false)
      #expect(parts[0].isEmpty && parts[1].isEmpty && parts[2].hasPrefix("error file=") && parts[3].isEmpty)
      #expect(parts[2].count { $0 == "," } == 1)
    }
    #expect(!text.contains("##["))
    #expect(text.hasPrefix("\\::error::<b>"))
  }
}
