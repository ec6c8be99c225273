import Adapters
import Fixtures
import Scenarios
import Synchronization
import Testing
import Verdicts

/// Each misbehaviour costs its case alone, is named in the reason, and leaves no process behind.
@Suite struct LiarTests {
  private func cases(_ ids: [String] = Sample.ids) throws -> [RunCase] {
    let suite = try Suite(parsing: Array(Sample.text(ids).utf8), path: "sample.json")
    return try suite.cases.map { fixture in
      RunCase(suite: suite.name, path: suite.path, fixture: fixture, expected: try #require(fixture.expected))
    }
  }

  private func run(
    _ liar: Liar,
    _ cases: [RunCase],
    change: (inout AdapterCommand) -> Void = { _ in }
  ) async throws -> [CaseResult] {
    try await judged(liar, cases, change: change).results
  }

  private func judged(
    _ liar: Liar,
    _ cases: [RunCase],
    _ options: RunOptions = RunOptions(),
    change: (inout AdapterCommand) -> Void = { _ in }
  ) async throws -> (results: [CaseResult], summary: RunSummary) {
    var command = AdapterCommand(try liar.command())
    command.caseTimeout = Double(TestTime.seconds(20))
    command.startTimeout = Double(TestTime.seconds(60))
    command.stopTimeout = Double(TestTime.seconds(2))
    change(&command)
    let results = Mutex<[CaseResult]>([])
    let summary = try await Runner(options: options).run(cases, on: .adapter(command, jobs: 1)) { event in
      if case .finished(let result) = event { results.withLock { $0.append(result) } }
    }
    return (results.withLock { $0 }, summary)
  }

  /// What becomes of the lie, all other cases being identical.
  private func lie(
    _ liar: Liar,
    change: (inout AdapterCommand) -> Void = { _ in }
  ) async throws -> CaseResult {
    let results = try await run(liar, try cases(), change: change)
    #expect(results.map(\.id) == Sample.ids)
    for result in results where result.id != "sample/lie" { #expect(result.verdict == .identical) }
    try await liar.expectGone()
    return try #require(results.first { $0.id == "sample/lie" })
  }

  private static let printed =
    "a line on stdout that is no reply: stdout is the protocol; print to stderr (found: "

  @Test(
    arguments: [
      ("crashes", "the adapter ended without an answer"),
      ("crashes-loudly", "the adapter ended without an answer"),
      ("answers-twice", "more than one answer"),
      ("garbage-after-it", printed),
      ("wrong-seq", "the reply to request 44 where 3 was asked"),
      ("garbage", printed),
      ("prints-before-it", printed),
      ("prints-a-dictionary", printed),
      ("skips-with-a-trace", "no reply of the protocol: "),
      ("skips-with-an-error", "no reply of the protocol: "),
      ("invalid-utf-8", "no reply of the protocol: "),
      ("bare-nan", "no reply of the protocol: "),
      ("ragged-columns", "no reply of the protocol: "),
      ("missing-channel", #"no channel "lr" in the reply"#),
      ("closes-stdout", "the adapter ended without an answer"),
    ]
  )
  func costsItsCaseAlone(name: String, reason: String) async throws {
    let result = try await lie(Liar(name))
    #expect(result.verdict == .broken)
    #expect(result.reason?.hasPrefix(reason) == true, "\(result.reason ?? "")")
  }

  // The children of the last two hold the pipe, so that the end is not seen.
  @Test(arguments: [
    "hangs", "half-a-line", "ignores-sigterm", "late-answer", "joins-the-runners-group", "leaves-a-child",
    "leaves-a-session",
  ])
  func isKilledAfterItsTime(name: String) async throws {
    let timeout = TestTime.seconds(3)
    let result = try await lie(Liar(name)) { $0.caseTimeout = Double(timeout) }
    #expect(result.verdict == .broken)
    #expect(result.reason == "no answer within \(timeout) s")
  }

  @Test func endlessLineIsReadUpToTheLimit() async throws {
    let result = try await lie(Liar("endless-line")) { $0.maximumLine = 1 << 20 }
    #expect(result.verdict == .broken)
    #expect(result.reason == "a line of more than 1048576 bytes")
  }

  @Test(arguments: zip(["one-step-too-few", "one-step-too-many"], [3, 5]))
  func wrongLengthIsADivergenceAndNoFault(name: String, length: Int) async throws {
    let result = try await lie(Liar(name))
    #expect(result.verdict == .diverged)
    #expect(result.comparison?.divergence?.kind == .length(expected: 4, actual: length))
  }

  @Test func refusalOfWhatIsDeclaredCountsAsSkipped() async throws {
    let result = try await lie(Liar("skips"))
    #expect(result.verdict == .skipped)
    #expect(result.reason == "not really")
  }

  @Test(arguments: ["floods-stderr", "child-after-stop", "ignores-stop", "leaves-a-daemon"])
  func noiseAndABadEndCostNothing(name: String) async throws {
    #expect(try await lie(Liar(name)).verdict == .identical)
  }

  @Test func endOfStandardErrorIsKept() async throws {
    #expect(try await lie(Liar("crashes")).errorText == "Segmentation fault\n")
    let long = try #require(try await lie(Liar("crashes-loudly")).errorText)
    #expect(long.utf8.count == 4096)
    #expect(long.hasSuffix("xxxthe end\n"))
  }

  @Test func secondAnswerToTheLastCaseIsFoundToo() async throws {
    let liar = Liar("answers-twice")
    let results = try await run(liar, try cases(["sample/one", "sample/lie"]))
    #expect(results.map(\.verdict) == [.identical, .broken])
    #expect(results[1].reason == "more than one answer")
    try await liar.expectGone()
  }

  // It is broken by the first request that comes together with another.
  @Test func whoTakesAllThatHasComeForOneRequestLosesOneCase() async throws {
    let liar = Liar("takes-all-that-has-come")
    let verdicts = try await run(liar, try cases()).map(\.verdict)
    #expect(verdicts == [.broken, .identical, .identical, .identical, .identical])
    let alone = try await run(liar, try cases()) { $0.requestsAhead = 0 }
    #expect(alone.allSatisfy { $0.verdict == .identical })
    try await liar.expectGone()
  }

  @Test(arguments: ["crashes", "garbage", "garbage-after-it", "answers-twice", "previous-seq"])
  func costsItsCaseAloneWhenNothingIsSentAhead(name: String) async throws {
    let result = try await lie(Liar(name)) { $0.requestsAhead = 0 }
    #expect(result.verdict == .broken)
  }

  @Test func lateSecondAnswerCostsTheCaseThatWasAnsweredTwice() async throws {
    let result = try await lie(Liar("answers-twice-late"))
    #expect(result.verdict == .broken)
    #expect(result.reason == "more than one answer")
  }

  @Test func numberOfTheRequestBeforeCostsItsCaseAloneWhereverItStands() async throws {
    let inTheMiddle = try await lie(Liar("previous-seq"))
    #expect(inTheMiddle.verdict == .broken)
    #expect(inTheMiddle.reason == "the reply to request 0 where 1 was asked")
    let liar = Liar("previous-seq")
    for ids in [["sample/lie", "sample/one"], ["sample/one", "sample/lie"]] {
      let results = try await run(liar, try cases(ids))
      #expect(results.map(\.verdict) == ids.map { $0 == "sample/lie" ? .broken : .identical })
    }
    try await liar.expectGone()
  }

  @Test(
    arguments: [32, 0],
    [
      "exits-after-it", "is-killed-after-it", "closes-its-output-after-it", "closes-its-input-after-it",
    ]
  )
  func endAfterAnAnswerCostsNoCaseAndIsCounted(ahead: Int, name: String) async throws {
    let liar = Liar(name)
    let (results, summary) = try await judged(liar, try cases()) { $0.requestsAhead = ahead }
    #expect(results.map(\.id) == Sample.ids)
    #expect(results.map(\.verdict) == Array(repeating: .identical, count: 5))
    #expect(summary.restarts == 1)
    try await liar.expectGone()
  }

  @Test func whoEndsAfterEachAnswerIsStartedForEachCase() async throws {
    let liar = Liar("exits-after-each")
    let (results, summary) = try await judged(liar, try cases())
    #expect(results.map(\.verdict) == Array(repeating: .identical, count: 5))
    #expect(summary.restarts == 4)
    try await liar.expectGone()
  }

  @Test func whoDiesOnEachCaseIsAskedNoFurtherAfterSoMany() async throws {
    let liar = Liar("dies-on-each")
    var options = RunOptions()
    options.maximumBroken = 3
    let (results, summary) = try await judged(liar, try cases(), options)
    #expect(results.map(\.verdict) == [.broken, .broken, .broken])
    #expect(summary.notRun == 2)
    #expect(summary.restarts == 0)
    #expect(summary.adapterIsBroken)
    #expect(!summary.isAsExpected)
    #expect(
      summary.endOfRun == """
        3 cases in a row are broken and the run ended (--max-broken 3); the first, sample/one: the adapter ended \
        without an answer; it said: ModuleNotFoundError: No module named 'torch', asked for sample/one
        """
    )
    // Each with what was said about it.
    #expect(results[2].errorText?.contains("asked for sample/lie\n") == true)
    try await liar.expectGone()
  }

  @Test func brokenCasesThatAreNotInARowDoNotEndTheRun() async throws {
    var options = RunOptions()
    options.maximumBroken = 2
    let liar = Liar("crashes")
    let (results, summary) = try await judged(liar, try cases(), options)
    #expect(results.count == 5)
    #expect(summary.endOfRun == nil)
    #expect(!summary.adapterIsBroken)
    try await liar.expectGone()
  }

  @Test(arguments: ["no-channels", "no-columns", "empty-columns"])
  func traceWithoutValuesIsNothingObserved(name: String) async throws {
    let result = try await lie(Liar(name))
    #expect(result.verdict == .diverged)
    #expect(result.comparison?.divergence?.kind == .length(expected: 4, actual: 0))
  }

  @Test(arguments: [32, 0])
  func wordsAreThoseOfTheFailingCase(ahead: Int) async throws {
    let raised = try await lie(Liar("raises")) { $0.requestsAhead = ahead }
    #expect(raised.verdict == .errorMismatch)
    let error = RunError(step: 1, type: "ValueError", message: "x")
    #expect(raised.comparison?.divergence?.kind == .unexpectedError(error))
    #expect(raised.errorText?.hasSuffix("Traceback of the lie\n") == true, "\(raised.errorText ?? "")")
    let diverged = try await lie(Liar("diverges-with-words")) { $0.requestsAhead = ahead }
    #expect(diverged.verdict == .diverged)
    #expect(diverged.errorText?.hasSuffix("the lie was here\n") == true, "\(diverged.errorText ?? "")")
    if ahead == 0 { #expect(diverged.errorText == "the lie was here\n") }
  }

  @Test(
    arguments: [
      ("hangs-at-start", "no answer within 1 s"),
      (
        "crashes-at-start",
        "the adapter ended without an answer (`lrconform smoke -- …` shows what works); it said: no module named torch"
      ),
      ("garbage-at-start", printed + "\"Loading...\")"),
    ]
  )
  func failureAtTheStartAgainAndAgainEndsTheRun(name: String, problem: String) async throws {
    let liar = Liar(name)
    do {
      _ = try await run(liar, try cases()) { if name == "hangs-at-start" { $0.startTimeout = 1 } }
      Issue.record("it runs")
    } catch let failure as RunFailure {
      #expect("\(failure)".hasPrefix(problem), "\(failure)")
    }
    try await liar.expectGone()
  }
}
