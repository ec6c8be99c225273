import Adapters
import Diagnostics
import Fixtures
import ReferencePlay
import Reports
import Scenarios
import Synchronization
import Verdicts

/// How a campaign of random scenarios is run.
package struct FuzzOptions: Sendable {
  /// The same seed makes the same scenarios.
  package var seed: UInt64 = 1
  /// How many scenarios are played at most.
  package var count = 1000
  /// Seconds after which no more are played; nil for no bound.
  package var time: Double?
  /// The classes that may be used; nil for all.
  package var schedulers: [SchedulerType]?
  /// The features that may be used; nil for all.
  package var features: [Feature]?
  /// The families of schedules that are played; nil for classes.
  package var families: [ScheduleFamily]?
  /// Only scenarios that end without an error.
  package var onlyValid = false
  /// How far values may be off; nil takes the adapter's precision.
  package var tolerance: Tolerance?
  /// Whether the type of an error counts.
  package var strictErrors = false
  /// Relations between outcomes are tried, and not the reference's values.
  package var relations = false
  /// Findings are made simple.
  package var shrinks = true
  /// The campaign ends after so many scenarios in a row on which the adapter fails; nil where it goes on.
  package var maximumBroken: Int?

  /// The usual options.
  package init() {}
}

/// What a campaign found.
package struct FuzzReport: Sendable {
  /// Who was tried.
  package var handshake: Handshake
  /// How many scenarios were played.
  package var scenarios = 0
  /// How many of them the adapter declined.
  package var skipped = 0
  /// How many values were observed.
  package var observations = 0
  /// Seconds from the first scenario to the last answer, shrinking aside.
  package var seconds = 0.0
  /// Seconds of them that were this program's own: making scenarios, the reference, comparing.
  package var ownSeconds = 0.0
  /// One for each distinct cause.
  package var findings: [FuzzFinding] = []
  /// Why the campaign ended early; nil where it did not.
  package var endOfRun: String?
}

/// Plays random scenarios on an adapter and on the reference.
package final class Fuzzer: Sendable {
  private let options: FuzzOptions
  private let judge: Judge
  private let isCancelled: @Sendable () -> Bool
  private let state = Mutex(State())

  private struct State {
    var scenarios = 0
    var skipped = 0
    var observations = 0
    var own = Duration.zero
    var findings: [FuzzFinding] = []
    // What causes are judged by: scenarios that differ, and some that do not.
    var evidence: [PlayedCase] = []
    var passing = 0
    var handshake: Handshake?
    // The first of a pair that a relation is to hold between.
    var first: (scenario: Scenario, outcome: Outcome?)?
  }

  /// So many scenarios of each kind of divergence, and of those without, are kept to find causes by.
  private static let evidenceOfOneKind = 40

  /// A campaign.
  ///
  /// - Parameter isCancelled: Asked before each scenario; true ends the campaign with what it has.
  package init(_ options: FuzzOptions, isCancelled: @Sendable @escaping () -> Bool = { false }) {
    self.options = options
    self.isCancelled = isCancelled
    judge = Judge(tolerance: options.tolerance, strictErrors: options.strictErrors, diagnoses: false)
  }

  /// Runs the campaign, then shrinks what it found.
  ///
  /// - Parameter progress: Called now and then with the numbers of scenarios and findings.
  package func run(
    _ subject: Subject,
    progress: @Sendable @escaping (_ scenarios: Int, _ findings: Int) -> Void = { _, _ in }
  ) async throws(RunFailure) -> FuzzReport {
    let clock = ContinuousClock()
    let start = clock.now
    let deadline = options.time.map { start.advanced(by: .seconds($0)) }
    let tasks = PlayTasks(count: options.relations ? options.count * 2 : options.count) { index, handshake in
      if self.isCancelled() { return nil }
      if let deadline, clock.now >= deadline { return nil }
      return self.task(index, handshake)
    }
    let streak = Mutex(BrokenStreak(limit: options.maximumBroken))
    let handshake = try await subject.play(
      tasks,
      started: { handshake in self.state.withLock { $0.handshake = handshake } },
      answered: { index, answer in
        self.note(index, answer)
        streak.withLock { $0.note("scenario \(index)", answer) }
        let (scenarios, findings) = self.state.withLock { ($0.scenarios, $0.findings.count) }
        progress(scenarios, findings)
        return !streak.withLock { $0.isTooLong }
      }
    )
    let noted = state.withLock { $0 }
    var report = FuzzReport(handshake: handshake)
    report.scenarios = noted.scenarios
    report.skipped = noted.skipped
    report.observations = noted.observations
    report.seconds = start.duration(to: clock.now).inSeconds
    report.ownSeconds = noted.own.inSeconds
    report.findings = noted.findings
    report.endOfRun = streak.withLock { $0.problem }
    if !options.relations, !noted.evidence.isEmpty {
      report.findings = explained(noted.findings, noted.evidence, handshake)
    }
    // Who fails again and again fails at whatever is simpler.
    if report.endOfRun != nil { return report }
    if options.shrinks, !options.relations, !report.findings.isEmpty, !isCancelled() {
      report.findings = try await shrink(report.findings, subject)
    }
    return report
  }

  /// Random scenarios of some classes for an implementation, such that end without an error.
  package static func candidates(_ types: [SchedulerType], _ handshake: Handshake) -> [Scenario] {
    var options = FuzzOptions()
    options.seed = 7
    options.schedulers = types
    options.onlyValid = true
    let fuzzer = Fuzzer(options)
    return (0..<120).map { fuzzer.scenario($0, for: handshake) }
  }

  /// The index-th scenario for an adapter that has said what it can.
  package func scenario(_ index: Int, for handshake: Handshake) -> Scenario {
    let declared = handshake.schedulers ?? SchedulerType.allCases
    let allowed = options.schedulers ?? SchedulerType.allCases
    var types = declared.filter(allowed.contains)
    if types.isEmpty { types = declared }
    let features = Set(handshake.features ?? Feature.allCases).intersection(
      options.features ?? Feature.allCases
    )
    // What the adapter does not declare is not asked: then another is made of the same index.
    for attempt in 0..<50 {
      var generator = ScenarioGenerator(
        seed: options.seed &+ UInt64(attempt) &* 0x5851_f42d_4c95_7f2d,
        index: index,
        schedulers: types,
        features: features
      )
      let members = declared.filter { !$0.isComposite }
      if !members.isEmpty { generator.members = members }
      if !features.contains(.errors) || options.onlyValid { generator.wildness = 0 }
      let made = options.families.map { generator.scenario(of: $0) } ?? generator.scenario()
      guard let scenario = made else { continue }
      let outcome = ReferencePlayer().play(scenario)
      let failed = outcome.error != nil
      if failed, options.onlyValid || !features.contains(.errors) { continue }
      if failed, attempt < 3 { continue }
      let precision = handshake.precision.precision(of: scenario.schedulerTypes)
      if !outcome.isWithin(precision) { continue }
      let needs = Requirements(scenario, expectsError: failed)
      if needs.reasonToSkip(handshake) == nil { return scenario }
    }
    let spec = SchedulerSpec(type: .exponential, arguments: [KeywordArgument("gamma", .number(0.5))])
    return Scenario(optimizer: .sgd, groups: [.init(lr: 1.0)], schedulers: [spec], program: [.init(.step(3))])
  }

  private func task(_ index: Int, _ handshake: Handshake) -> PlayTask {
    let clock = ContinuousClock()
    let start = clock.now
    let base = scenario(options.relations ? index / 2 : index, for: handshake)
    var scenario = base
    if options.relations, index % 2 == 1, let changed = relation(index / 2).changed(base) {
      scenario = changed
    }
    let own = start.duration(to: clock.now)
    state.withLock { $0.own += own }
    return PlayTask(id: "fuzz/\(options.seed)-\(index)", scenario: scenario, expectsError: false)
  }

  private func relation(_ pair: Int) -> Relation { Relation.all[pair % Relation.all.count] }

  private func note(_ index: Int, _ answer: PlayAnswer) {
    let clock = ContinuousClock()
    let start = clock.now
    guard let handshake = state.withLock({ $0.handshake }) else { return }
    if options.relations {
      noteRelation(index, answer, handshake)
    } else {
      noteAgainstReference(index, scenario(index, for: handshake), answer, handshake)
    }
    let own = start.duration(to: clock.now)
    state.withLock { state in
      state.own += own
      state.scenarios += 1
      switch answer {
      case .reply(.skipped, _): state.skipped += 1
      case .reply(.outcome(let outcome), _): state.observations += outcome.trace.length
      case .fault: break
      }
    }
  }

  private func noteAgainstReference(
    _ index: Int,
    _ scenario: Scenario,
    _ answer: PlayAnswer,
    _ handshake: Handshake
  ) {
    let expected = ReferencePlayer().play(scenario)
    guard let finding = FuzzFinding(index, scenario, expected: expected, answer, handshake, by: judge) else {
      let isWanted = state.withLock { state in
        state.passing += 1
        return state.passing <= Self.evidenceOfOneKind * 4
      }
      if isWanted, case .reply(.outcome(let outcome), _) = answer, outcome.gaps.isEmpty {
        keep(scenario, expected, outcome, handshake)
      }
      return
    }
    let count = add(finding)
    if let outcome = finding.actual, outcome.gaps.isEmpty, count <= Self.evidenceOfOneKind {
      keep(scenario, expected, outcome, handshake)
    }
  }

  private func keep(_ scenario: Scenario, _ expected: Outcome, _ outcome: Outcome, _ handshake: Handshake) {
    let played = judge.played(scenario, expected: expected, outcome, handshake)
    state.withLock { $0.evidence.append(played) }
  }

  /// Adds a finding, or counts it where there is one like it; how many there are now.
  @discardableResult
  private func add(_ finding: FuzzFinding) -> Int {
    state.withLock { state in
      if let known = state.findings.firstIndex(where: { $0.key == finding.key }) {
        state.findings[known].count += 1
        return state.findings[known].count
      }
      state.findings.append(finding)
      return 1
    }
  }

  /// The findings by their causes, judged by the whole campaign: one for each cause, then what has none.
  private func explained(
    _ findings: [FuzzFinding],
    _ evidence: [PlayedCase],
    _ handshake: Handshake
  ) -> [FuzzFinding] {
    let diagnosis = RunDiagnostician(evidence).diagnose()
    func finding(_ played: PlayedCase) -> FuzzFinding? {
      let answer = PlayAnswer.reply(.outcome(played.actual))
      return FuzzFinding(0, played.scenario, expected: played.expected, answer, handshake, by: judge)
    }
    var explained: Set<Int> = []
    var found: [FuzzFinding] = diagnosis.findings.compactMap { cause in
      explained.formUnion(cause.explained)
      guard var finding = finding(evidence[cause.smallest]) else { return nil }
      finding.diagnosis = cause.diagnosis(in: evidence)
      finding.causes = cause.hypotheses
      finding.count = cause.explained.count
      finding.key = "cause \(finding.diagnosis?.text ?? "")"
      return finding
    }
    // A kind of which every scenario that was kept has a cause is told by the causes.
    let open = evidence.indices.filter { evidence[$0].fails && !explained.contains($0) }
    let kinds = Set(open.compactMap { finding(evidence[$0])?.key })
    found += findings.filter { $0.actual == nil || kinds.contains($0.key) }
    return found
  }

  private func noteRelation(_ index: Int, _ answer: PlayAnswer, _ handshake: Handshake) {
    var outcome: Outcome?
    // What cannot be judged wholly has no relation to keep.
    if case .reply(.outcome(let whole), _) = answer, whole.gaps.isEmpty { outcome = whole }
    let base = scenario(index / 2, for: handshake)
    if index % 2 == 0 {
      state.withLock { $0.first = (base, outcome) }
      return
    }
    let relation = relation(index / 2)
    guard let changed = relation.changed(base), let second = outcome,
      let first = state.withLock({ $0.first?.outcome }), first.error == nil
    else { return }
    let expected = relation.expected(first)
    let tolerance =
      options.tolerance ?? handshake.precision.precision(of: base.schedulerTypes).tolerance
    let comparison = OutcomeComparator(tolerance: tolerance).compare(second, with: expected)
    guard let divergence = comparison.divergence else { return }
    let types = base.schedulerTypes.map(\.rawValue).sorted().joined(separator: "+")
    add(
      FuzzFinding(
        index: index / 2,
        scenario: changed,
        expected: expected,
        actual: second,
        headline: "not so: \(relation.name): "
          + DivergenceText(divergence: divergence, comparison: comparison).headline,
        key: "relation \(relation.name) \(types)"
      )
    )
  }

  // What differed before it was made simple may be the same now.
  private static func merged(_ findings: [FuzzFinding]) -> [FuzzFinding] {
    var merged: [FuzzFinding] = []
    for finding in findings {
      if let known = merged.firstIndex(where: { $0.key == finding.key }) {
        merged[known].count += finding.count
      } else {
        merged.append(finding)
      }
    }
    return merged
  }

  private func shrink(_ findings: [FuzzFinding], _ subject: Subject) async throws(RunFailure) -> [FuzzFinding]
  {
    let shrinker = Mutex(Shrinker(findings, judge))
    let handshake = state.withLock { $0.handshake }
    guard let handshake else { return findings }
    let tasks = PlayTasks(count: .max, isConversation: true) { index, _ in
      if self.isCancelled() { return nil }
      return shrinker.withLock { $0.next() }.map { scenario in
        PlayTask(id: "fuzz/shrink-\(index)", scenario: scenario, expectsError: false)
      }
    }
    _ = try await subject.alone.play(tasks, started: { _ in }) { _, answer in
      shrinker.withLock { $0.note(answer, handshake) }
      return true
    }
    return Self.merged(shrinker.withLock { $0.findings })
  }
}

extension Outcome {
  /// Whether a precision can hold the values.
  fileprivate func isWithin(_ precision: Precision) -> Bool {
    if precision != .float32 { return true }
    return trace.channels.allSatisfy { observed in
      observed.columns.allSatisfy { column in
        column.allSatisfy { !$0.isFinite || $0 == 0 || (1e-30...1e30).contains($0.magnitude) }
      }
    }
  }
}
