import Adapters
import Fixtures
import Scenarios

/// What became of the cases of a run, counted for what the run may say of itself.
package struct RunTally: Sendable, Equatable {
  /// The verdicts by level.
  package private(set) var levels: [CaseLevel: VerdictCounts] = [:]
  /// Why cases were skipped.
  package private(set) var skips = SkipTally()
  /// In how many cases a channel was not observed and not judged.
  package private(set) var unobserved: [Channel: Int] = [:]
  /// Cases in which the implementation's schedule is over by design before PyTorch's: judged up to there.
  package private(set) var ended = 0
  /// Cases in which there was nothing to see at some observations, which are not judged.
  package private(set) var partlyObserved = 0
  /// Cases of the levels `documented` and `required` that the adapter skipped though it had not said before that it
  /// cannot play them.
  package private(set) var bindingSkippedByAdapter = 0

  /// No case.
  package init() {}

  /// Counts a case.
  package mutating func note(_ result: CaseResult) {
    var isKnown = false
    if case .known = result.known { isKnown = true }
    note(
      result.run.fixture.level,
      result.verdict,
      isKnown: isKnown,
      result.undeclared,
      reason: result.reason,
      unobserved: result.run.unobserved,
      gaps: result.run.gaps
    )
  }

  /// Counts a case of a level.
  package mutating func note(
    _ level: CaseLevel,
    _ verdict: Verdict,
    isKnown: Bool,
    _ undeclared: Undeclared?,
    reason: String?,
    unobserved channels: [Channel],
    gaps: Gaps
  ) {
    levels[level, default: VerdictCounts()].note(verdict, isKnown: isKnown)
    if verdict == .skipped {
      skips.note(undeclared, reason: reason ?? "")
      if undeclared == nil, level.isBinding { bindingSkippedByAdapter += 1 }
    } else {
      for channel in channels { unobserved[channel, default: 0] += 1 }
      if gaps.ends != nil { ended += 1 }
      if !gaps.unobserved.isEmpty { partlyObserved += 1 }
    }
  }

  /// What was not judged because replies say that it cannot be, a sentence each.
  package var gapsTexts: [String] {
    var texts: [String] = []
    func add(_ count: Int, _ text: String) {
      if count > 0 { texts.append("\(count) \(count == 1 ? "case" : "cases") judged \(text)") }
    }
    add(ended, "up to the end of the implementation's schedule")
    add(partlyObserved, "without some observations")
    return texts
  }

  /// The verdicts of all levels.
  package var all: VerdictCounts {
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
  package var isBinding: Bool { self == .documented || self == .required }
}
