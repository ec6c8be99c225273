import ConformanceSupport
import JSON
import Testing

@testable import Adapters
@testable import Diagnostics
@testable import Fixtures
@testable import ReferencePlay
@testable import Reports
@testable import Scenarios
@testable import Verdicts

/// What a reply says that cannot be judged: observations with nothing to see, a schedule that is over by design.
@Suite struct GapsTests {
  private static let implementation = Implementation(name: "port", version: "1.0")

  /// A StepLR of six steps: 0.1, 0.1, 0.01, 0.01, 0.001, 0.001, 0.0001, and the same as last_lr.
  private func run() throws -> RunCase {
    let played = try scenario(
      scenarioText(
        program: #"[{"step": 4}, {"set_lr": [0.5]}, {"step": 2}]"#,
        more: #", "observe": ["lr", "last_lr"]"#
      )
    )
    var fixture = try suite(suiteText(caseText())).cases[0]
    fixture.scenario = played
    return RunCase(suite: "Sample", path: "", fixture: fixture, expected: ReferencePlayer().play(played))
  }

  private func judge(
    _ run: RunCase,
    _ gaps: Gaps,
    diagnoses: Bool = false,
    change: (inout Outcome) -> Void = { _ in }
  ) -> CaseResult {
    var outcome = ReferencePlayer().play(run.fixture.scenario)
    outcome.gaps = gaps
    change(&outcome)
    let handshake = Handshake(implementation: Self.implementation, precision: .float64)
    return Judge(strictErrors: false, diagnoses: diagnoses).judge(.reply(.outcome(outcome)), run, handshake)
  }

  @Test func whatComesAfterTheEndIsNotJudged() throws {
    let run = try run()
    let result = judge(run, Gaps(ends: 3)) { $0 = $0.cut(at: 3) }
    #expect(result.verdict == .identical)
    #expect(result.comparison?.compared == 6)
    #expect(result.run.gaps.ends == 3)
    #expect(result.run.fixture.scenario.observationCount == 3)
    // More values than the schedule has are not looked at.
    #expect(judge(run, Gaps(ends: 3)) { $0.trace.channels[0].columns[0][5] = 7 }.verdict == .identical)
    // Those before it are.
    #expect(judge(run, Gaps(ends: 3)) { $0.trace.channels[0].columns[0][2] = 7 }.verdict == .diverged)
    // Without a word, an early end is another number of observations.
    #expect(judge(run, Gaps()) { $0 = $0.cut(at: 3) }.verdict == .diverged)
  }

  @Test func anEndAfterEverythingLeavesNothingOut() throws {
    let run = try run()
    let result = judge(run, Gaps(ends: 7))
    #expect(result.verdict == .identical)
    #expect(result.run.gaps.isEmpty)
    #expect(result.run.gaps.text == nil)
  }

  @Test func anErrorThatIsExpectedAfterTheEndIsNotAsked() throws {
    let whole = try run()
    var expected = whole.expected
    expected.error = RunError(step: 7, type: "ValueError", message: "one step too many")
    let run = RunCase(suite: "S", path: "", fixture: whole.fixture, expected: expected)
    let ended = judge(run, Gaps(ends: 7))
    #expect(ended.verdict == .identical)
    #expect(ended.run.gaps.ends == 7)
    #expect(judge(run, Gaps()).verdict == .errorMismatch)
    expected.error?.step = 3
    expected = expected.cut(at: 3)
    let early = RunCase(suite: "S", path: "", fixture: whole.fixture, expected: expected)
    #expect(judge(early, Gaps(ends: 5)).verdict == .errorMismatch)
  }

  @Test func observationsWithNothingToSeeAreNotJudged() throws {
    let run = try run()
    let hidden: (inout Outcome) -> Void = { outcome in
      for step in [0, 1] { outcome.trace.channels[1].columns[0][step] = Trace.missing }
    }
    let result = judge(run, Gaps(unobserved: [.lastLR: [0, 1]]), change: hidden)
    #expect(result.verdict == .identical)
    #expect(result.comparison?.compared == 12)
    #expect(judge(run, Gaps(), change: hidden).verdict == .diverged)
    let wrong = judge(run, Gaps(unobserved: [.lastLR: [0, 1]])) {
      hidden(&$0)
      $0.trace.channels[1].columns[0][2] = 7
    }
    #expect(wrong.verdict == .diverged)
  }

  @Test func aCauseIsFoundThoughAPartIsNotJudged() throws {
    let run = try run()
    // The first value is skipped.
    let early = [0.1, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002]
    let result = judge(run, Gaps(unobserved: [.lastLR: [0, 1]], ends: 4), diagnoses: true) { outcome in
      outcome.trace.channels[0].columns[0] = early
      outcome.trace.channels[1].columns[0] = [Trace.missing, Trace.missing] + early[2...]
    }
    #expect(result.verdict == .diverged)
    #expect(result.diagnosis != nil)
  }

  @Test func reportsSayIt() throws {
    let run = try run()
    let result = judge(run, Gaps(unobserved: [.lastLR: [0]], ends: 3)) { outcome in
      outcome.trace.channels[1].columns[0][0] = Trace.missing
    }
    let text =
      "nothing to see of last_lr at 0; "
      + "the implementation's schedule ends after 3 observations, judged up to there"
    #expect(result.run.gaps.text == text)
    var summary = RunSummary(
      handshake: Handshake(implementation: Self.implementation, precision: .float64),
      tolerance: .float64
    )
    summary.counts[result.verdict] = 1
    summary.tally.note(result)
    let report = ReportFile(summary, cases: [ReportedCase(result)])
    let limits = [
      "1 case judged up to the end of the implementation's schedule",
      "1 case judged without some observations",
    ]
    #expect(report.standing.claim == .limited)
    #expect(report.standing.limits == limits)
    #expect(Array(SummaryText(summary: summary).notes.prefix(2)) == limits)
    let read = try ReportFile(JSONNode(parsing: report.json.canonical()))
    #expect(read.cases[0].gaps == result.run.gaps)
    #expect(read.json.canonical() == report.json.canonical())
    #expect(Statement(report).text.contains("- `sample/one`: \(text).\n"))
    #expect(try JSONNode(parsing: Statement(report).json.canonical()).member("ended").elements().count == 1)
    #expect(HTMLReport([report]).text.contains("\"gaps\":\"\(text)\""))
    let style = TextStyle(coloured: false)
    var pretty = PrettyReporter(style: style, verbose: true, brief: false, pytorch: "2.13.0")
    #expect(pretty.text(for: .finished(result)) == "✓ sample/one identical; \(text)\n")
  }

  @Test func whatIsRecordedSaysIt() throws {
    let text =
      #"{"seq":1,"trace":{"lr":[[1.0,null]],"last_lr":[[null,1.0]]},"#
      + #""unobserved":{"lr":[1],"last_lr":[0]},"ends":2}"#
    let (_, reply) = try Reply.read(JSONNode(parsing: text))
    #expect(
      reply
        == .outcome(
          Outcome(
            trace: Trace(channels: [
              .init(channel: .lr, columns: [[1, Trace.missing]]),
              .init(channel: .lastLR, columns: [[Trace.missing, 1]]),
            ]),
            gaps: Gaps(unobserved: [.lr: [1], .lastLR: [0]], ends: 2)
          )
        )
    )
    #expect(reply.json(sequence: 1).compact() == text)
  }

  @Test(arguments: [
    (#""ends": 0"#, "ends", "expected an integer from 1 to 2, found 0"),
    (#""ends": 3"#, "ends", "expected an integer from 1 to 2, found 3"),
    (
      #""ends": 2, "error": {"step": 2, "type": "E"}"#, "ends",
      #"expected either "error" or "ends", found both"#
    ),
    (
      #""unobserved": {"momentum": [1]}"#, "unobserved.momentum",
      "expected one of the channels of the trace, lr"
    ),
    (#""unobserved": {"lr": [2]}"#, "unobserved.lr[0]", "expected an integer from 0 to 1, found 2"),
    (
      #""unobserved": {"lr": [0]}"#, "unobserved.lr[0]",
      "expected null in the trace at an observation with nothing to see, found a value"
    ),
  ])
  func badRepliesAreRefusedWithOneLine(part: String, path: String, message: String) throws {
    let error = try #require(throws: JSONError.self) {
      try Reply.read(JSONNode(parsing: "{\"seq\": 1, \"trace\": {\"lr\": [[1, null]]}, \(part)}"))
    }
    #expect(error.path.description == path)
    #expect(error.message == message)
  }

  @Test func aReplyWithNothingToJudgeIsRefused() throws {
    let error = try #require(throws: JSONError.self) {
      try Reply.read(JSONNode(parsing: #"{"seq": 1, "trace": {"lr": [[null]]}, "unobserved": {"lr": [0]}}"#))
    }
    #expect(error.message.hasSuffix("reply with \"skipped\""))
  }

  @Test func nothingIsRecordedOfAReplyWithGaps() throws {
    let suite = try suite(suiteText(caseText()))
    let outcome = Outcome(trace: trace([0.1]), gaps: Gaps(ends: 1))
    #expect(throws: Regeneration.Problem.self) {
      try Regeneration(
        suite,
        answers: [.reply(.outcome(outcome))],
        provenance: Provenance(implementation: "pytorch", version: "2.13.0")
      )
    }
  }
}
