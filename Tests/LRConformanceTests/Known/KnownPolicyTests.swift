import Testing

@testable import Fixtures
@testable import Verdicts

@Suite struct KnownPolicyTests {
  private func entry(
    _ id: String = "sample/wrong",
    _ verdict: Verdict = .diverged,
    step: Int? = 2,
    diagnosis: String? = nil
  ) -> KnownDivergences.Entry {
    KnownDivergences.Entry(
      id: id,
      verdict: verdict,
      step: step,
      diagnosis: diagnosis,
      reason: "known",
      issue: "issue 1"
    )
  }

  private func results() async throws -> [String: CaseResult] {
    let events = RunnerTests.Events()
    var options = RunOptions()
    options.diagnoses = false
    _ = try await Runner(options: options).run(try RunnerTests.mixedCases(), on: .reference) {
      events.add($0)
    }
    return Dictionary(uniqueKeysWithValues: events.results.map { ($0.id, $0) })
  }

  @Test func statusDependsOnTheEntryAndTheResultAlone() async throws {
    let results = try await results()
    let wrong = try #require(results["sample/wrong"])
    let right = try #require(results["sample/right"])
    func status(_ entries: KnownDivergences.Entry..., of result: CaseResult) -> KnownStatus {
      KnownDivergences(entries: entries).status(of: result)
    }
    #expect(status(of: right) == .unlisted)
    #expect(status(of: wrong) == .new)
    #expect(status(entry(), of: wrong) == .known(reason: "known"))
    #expect(status(entry(step: 1), of: wrong) == .changed("listed for step 1, it is at step 2"))
    #expect(
      status(entry("sample/wrong", .errorMismatch), of: wrong)
        == .changed("listed as error-mismatch, it is diverged")
    )
    #expect(
      status(entry(step: nil, diagnosis: "shifted"), of: wrong)
        == .changed(#"listed with the diagnosis "shifted", it is of unknown cause"#)
    )
    #expect(status(entry("sample/right"), of: right) == .stale("it is identical"))
    var broken = right
    broken.verdict = .broken
    #expect(status(entry("sample/right"), of: broken) == .unlisted)
    var skipped = right
    skipped.verdict = .skipped
    #expect(status(entry("sample/right"), of: skipped) == .stale("it is skipped"))
    #expect(status(of: skipped) == .unlisted)
  }

  @Test func entryIsAboutTheFirstThingWrongWhateverIsToldFirst() async throws {
    let run = try runCase(
      caseText(
        expected:
          #"{"trace": {"lr": [[0.1, 0.2]]}, "error": {"step": 2, "type": "KeyError", "message": "m"}}"#
      )
    )
    let events = RunnerTests.Events()
    _ = try await Runner().run([run], on: .reference) { events.add($0) }
    let result = try #require(events.results.first)
    #expect(result.comparison?.divergence?.step == 2)
    let list = KnownDivergences(entries: [entry("sample/one", .errorMismatch, step: 1)])
    #expect(list.status(of: result) == .known(reason: "known"))
    #expect(KnownDivergences().updated(with: [result]).entries.map(\.step) == [1])
  }

  @Test func onlyUnlistedAndKnownAreNoProblem() {
    #expect(!KnownStatus.unlisted.isProblem)
    #expect(!KnownStatus.known(reason: "").isProblem)
    #expect(KnownStatus.new.isProblem)
    #expect(KnownStatus.changed("").isProblem)
    #expect(KnownStatus.stale("").isProblem)
  }

  @Test func listOfAllDivergencesMakesTheRunConform() async throws {
    var options = RunOptions()
    options.diagnoses = false
    options.known = KnownDivergences(
      entries: [entry(), entry("sample/error", .errorMismatch, step: 1)]
    )
    options.suiteIDs = ["sample/right", "sample/wrong", "sample/error", "sample/last"]
    let summary = try await Runner(options: options).run(try RunnerTests.mixedCases(), on: .reference) {
      _ in
    }
    #expect(summary.isAsExpected)
    #expect(!summary.standing.isConforming)
    #expect(summary.standing.text == "as expected: 2 known divergences")
    #expect(summary.known == 2)
    #expect(summary.knownProblems == [])
  }

  @Test func newStaleChangedAndUnmatchedEntriesFailTheRun() async throws {
    var options = RunOptions()
    options.diagnoses = false
    options.known = KnownDivergences(
      entries: [entry(step: 3), entry("sample/right"), entry("sample/gone")]
    )
    options.suiteIDs = ["sample/right", "sample/wrong", "sample/error", "sample/last"]
    let summary = try await Runner(options: options).run(try RunnerTests.mixedCases(), on: .reference) {
      _ in
    }
    #expect(!summary.isAsExpected)
    #expect(summary.knownProblems.map(\.kind) == [.stale, .changed, .new, .unmatched])
    #expect(
      summary.knownProblems.map(\.id) == ["sample/right", "sample/wrong", "sample/error", "sample/gone"]
    )
  }

  @Test func updatedListKeepsReasonsAndDropsWhatPasses() async throws {
    let results = try await results().values.sorted { $0.id < $1.id }
    let old = KnownDivergences(entries: [entry(step: 0), entry("sample/right")])
    let updated = old.updated(with: results)
    #expect(updated.entries.map(\.id) == ["sample/error", "sample/wrong"])
    #expect(updated.entries.map(\.step) == [1, 2])
    #expect(updated.entries[1].reason == "known")
    #expect(updated.entries[1].issue == "issue 1")
    for result in results where result.verdict != .identical {
      guard case .known = updated.status(of: result) else {
        Issue.record("\(result.id)")
        continue
      }
    }
  }
}
