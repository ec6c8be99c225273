import Fixtures
import Scenarios
import Verdicts

/// The conformance statement of an implementation: what was run, what came of it, what was left out and why, and how
/// to run it again.
package struct Statement: Sendable {
  /// The version of the format of its JSON.
  static let schema = 1

  package let report: ReportFile
  package let standing: RunStanding
  let tally: RunTally
  /// The verdicts by class and level, in the order of the classes. A case counts for the first class in it.
  package let schedulers: [SchedulerRow]

  /// What became of the cases of a class.
  package struct SchedulerRow: Sendable {
    var scheduler: SchedulerType
    var isDeclared: Bool
    var levels: [CaseLevel: VerdictCounts] = [:]
    /// Why cases of each level were skipped.
    var skips: [CaseLevel: SkipTally] = [:]

    /// The verdicts of all levels.
    var all: VerdictCounts {
      var all = VerdictCounts()
      for counts in levels.values { all.add(counts) }
      return all
    }

    mutating func note(_ reported: ReportedCase) {
      levels[reported.level, default: VerdictCounts()].note(reported.verdict, isKnown: reported.known != nil)
      guard reported.verdict == .skipped else { return }
      skips[reported.level, default: SkipTally()].note(reported.undeclared, reason: reported.reason ?? "")
    }
  }

  /// The statement that a report makes.
  package init(_ report: ReportFile) {
    self.report = report
    standing = report.standing
    tally = report.tally
    var rows: [SchedulerType: SchedulerRow] = [:]
    for reported in report.cases {
      guard let scheduler = reported.schedulers.first else { continue }
      let isDeclared = report.declaration.schedulers?.contains(scheduler) ?? true
      rows[scheduler, default: SchedulerRow(scheduler: scheduler, isDeclared: isDeclared)].note(reported)
    }
    schedulers = SchedulerType.allCases.compactMap { rows[$0] }
  }

  /// The cases that diverge as listed.
  package var known: [ReportedCase] { report.cases.filter { $0.known != nil } }

  /// The cases that do not pass and are not listed.
  package var failing: [ReportedCase] {
    report.cases.filter { !$0.verdict.passes && $0.verdict != .skipped && $0.known == nil }
  }

  /// Whether the tolerance is the one that the precision asks for.
  var toleranceText: String {
    let tolerance = "rel \(report.tolerance.relative), abs \(report.tolerance.absolute)"
    return report.scope?.hasOwnTolerance == true
      ? "\(tolerance), given by --tolerance" : "\(tolerance), as the precision asks for"
  }
}
