import JSON
import Synchronization
import Testing

@testable import Adapters
@testable import Fixtures
@testable import ReferencePlay
@testable import Reports
@testable import Scenarios
@testable import Verdicts

@Suite struct RunStandingTests {
  /// Cases of some levels, each played right unless its id is among the wrong ones; `declared` is what is asked.
  static func report(
    levels: [CaseLevel] = [.documented, .required],
    wrong: [String] = [],
    known: [String] = [],
    skips: [String] = [],
    observes: [Channel] = [.lr],
    change: (inout RunOptions, inout Handshake) -> Void = { _, _ in }
  ) async throws -> ReportFile {
    let refused = #"{"trace": {"lr": [[0.1]]}, "error": {"step": 1, "type": "KeyError"}}"#
    var texts: [String] = []
    for (index, level) in levels.enumerated() {
      let observe = observes.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      let values = "[[0.1, 0.1, 0.010000000000000002, 0.010000000000000002]]"
      let expected = observes.map { "\"\($0.rawValue)\": \(values)" }.joined(separator: ", ")
      texts.append(
        caseText(
          id: "\"sample/c\(index)\"",
          level: "\"\(level.rawValue)\"",
          scenario: scenarioText(more: ", \"observe\": [\(observe)]"),
          expected: level == .error ? refused : "{\"trace\": {\(expected)}}"
        )
      )
    }
    let suite = try suite(
      #"{"schema": 1, "suite": "S", "description": "D", "cases": [\#(texts.joined(separator: ","))]}"#
    )
    var options = RunOptions()
    options.diagnoses = false
    if !known.isEmpty {
      options.known = KnownDivergences(
        entries: known.map { .init(id: $0, verdict: .diverged, step: 2, reason: "listed") }
      )
    }
    var handshake = Handshake(
      implementation: Implementation(name: "port", version: "1.0"),
      precision: .float64
    )
    change(&options, &handshake)
    let ids = suite.cases.map(\.id)
    let answers = Answers(ids: ids, wrong: wrong, skips: skips)
    let events = RunnerTests.Events()
    let subject = Subject.inProcess(handshake) { answers.next($0) }
    let summary = try await Runner(options: options).run(try runCases(suite), on: subject) { events.add($0) }
    return ReportFile(summary, cases: events.results.map { ReportedCase($0) })
  }

  private func standing(_ report: ReportFile) throws -> RunStanding {
    // What is said is said of what was read, too.
    let read = try ReportFile(JSONNode(parsing: report.json.canonical()))
    #expect(read.standing == report.standing)
    return report.standing
  }

  @Test func cleanRunConforms() async throws {
    let standing = try standing(await Self.report())
    #expect(standing.claim == .conforming)
    #expect(standing.text == "conforming")
    #expect(standing.isConforming && standing.isAsExpected)
  }

  @Test func knownDivergencesAreAsExpectedAndNoConformance() async throws {
    let report = try await Self.report(wrong: ["sample/c1"], known: ["sample/c1"])
    let standing = try standing(report)
    #expect(standing.claim == .asExpected)
    #expect(standing.text == "as expected: 1 known divergence")
    #expect(!standing.isConforming)
    #expect(standing.isAsExpected)
    #expect(report.json.canonical().contains("\"conforming\": false"))
  }

  @Test func filteredRunIsPartial() async throws {
    let standing = try standing(
      await Self.report { options, _ in
        options.scope.ids = ["step-lr/*", "it's"]
        options.scope.levels = [.quirk]
        options.scope.tags = ["groups"]
        options.scope.schedulers = [.step]
        options.scope.shard = "1/4"
        options.scope.total = 788
      }
    )
    #expect(standing.claim == .partial)
    #expect(
      standing.text
        == "partial: 2 of 788 cases (--id 'step-lr/*' --id 'it'\\''s' --tag groups --level quirk "
        + "--scheduler StepLR --shard 1/4)"
    )
    #expect(!standing.isConforming)
  }

  @Test func partOfASuiteByItsFilesIsPartial() async throws {
    let standing = try standing(
      await Self.report { options, _ in
        options.scope.isWholeSuite = false
        options.scope.fixtures = ["one.json"]
        options.scope.total = 2
      }
    )
    #expect(standing.text == "partial: 2 cases (--fixtures one.json)")
  }

  @Test func partialRunWithAKnownDivergenceSaysBoth() async throws {
    let report = try await Self.report(wrong: ["sample/c0"], known: ["sample/c0"]) { options, _ in
      options.scope.tags = ["groups"]
    }
    #expect(try standing(report).text == "partial: 2 cases (--tag groups), 1 known divergence")
  }

  @Test func whatIsUndeclaredIsSaidAndConforms() async throws {
    let standing = try standing(
      await Self.report { _, handshake in
        handshake.schedulers = [.step]
        handshake.features = [.groups, .setLR]
      }
    )
    #expect(standing.claim == .conforming)
    #expect(
      standing.text
        == "conforming (1 of \(SchedulerType.allCases.count) schedulers, 2 of \(Feature.allCases.count) features)"
    )
  }

  @Test func skippedLevelIsNotGreen() async throws {
    let report = try await Self.report(levels: [.documented, .error], skips: ["sample/c1"])
    let standing = try standing(report)
    #expect(standing.claim == .limited)
    #expect(standing.text == "conforming, but level error not run")
    #expect(standing.limits == ["level error not run"])
  }

  @Test func channelThatIsNotObservedIsSaid() async throws {
    let report = try await Self.report(observes: [.lr, .lastLR]) { _, handshake in
      handshake.channels = [.lr]
    }
    let standing = try standing(report)
    #expect(standing.claim == .limited)
    #expect(standing.text == "conforming, but last_lr not judged")
  }

  @Test func casesThatTheAdapterSkipsItselfAreMissing() async throws {
    let report = try await Self.report(
      levels: [.required, .required, .quirk],
      skips: ["sample/c0", "sample/c2"]
    )
    let standing = try standing(report)
    #expect(standing.claim == .incomplete)
    #expect(
      standing.text == "incomplete: 1 documented or required case skipped by the adapter; level quirk not run"
    )
  }

  @Test func quirksAloneAreNoConformance() async throws {
    let standing = try standing(await Self.report(levels: [.quirk]))
    #expect(standing.claim == .incomplete)
    #expect(standing.text == "incomplete: no documented or required case was run")
  }

  @Test func everythingSkippedIsNothing() async throws {
    let report = try await Self.report(skips: ["sample/c0", "sample/c1"])
    #expect(try standing(report).text == "nothing was run")
    #expect(try standing(report).claim == .nothingRun)
  }

  @Test func widerToleranceIsSaidANarrowerOneIsNot() async throws {
    let wide = try await Self.report { options, _ in options.tolerance = .float32 }
    #expect(try standing(wide).claim == .widened)
    #expect(try standing(wide).text == "passes in a wider tolerance: rel 2e-05, abs 1e-06")
    #expect(!wide.standing.isConforming)
    #expect(wide.scope?.hasOwnTolerance == true)
    let narrow = try await Self.report { options, _ in options.tolerance = .exact }
    #expect(try standing(narrow).claim == .conforming)
  }

  @Test func divergenceBeyondTheBindingLevelsIsTold() async throws {
    let quirk = try await Self.report(levels: [.documented, .quirk], wrong: ["sample/c1"])
    #expect(try standing(quirk).text == "not conforming, though documented and required cases pass")
    let required = try await Self.report(wrong: ["sample/c1"])
    #expect(try standing(required).text == "not conforming")
    #expect(!required.standing.isAsExpected)
  }

  @Test func staleListIsNotAsExpected() async throws {
    let report = try await Self.report(known: ["sample/c1"])
    let standing = try standing(report)
    #expect(standing.claim == .notAsExpected)
    #expect(standing.text == "not as expected: 1 stale entry of known divergences")
    #expect(!standing.isAsExpected)
  }

  @Test func moreSkippedThanMayBeIsNotAsExpected() async throws {
    let report = try await Self.report(skips: ["sample/c1"]) { options, _ in options.scope.maxSkipped = 0 }
    let standing = try standing(report)
    #expect(standing.claim == .notAsExpected)
    #expect(standing.text == "not as expected: 1 case skipped, at most 0 may be")
    let allowed = try await Self.report(levels: [.required, .quirk], skips: ["sample/c1"]) { options, _ in
      options.scope.maxSkipped = 1
    }
    #expect(allowed.standing.claim == .limited)
  }

  @Test func olderReportsAreReadAndClaimLess() async throws {
    func older(_ report: ReportFile) throws -> RunStanding {
      let newer = ["standing", "scope", "declared", "skips"]
      guard case .object(let members) = report.json else { return report.standing }
      let old = JSONValue.object(members.filter { !newer.contains($0.key) })
      let read = try ReportFile(JSONNode(parsing: old.canonical()))
      let again = try ReportFile(JSONNode(parsing: read.json.canonical()))
      #expect(again.standing == read.standing)
      return read.standing
    }
    let fine = try await older(Self.report())
    #expect(fine.claim == .undescribed)
    #expect(fine.text == "as expected; an older report, which does not say what was left out")
    #expect(!fine.isConforming)
    let wrong = try await older(Self.report(wrong: ["sample/c1"]))
    #expect(wrong.text == "not conforming")
  }
}

/// Answers in the order of the cases: right, wrong at step 2, or skipped.
private final class Answers: Sendable {
  private let queue: Mutex<[(wrong: Bool, skips: Bool)]>

  init(ids: [String], wrong: [String], skips: [String]) {
    queue = Mutex(ids.map { (wrong.contains($0), skips.contains($0)) })
  }

  func next(_ scenario: Scenario) -> PlayAnswer {
    let (wrong, skips) = queue.withLock { $0.removeFirst() }
    if skips { return .reply(.skipped("not today")) }
    var outcome = ReferencePlayer().play(scenario)
    if wrong { outcome.trace.channels[0].columns[0][2] = 7 }
    return .reply(.outcome(outcome))
  }
}
