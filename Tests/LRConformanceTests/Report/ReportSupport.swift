@testable import Adapters
@testable import ConformanceSupport
@testable import Diagnostics
@testable import Fixtures
@testable import Reports
@testable import Scenarios
@testable import Verdicts

/// What an adapter may call itself and say, aimed at every format and at the terminal.
let hostile =
  "<b>&\"']]></script> | `a` ```` [b](http://c) @d # TODO \\ 100% \u{1b}[31m\u{202e}\u{fffe}\r\n::error::x\n##[error]y"

/// A run of six cases: one passes, one diverges, one misses its error, one is known, one is skipped, one is broken.
struct SmallRun {
  var handshake = Handshake(
    implementation: Implementation(name: "port", version: "1.0", language: "C"),
    precision: .float64
  )
  var results: [CaseResult] = []
  var summary: RunSummary

  /// - Parameters:
  ///   - said: The reason for skipping, the fault's text and the error's message.
  ///   - references: The public reports of each case.
  init(
    said: String = "said",
    known: Bool = false,
    file: String = "fixtures/a.json",
    references: [String] = []
  ) throws {
    let suite = try Suite(parsing: Array(Self.fixture.utf8), path: file)
    let judge = Judge(tolerance: nil, strictErrors: false, diagnoses: false)
    func outcome(_ values: [Double], _ error: RunError? = nil) -> PlayAnswer {
      .reply(
        .outcome(Outcome(trace: Trace(channels: [.init(channel: .lr, columns: [values])]), error: error))
      )
    }
    let answers: [PlayAnswer] = [
      outcome([0.5, 0.5, 0.25, 0.25]),
      outcome([0.5, 0.5, 0.5, 0.25]),
      outcome([], RunError(step: 0, type: said, message: said)),
      outcome([0.5, 0.25, 0.25, 0.25]),
      .reply(.skipped(said)),
      .fault(.recorded(said), errorText: said),
    ]
    summary = RunSummary(handshake: handshake, tolerance: .float64)
    for (var fixture, answer) in zip(suite.cases, answers) {
      fixture.references = references
      guard let expected = fixture.expected else { continue }
      let run = RunCase(suite: suite.name, path: suite.path, fixture: fixture, expected: expected)
      var result = judge.judge(answer, run, handshake)
      // What the diagnosis of a whole run would say.
      if result.id == "s/two" {
        result.diagnosis = Diagnosis(name: "boundary", text: "step_size one late")
      }
      result.seconds = 0.0015
      if known, result.id == "s/four" { result.known = .known(reason: said) }
      if known, result.id == "s/two" { result.known = .new }
      results.append(result)
      summary.counts[result.verdict, default: 0] += 1
      summary.tally.note(result)
    }
    summary.seconds = 0.012
    if known {
      summary.hasKnownList = true
      summary.known = 1
      summary.knownProblems = [
        KnownProblem(kind: .new, id: "s/two", detail: "not listed"),
        KnownProblem(kind: .unmatched, id: "s/gone", detail: "no such case"),
      ]
    }
  }

  /// The text of the whole run.
  func text(_ format: ReportFormat, brief: Bool = false) -> String {
    var reporter = format.reporter(style: TextStyle(coloured: false), verbose: false, brief: brief)
    var text = reporter.text(for: .began(total: results.count))
    text += reporter.text(for: .started(handshake))
    for result in results { text += reporter.text(for: .finished(result)) }
    return text + reporter.text(for: .ended(summary))
  }

  /// The same run by an implementation that calls itself something else.
  func named(_ name: String) -> SmallRun {
    var run = self
    run.handshake.implementation = Implementation(name: name, version: name, language: name, homepage: name)
    run.summary.handshake = run.handshake
    return run
  }

  private static let fixture: String = {
    let steps =
      #"{"optimizer": {"type": "SGD", "groups": [{"lr": 0.5}]}, "program": [{"step": 3}], "#
      + #""schedulers": [{"type": "StepLR", "args": {"step_size": 2, "gamma": 0.5}}]}"#
    let halved = #"{"trace": {"lr": [[0.5, 0.5, 0.25, 0.25]]}}"#
    let cases = ["one", "two", "three", "four", "five", "six"].map { name in
      #"{"id": "s/\#(name)", "title": "the *title* of \#(name)", "why": "why \#(name)", "level": "required", "#
        + #""tags": ["chainable"], "scenario": \#(steps), "expected": \#(halved)}"#
    }
    return #"{"schema": 1, "suite": "S", "description": "d", "cases": [\#(cases.joined(separator: ","))]}"#
  }()
}
