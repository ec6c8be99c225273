import Adapters
import Fixtures
import Synchronization
import Testing
import Verdicts

@Suite struct RunnerTests {
  final class Events: Sendable {
    private let list = Mutex<[RunEvent]>([])
    func add(_ event: RunEvent) { list.withLock { $0.append(event) } }
    var all: [RunEvent] { list.withLock { $0 } }
    var results: [CaseResult] {
      all.compactMap { if case .finished(let result) = $0 { result } else { nil } }
    }
  }

  /// A right case, one with a wrong value and one with a wrong error.
  static func mixedCases() throws -> [RunCase] {
    try runCases(
      suite(
        suiteText(
          caseText(id: #""sample/right""#),
          caseText(
            id: #""sample/wrong""#,
            expected: #"{"trace": {"lr": [[0.1, 0.1, 0.02, 0.02]]}}"#
          ),
          caseText(
            id: #""sample/error""#,
            expected: #"{"trace": {"lr": [[0.1]]}, "error": {"step": 1, "type": "KeyError"}}"#
          ),
          caseText(id: #""sample/last""#)
        )
      )
    )
  }

  @Test func eventsComeInTheOrderOfTheCases() async throws {
    let events = Events()
    let cases = try Self.mixedCases()
    let summary = try await Runner().run(cases, on: .reference) { events.add($0) }
    #expect(events.results.map(\.id) == cases.map(\.fixture.id))
    #expect(events.results.map(\.verdict) == [.identical, .diverged, .errorMismatch, .identical])
    guard case .began(total: 4) = events.all.first, case .ended(let ended) = events.all.last else {
      Issue.record("\(events.all)")
      return
    }
    #expect(ended.counts == summary.counts)
    #expect(summary.counts == [.identical: 2, .diverged: 1, .errorMismatch: 1])
    #expect(summary.total == 4)
    #expect(!summary.isAsExpected)
    #expect(summary.standing.claim == .notConforming)
    #expect(summary.handshake == Oracle.handshake)
    #expect(summary.tolerance == .exact)
  }

  @Test func failFastEndsAtTheFirstCaseThatDoesNotConform() async throws {
    let events = Events()
    var options = RunOptions()
    options.failFast = true
    let summary = try await Runner(options: options).run(try Self.mixedCases(), on: .reference) {
      events.add($0)
    }
    #expect(events.results.map(\.id) == ["sample/right", "sample/wrong"])
    #expect(summary.total == 2)
    #expect(summary.scope.endedEarly)
    #expect(
      summary.standing.text == "not conforming; partial: 2 cases (--fail-fast)"
    )
  }

  @Test func runEndsWhenNobodyWantsWhatIsLeft() async throws {
    let events = Events()
    var options = RunOptions()
    options.isCancelled = { !events.results.isEmpty }
    let summary = try await Runner(options: options).run(try Self.mixedCases(), on: .reference) {
      events.add($0)
    }
    #expect(events.results.map(\.id) == ["sample/right"])
    #expect(summary.total == 1)
  }

  @Test func toleranceOfTheRunGoesBeforeThatOfTheCase() async throws {
    let run = try runCase(
      caseText(
        expected: #"{"trace": {"lr": [[0.1, 0.1, 0.011, 0.011]]}}"#,
        more: #", "tolerance": {"rel": 0.5, "abs": 0, "reason": "R"}"#
      )
    )
    // Who claims exactness is held to it whatever the case says.
    #expect(try await Runner().run([run], on: .reference) { _ in }.count(.diverged) == 1)
    var options = RunOptions()
    options.tolerance = Tolerance(relative: 0.2, absolute: 0)
    let wide = try await Runner(options: options).run([run], on: .reference) { _ in }
    #expect(wide.count(.within) == 1)
    #expect(wide.isAsExpected)
    #expect(wide.standing.claim == .widened)
    #expect(wide.standing.text == "passes in a wider tolerance: rel 0.2, abs 0.0")
  }

  @Test func noCaseConforms() async throws {
    let summary = try await Runner().run([], on: .reference) { _ in }
    #expect(summary.total == 0)
    #expect(summary.isAsExpected)
    #expect(summary.standing.claim == .nothingRun)
  }
}
