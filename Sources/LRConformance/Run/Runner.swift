import Synchronization

/// How a run is judged.
public struct RunOptions: Sendable {
  /// How far values may be off; nil takes the adapter's precision.
  public var tolerance: Tolerance?
  /// Whether the type of an error counts.
  public var strictErrors = false
  /// Whether the run ends at the first case that speaks against conformance.
  public var failFast = false

  /// The usual options.
  public init() {}
}

/// Plays cases on a subject and judges what comes of them.
public struct Runner: Sendable {
  /// How the run is judged.
  public var options: RunOptions

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
    let judge = Judge(tolerance: options.tolerance, strictErrors: options.strictErrors)
    let failFast = options.failFast
    let progress = Mutex<(handshake: Handshake?, counts: [Verdict: Int])>((nil, [:]))
    events(.began(total: cases.count))
    let handshake = try await subject.play(
      cases.map(\.task),
      started: { handshake in
        progress.withLock { $0.handshake = handshake }
        events(.started(handshake))
      },
      answered: { index, answer in
        guard let handshake = progress.withLock({ $0.handshake }) else { return false }
        let result = judge.judge(answer, cases[index], handshake)
        progress.withLock { $0.counts[result.verdict, default: 0] += 1 }
        events(.finished(result))
        return !failFast || result.verdict.passes || result.verdict == .skipped
      }
    )
    var summary = RunSummary(handshake: handshake, tolerance: judge.tolerance(handshake))
    summary.counts = progress.withLock { $0.counts }
    let (seconds, attoseconds) = start.duration(to: clock.now).components
    summary.seconds = Double(seconds) + Double(attoseconds) * 1e-18
    events(.ended(summary))
    return summary
  }
}
