/// What became of the cases of a run, counted for what the run may say of itself.
public struct RunTally: Sendable, Equatable {
  /// The verdicts by level.
  public private(set) var levels: [CaseLevel: VerdictCounts] = [:]
  /// Why cases were skipped.
  public private(set) var skips = SkipTally()
  /// In how many cases a channel was not observed and not judged.
  public private(set) var unobserved: [Channel: Int] = [:]
  /// Cases of the levels `documented` and `required` that the adapter skipped though it had not said before that it
  /// cannot play them.
  public private(set) var bindingSkippedByAdapter = 0

  /// No case.
  public init() {}

  /// Counts a case.
  mutating func note(_ result: CaseResult) {
    var isKnown = false
    if case .known = result.known { isKnown = true }
    note(
      result.run.fixture.level,
      result.verdict,
      isKnown: isKnown,
      result.undeclared,
      reason: result.reason,
      unobserved: result.run.unobserved
    )
  }

  /// Counts a case of a report.
  mutating func note(_ reported: ReportedCase) {
    note(
      reported.level,
      reported.verdict,
      isKnown: reported.known != nil,
      reported.undeclared,
      reason: reported.reason,
      unobserved: reported.unobserved
    )
  }

  private mutating func note(
    _ level: CaseLevel,
    _ verdict: Verdict,
    isKnown: Bool,
    _ undeclared: Undeclared?,
    reason: String?,
    unobserved channels: [Channel]
  ) {
    levels[level, default: VerdictCounts()].note(verdict, isKnown: isKnown)
    if verdict == .skipped {
      skips.note(undeclared, reason: reason ?? "")
      if undeclared == nil, level.isBinding { bindingSkippedByAdapter += 1 }
    } else {
      for channel in channels { unobserved[channel, default: 0] += 1 }
    }
  }

  /// The verdicts of all levels.
  public var all: VerdictCounts {
    var all = VerdictCounts()
    for counts in levels.values { all.add(counts) }
    return all
  }

  /// The levels of which cases were there, and all of them were skipped.
  var skippedLevels: [CaseLevel] {
    CaseLevel.allCases.filter { level in levels[level].map { $0.run == 0 } ?? false }
  }

  /// How many cases of the levels that conformance is about were played.
  var bindingRun: Int { levels.reduce(0) { $0 + ($1.key.isBinding ? $1.value.run : 0) } }

  /// How many of these do not pass.
  var bindingFailing: Int {
    levels.reduce(0) { $0 + ($1.key.isBinding ? $1.value.run - $1.value.passing : 0) }
  }
}

extension CaseLevel {
  /// Whether conformance is about it.
  public var isBinding: Bool { self == .documented || self == .required }
}
