import Testing

@testable import ConformanceSupport
@testable import Fixtures
@testable import Reports
@testable import Verdicts

@Suite struct PrettyReporterTests {
  /// The text of a run, its duration and spaces at the ends of lines left out.
  private func report(
    _ cases: [RunCase],
    verbose: Bool = false,
    change: (inout RunOptions) -> Void = { _ in }
  ) async throws -> String {
    var options = RunOptions()
    change(&options)
    let events = RunnerTests.Events()
    _ = try await Runner(options: options).run(cases, on: .reference) { events.add($0) }
    var reporter = ReportFormat.pretty.reporter(
      style: TextStyle(coloured: false),
      verbose: verbose
    )
    return events.all.map { reporter.text(for: $0) }.joined()
      .replacing(/in [0-9]+ ms/, with: "in T").replacing(/[ ]+\n/, with: "\n")
  }

  private var heading: String {
    "lrconform \(ProductVersion.current) (Swift), checked against PyTorch 2.13.0\n"
  }

  @Test func passingRunIsTwoLines() async throws {
    let cases = try runCases(suite(suiteText(caseText())))
    #expect(try await report(cases) == heading + "1 cases: 1 identical in T: conforming\n")
  }

  @Test func verboseRunNamesPassingCases() async throws {
    let cases = try runCases(suite(suiteText(caseText())))
    #expect(
      try await report(cases, verbose: true) == heading + """
        ✓ sample/one identical
        1 cases: 1 identical in T: conforming

        """
    )
  }

  @Test func divergenceHasItsPlaceATableAndACause() async throws {
    let run = try runCase(caseText(expected: #"{"trace": {"lr": [[0.1, 0.1, 0.02, 0.02]]}}"#))
    let text = try await report([run]) { $0.diagnoses = false }
    #expect(
      text == heading + """

        ✗ sample/one A title
          diverged: lr, group 0: first diverges at step 2 (break; 2 of 4 values)
            step  expected                actual   ULP  relative
               0       0.1                   0.1
               1       0.1                   0.1
          >    2      0.02  0.010000000000000002  >1e6    5.0e-1
               3      0.02  0.010000000000000002  >1e6    5.0e-1
          cause: unknown
          alone: --id sample/one   in PyTorch: lrconform repro sample/one
        1 cases: 1 diverged in T: not conforming

        """
    )
  }

  @Test func briefRunHasOneLineForAFailingCase() throws {
    #expect(
      try SmallRun(known: true).text(.pretty, brief: true) == """
        port 1.0 (C), checked against PyTorch 2.13.0
        ✗ s/two diverged: lr, group 0: first diverges at step 2 (break; 1 of 4 values): step_size one late
        ✗ s/three error-mismatch: step 0: the unexpected error said (said)
        ✗ s/six broken: said

        NEW       s/two: not listed
        UNMATCHED s/gone: no such case

        3 of 3 divergences: unexplained
        1 skipped: 1 by the adapter: said (1)
        6 cases: 1 identical, 2 diverged, 1 error-mismatch, 1 skipped, 1 broken (1 known) in 12 ms: not conforming

        """
    )
  }

  @Test func aCauseIsToldWithFormulasAndTheSmallestCase() throws {
    var run = try SmallRun()
    var cause = Cause(
      name: "boundary",
      text: "one late (explains 2 of 2 failing StepLR cases, refuted by none)",
      count: 2
    )
    cause.formula = "lr(t) = lr(t−1) · gamma if t mod step_size = 0"
    cause.apparent = "lr(t) = lr(t−1) · gamma if (t − 1) mod step_size = 0"
    cause.smallest = "s/two"
    run.summary.causes = [cause]
    run.summary.explained = 3
    let told = [
      "3 divergences: \(cause.text)", "PyTorch has: lr(t) = lr(t−1) · gamma if t mod step_size = 0",
      "here it seems: lr(t) = lr(t−1) · gamma if (t − 1) mod step_size = 0", "smallest case: s/two",
    ]
    for format in [ReportFormat.pretty, .markdown, .github, .tap] {
      let text = run.text(format)
      #expect(told.allSatisfy(text.contains), "\(format): \(text)")
    }
    let report = run.text(.json)
    #expect(report.contains(#""smallest": "s/two""#), "\(report)")
  }

  @Test func errorsAreNamedWithTheirSteps() async throws {
    let missing = try runCase(
      caseText(
        expected: #"{"trace": {"lr": [[0.1]]}, "error": {"step": 1, "type": "KeyError", "message": "'m'"}}"#
      )
    )
    #expect(
      try await report([missing]) { $0.diagnoses = false }
        .contains("error-mismatch: step 1: expected the error KeyError ('m'), found none\n")
    )
  }

  @Test func valueBeforeAnErrorIsToldWithTheError() async throws {
    let run = try runCase(
      caseText(
        expected:
          #"{"trace": {"lr": [[0.1, 0.2]]}, "error": {"step": 2, "type": "KeyError", "message": "m"}}"#
      )
    )
    let text = try await report([run]) { $0.diagnoses = false }
    #expect(
      text == heading + """

        ✗ sample/one A title
          error-mismatch: step 2: expected the error KeyError (m), found none; before
          it, lr, group 0: first diverges at step 1 (break; 1 of 2 values)
            step  expected  actual   ULP  relative
               0       0.1     0.1
          >    1       0.2     0.1  >1e6    5.0e-1
          cause: unknown
          alone: --id sample/one   in PyTorch: lrconform repro sample/one
        1 cases: 1 error-mismatch in T: not conforming

        """
    )
  }

  @Test func textOfOthersCannotSteerTheTerminal() async throws {
    let run = try runCase(
      caseText(title: #""\u001b[2Jtitle""#, expected: #"{"trace": {"lr": [[1, 1, 1, 1]]}}"#)
    )
    let text = try await report([run])
    #expect(text.contains(#"\u{1b}[2Jtitle"#))
    #expect(!text.contains("\u{1b}"))
  }

  @Test func noCaseIsNoConformance() async throws {
    #expect(try await report([]) == heading + "0 cases:  in T: no case\n")
  }
}
