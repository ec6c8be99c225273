import Adapters
import Fixtures
import Synchronization

/// A quick look at an adapter: one plain case for each class and each feature that it declares.
package struct SmokeTest: Sendable {
  /// What became of a class or feature.
  package struct Finding: Sendable {
    /// The class or feature.
    package var name: String
    /// What became of its case; nil where none was asked.
    package var result: CaseResult?
    /// Why none was asked.
    package var reason: String?
    /// How many cases were asked until one was not skipped.
    package var tries = 0
  }

  /// What is known afterwards.
  package struct Report: Sendable {
    /// Who was asked.
    package var handshake: Handshake
    /// One for each class and feature that it declares, or for all where it declares nothing.
    package var findings: [Finding] = []
    /// Why not all were asked; nil where they were.
    package var endOfRun: String?

    /// The results, each case once.
    package var results: [CaseResult] {
      var ids: Set<String> = []
      return findings.compactMap(\.result).filter { ids.insert($0.id).inserted }
    }
  }

  private let subject: Subject
  private let maximumBroken: Int?

  /// - Parameters:
  ///   - subject: Who is asked.
  ///   - maximumBroken: No more is asked after so many broken cases in a row.
  package init(_ subject: Subject, maximumBroken: Int? = nil) {
    self.subject = subject
    self.maximumBroken = maximumBroken
  }

  /// Asks for one case after the other, each when the one before has been answered: where one is skipped, the next that
  /// shows the same.
  package func run(_ cases: [RunCase]) async throws(RunFailure) -> Report {
    let talk = Mutex(SmokeTalk(cases, BrokenStreak(limit: maximumBroken)))
    let judge = Judge(tolerance: nil, strictErrors: false, diagnoses: true)
    let tasks = PlayTasks(count: .max, isConversation: true) { index, handshake in
      talk.withLock { $0.next(index, handshake)?.task }
    }
    let receiver = PlayReceiver<CaseResult?>(
      started: { _ in },
      judge: { index, answer, handshake in
        talk.withLock { $0.asked(index) }.map { judge.judge(answer, $0, handshake) }
      },
      judged: { _, result in
        if let result { talk.withLock { $0.note(result) } }
        return true
      }
    )
    let handshake = try await subject.alone.play(tasks, receiver)
    return talk.withLock { $0.report(handshake) }
  }

  /// Asks again for the cases that were answered, all at once, as `check` does.
  ///
  /// - Returns: The results of those that are broken then.
  package func brokenTogether(_ report: Report) async throws(RunFailure) -> [CaseResult] {
    let broken = Mutex<[CaseResult]>([])
    let cases = report.results.filter { $0.verdict != .skipped }.map(\.run)
    _ = try await Runner().run(cases, on: subject.alone) { event in
      if case .finished(let result) = event, result.verdict == .broken {
        broken.withLock { $0.append(result) }
      }
    }
    return broken.withLock { $0 }
  }
}

/// The questions of a smoke test, one after the other.
private struct SmokeTalk: Sendable {
  /// After so many skipped cases the adapter is believed.
  private static let mostTries = 4

  private let cases: [RunCase]
  private var probes: [SmokeProbe]?
  private var findings: [SmokeTest.Finding] = []
  private var results: [String: CaseResult] = [:]
  private var asked: [Int: RunCase] = [:]
  private var streak: BrokenStreak

  init(_ cases: [RunCase], _ streak: BrokenStreak) {
    self.cases = cases
    self.streak = streak
  }

  func asked(_ index: Int) -> RunCase? { asked[index] }

  /// The case to ask under an index, the same whenever it is asked for; nil at the end.
  mutating func next(_ index: Int, _ handshake: Handshake) -> RunCase? {
    if let run = asked[index] { return run }
    if probes == nil {
      let made = SmokeProbe.all(cases, for: handshake)
      probes = made
      findings = made.map { SmokeTest.Finding(name: $0.name, reason: $0.reason) }
    }
    if streak.isTooLong { return nil }
    asked[index] = nextCase()
    return asked[index]
  }

  private mutating func nextCase() -> RunCase? {
    for (place, probe) in (probes ?? []).enumerated() {
      while findings[place].tries < min(Self.mostTries, probe.candidates.count) {
        if let result = findings[place].result, result.verdict != .skipped { break }
        let candidate = probe.candidates[findings[place].tries]
        guard let known = results[candidate.fixture.id] else { return candidate }
        findings[place].tries += 1
        findings[place].result = known
      }
    }
    return nil
  }

  mutating func note(_ result: CaseResult) {
    results[result.id] = result
    streak.note(result)
  }

  func report(_ handshake: Handshake) -> SmokeTest.Report {
    var last = self
    // What came of the last case is taken in where the next would be looked for.
    _ = last.nextCase()
    return SmokeTest.Report(handshake: handshake, findings: last.findings, endOfRun: streak.problem)
  }
}
