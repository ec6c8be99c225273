import Adapters
import Diagnostics
import Fixtures
import Scenarios
import Synchronization

/// How a run is judged.
public struct RunOptions: Sendable {
  /// How far values may be off; nil takes the adapter's precision.
  public var tolerance: Tolerance?
  /// Whether the type of an error counts.
  public var strictErrors = false
  /// Whether divergences are explained.
  package var diagnoses = true
  /// Whether the run ends at the first case that speaks against conformance.
  package var failFast = false
  /// The run ends after so many broken cases in a row; nil where it goes on.
  package var maximumBroken: Int?
  /// The divergences that are known; nil where there is no list.
  package var known: KnownDivergences?
  /// The ids that a list may name: those of the whole suite; nil where that is not known.
  package var suiteIDs: Set<String>?

  /// Scenarios of some classes that may be played to tell causes apart; nil where nothing is asked.
  package var candidates: (@Sendable ([SchedulerType], Handshake) -> [Scenario])?

  /// The version of the suite that the cases are of; nil where they are of none.
  package var suiteVersion: String?
  /// How the run is narrowed.
  package var scope = RunScope()
  /// Asked after each case: whether the run ends here, because the rest is not needed.
  package var isCancelled: @Sendable () -> Bool = { false }

  /// The usual options.
  public init() {}
}

/// Plays cases on a subject and judges what comes of them.
public struct Runner: Sendable {
  /// How the run is judged.
  package var options: RunOptions

  /// A runner.
  public init(options: RunOptions = RunOptions()) { self.options = options }

  /// Runs the cases and hands on what happens, the results in the order of the cases.
  public func run(
    _ cases: [RunCase],
    on subject: Subject,
    events: @Sendable @escaping (RunEvent) -> Void
  ) async throws(RunFailure) -> RunSummary {
    let clock = ContinuousClock()
    let start = clock.now
    let judge = Judge(
      tolerance: options.tolerance,
      strictErrors: options.strictErrors,
      diagnoses: false
    )
    let options = options
    let progress = Mutex(Progress(lastVerdict: start, streak: BrokenStreak(limit: options.maximumBroken)))
    events(.began(total: cases.count))
    let tasks = PlayTasks(count: cases.count) { index, handshake in
      cases[index].restricted(to: handshake.channels).task
    }
    let receiver = PlayReceiver<CaseResult>(
      started: { handshake in
        // Starting the subject is no case's time.
        progress.withLock { $0.lastVerdict = clock.now }
        events(.started(handshake))
      },
      judge: { index, answer, handshake in
        judge.judge(answer, cases[index].restricted(to: handshake.channels), handshake)
      },
      judged: { _, result in
        var result = result
        let isHeld = progress.withLock { progress in
          let now = clock.now
          result.seconds = (now - progress.lastVerdict).inSeconds
          progress.lastVerdict = now
          progress.streak.note(result)
          return options.diagnoses && progress.held.take(result)
        }
        result.known = options.known?.likelyStatus(of: result) ?? .unlisted
        if !isHeld {
          progress.withLock { $0.note(result) }
          events(.finished(result))
        }
        let goesOn =
          !(options.failFast && result.speaksAgainstConformance(hasKnownList: options.known != nil))
          && !options.isCancelled()
        return progress.withLock { progress in
          if !goesOn { progress.endedEarly = true }
          return goesOn && !progress.streak.isTooLong
        }
      },
      startedAgain: { progress.withLock { $0.restarts += 1 } },
      gaveUp: { failure in progress.withLock { $0.failure = failure } }
    )
    let handshake = try await subject.play(tasks, receiver)
    // The cause of a divergence is found by all cases together; what fails is told when it is known.
    let held = progress.withLock { $0.held }
    var diagnosed: (results: [CaseResult], causes: [Cause]) = ([], [])
    var asked: [AskedQuestion] = []
    if var diagnostician = held.diagnostician(tolerance: { judge.tolerance(of: $0, handshake) }) {
      if let candidates = options.candidates {
        (diagnostician, asked) = await ask(
          diagnostician,
          candidates,
          subject,
          handshake,
          { judge.tolerance(handshake, of: $0) }
        )
      }
      diagnosed = held.explained(by: diagnostician)
    }
    for var result in diagnosed.results {
      result.known = options.known?.status(of: result) ?? .unlisted
      progress.withLock { $0.note(result) }
      events(.finished(result))
    }
    var summary = RunSummary(handshake: handshake, tolerance: judge.tolerance(handshake))
    summary.suiteVersion = options.suiteVersion
    let noted = progress.withLock { $0 }
    summary.counts = noted.counts
    // What was not judged has not passed, whatever became of it.
    let missing = cases.count - noted.counts.values.reduce(0, +)
    summary.tally = noted.tally
    summary.scope = options.scope
    summary.scope.endedEarly = noted.endedEarly && missing > 0
    summary.scope.hasOwnTolerance =
      options.tolerance.map { !handshake.precision.asks(for: $0) } ?? false
    summary.scope.strictErrors = options.strictErrors
    if let problem = noted.endOfRun {
      summary.notRun = missing
      summary.endOfRun = problem
      summary.scope.unjudged = missing
    } else if missing > 0, !noted.endedEarly {
      summary.counts[.broken, default: 0] += missing
      summary.scope.unjudged = missing
    }
    summary.restarts = noted.restarts
    summary.causes = diagnosed.causes
    summary.explained = diagnosed.results.count { $0.diagnosis != nil }
    summary.asked = asked
    summary.known = noted.known
    summary.knownProblems = noted.problems
    summary.hasKnownList = options.known != nil
    if let known = options.known, let ids = options.suiteIDs {
      summary.knownProblems += known.unmatched(ids: ids).map {
        KnownProblem(kind: .unmatched, id: $0.id, detail: "no such case")
      }
    }
    summary.seconds = (clock.now - start).inSeconds
    events(.ended(summary))
    return summary
  }

  /// Plays further scenarios until one cause is left. An implementation that cannot be asked again leaves them open.
  private func ask(
    _ diagnostician: RunDiagnostician,
    _ candidates: @Sendable @escaping ([SchedulerType], Handshake) -> [Scenario],
    _ subject: Subject,
    _ handshake: Handshake,
    _ tolerance: @Sendable @escaping ([SchedulerType]) -> Tolerance
  ) async -> (RunDiagnostician, [AskedQuestion]) {
    let interview = Mutex(
      Interview(diagnostician, tolerance: tolerance) { types in candidates(types, handshake) }
    )
    // Without a first question nobody need be started.
    guard let first = interview.withLock({ $0.next() }) else { return (diagnostician, []) }
    let tasks = PlayTasks(count: .max, isConversation: true) { index, _ in
      let fixture: FixtureCase? = index == 0 ? first : interview.withLock { $0.next() }
      return fixture.map { PlayTask(id: $0.id, scenario: $0.scenario, expectsError: false) }
    }
    _ = try? await subject.alone.play(tasks, started: { _ in }) { _, answer in
      interview.withLock { $0.note(answer) }
      return true
    }
    return interview.withLock { ($0.diagnostician, $0.asked) }
  }
}

private struct Progress {
  var lastVerdict: ContinuousClock.Instant
  var streak: BrokenStreak
  var counts: [Verdict: Int] = [:]
  var tally = RunTally()
  var known = 0
  var problems: [KnownProblem] = []
  var held = HeldResults()
  /// Whether the run ended at a case that did not conform, as it was asked to.
  var endedEarly = false
  var restarts = 0
  /// Why the adapter could not be started again.
  var failure: RunFailure?

  /// Why not all cases were run, though it was asked for all.
  var endOfRun: String? {
    streak.problem ?? failure.map { "the adapter could not be started again: \($0)" }
  }

  mutating func note(_ result: CaseResult) {
    counts[result.verdict, default: 0] += 1
    tally.note(result)
    switch result.known {
    case .unlisted: break
    case .known: known += 1
    case .new: problems.append(KnownProblem(kind: .new, id: result.id, detail: "not listed"))
    case .changed(let how): problems.append(KnownProblem(kind: .changed, id: result.id, detail: how))
    case .stale(let how): problems.append(KnownProblem(kind: .stale, id: result.id, detail: how))
    }
  }
}

extension CaseResult {
  fileprivate func speaksAgainstConformance(hasKnownList: Bool) -> Bool {
    if verdict == .broken { return true }
    return hasKnownList ? known.isProblem : !(verdict.passes || verdict == .skipped)
  }
}
