import Testing

@testable import Fixtures
@testable import Scenarios

@Suite struct TAPReporterTests {
  @Test func smallRun() throws {
    let text = try SmallRun(known: true).text(.tap)
    #expect(
      text == #"""
        TAP version 14
        # port 1.0 (C), checked against PyTorch 2.13.0
        ok 1 - s/one
        not ok 2 - s/two
          ---
          verdict: "diverged"
          message: "not listed as known: lr, group 0: first diverges at step 2 (break; 1 of 4 values)"
          file: "fixtures/a.json"
          step: 2
          window:
            - {step: 0, expected: 0.5, actual: 0.5}
            - {step: 1, expected: 0.5, actual: 0.5}
            - {step: 2, expected: 0.25, actual: 0.5}
            - {step: 3, expected: 0.25, actual: 0.25}
          cause: "step_size one late (explains 1 of 1 failing case, refuted by none)"
          ...
        not ok 3 - s/three
          ---
          verdict: "error-mismatch"
          message: "step 0: the unexpected error said (said)"
          file: "fixtures/a.json"
          step: 0
          cause: null
          ...
        not ok 4 - s/four # TODO said
          ---
          verdict: "diverged"
          message: "lr, group 0: first diverges at step 1 (break; 1 of 4 values)"
          file: "fixtures/a.json"
          step: 1
          window:
            - {step: 0, expected: 0.5, actual: 0.5}
            - {step: 1, expected: 0.5, actual: 0.25}
            - {step: 2, expected: 0.25, actual: 0.25}
            - {step: 3, expected: 0.25, actual: 0.25}
          cause: null
          ...
        ok 5 - s/five # SKIP said
        not ok 6 - s/six
          ---
          verdict: "broken"
          message: "said"
          file: "fixtures/a.json"
          stderr:
            - "said"
          ...
        not ok 7 - UNMATCHED s/gone
          ---
          message: "no such case"
          ...
        # 3 of 3 divergences: unexplained
        # 1 skipped: 1 by the adapter: said (1)
        # 6 cases: 1 identical, 2 diverged, 1 error-mismatch, 1 skipped, 1 broken (1 known) in 12 ms: not conforming
        1..7

        """#
    )
  }

  @Test func hostileTextsBeginNoLine() throws {
    let honest = try SmallRun().text(.tap).split(separator: "\n")
    let lines = try SmallRun(said: hostile).named(hostile).text(.tap).split(separator: "\n")
    // What the adapter said has two lines, and each has an item of its own.
    #expect(lines.count == honest.count + 1)
    #expect(lines.count { $0.hasPrefix("ok ") } == 2)
    #expect(lines.count { $0.hasPrefix("not ok ") } == 4)
    #expect(lines.contains { $0.hasPrefix("ok 5 - s/five # SKIP <b>&") })
  }

  @Test func numbersAreThoseOfYAML() throws {
    var run = try SmallRun()
    run.results = [run.results[1]]
    run.results[0].comparison?.divergence?.window = [
      Divergence.Row(step: 0, expected: 1e-5, actual: .nan),
      Divergence.Row(step: 1, expected: -.infinity, actual: Trace.missing),
    ]
    let text = run.text(.tap)
    #expect(text.contains("    - {step: 0, expected: 1.0e-05, actual: .nan}\n"))
    #expect(text.contains("    - {step: 1, expected: -.inf, actual: null}\n"))
  }
}
