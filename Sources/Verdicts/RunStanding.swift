import Adapters
import Fixtures
import Scenarios

/// What a run may say of itself.
///
/// *Conforming* is said where every case of the declared schedulers and features at the levels `documented` and
/// `required` passes, none is filtered out and none is on a list of known divergences. What was narrowed, skipped or
/// not judged is said in the same breath.
public struct RunStanding: Sendable, Equatable {
  /// The claim itself.
  package enum Claim: String, Sendable, CaseIterable {
    /// All that was declared at the levels `documented` and `required` passes, and was judged wholly.
    case conforming
    /// As `conforming`, but a level was skipped, or a channel or a part of a case was not judged.
    case limited
    /// Everything passes, in a tolerance that is wider than that of the precision.
    case widened
    /// What diverges is listed as known.
    case asExpected = "as-expected"
    /// Cases of declared schedulers and features at the levels `documented` and `required` were skipped.
    case incomplete
    /// Only a part of the suite was played; nothing unexpected happened in it.
    case partial
    /// Every case was skipped, or there was none.
    case nothingRun = "nothing-run"
    /// The list of known divergences has entries that nothing matches any more, or more is skipped than may be.
    case notAsExpected = "not-as-expected"
    /// Something diverges or is broken and is not listed as known.
    case notConforming = "not-conforming"
    /// The report does not say how the run was narrowed: it is of an older lrconform.
    case undescribed
  }

  /// The claim.
  package let claim: Claim
  /// The claim in words, with all that narrows it: `as expected: 81 known divergences`.
  public let text: String
  /// What was not judged, though nothing speaks against it: `level error was not run`.
  package let limits: [String]

  /// Whether nothing unexpected happened: the exit status is 0.
  public var isAsExpected: Bool { claim != .notConforming && claim != .notAsExpected }
  /// Whether the run speaks for conformance.
  public var isConforming: Bool { claim == .conforming || claim == .limited }

  /// What a run may say.
  ///
  /// - Parameters:
  ///   - scope: How the run was narrowed; nil where an older report does not say it.
  ///   - isRefuted: Whether an older report says that something went wrong.
  package init(
    _ tally: RunTally,
    _ declaration: Declaration,
    _ scope: RunScope?,
    _ tolerance: Tolerance,
    _ precision: DeclaredPrecision,
    problems: [KnownProblem],
    isRefuted: Bool = false
  ) {
    let counts = tally.all
    // Without a tolerance of its own, a run has that of each class.
    let asked = scope?.hasOwnTolerance ?? true ? precision.narrowest.tolerance : tolerance
    let isWider = tolerance.relative > asked.relative || tolerance.absolute > asked.absolute
    let tolerance = "rel \(tolerance.relative), abs \(tolerance.absolute)"
    var limits = Self.limits(tally)
    let partial = scope.flatMap { Self.partial($0, judged: counts.total) }
    let known = counts.known > 0 ? Self.counted(counts.known, "known divergence") : nil
    let hasFailed =
      counts[.broken] + (scope?.unjudged ?? 0) > 0 || counts.diverging > counts.known || isRefuted

    let head: String
    switch true {
    case hasFailed, problems.contains { $0.kind == .new || $0.kind == .changed }:
      claim = .notConforming
      let passes = tally.bindingFailing == 0 && tally.bindingRun > 0 && partial == nil && !isRefuted
      head = "not conforming" + (passes ? ", though documented and required cases pass" : "")
    case !problems.isEmpty:
      claim = .notAsExpected
      let stale = Self.counted(problems.count, "stale entry", "stale entries")
      head = "not as expected: \(stale) of known divergences"
    case counts[.skipped] > scope?.maxSkipped ?? Int.max:
      claim = .notAsExpected
      let skipped = Self.counted(counts[.skipped], "case")
      head = "not as expected: \(skipped) skipped, at most \(scope?.maxSkipped ?? 0) may be"
    case counts.total == 0: (claim, head) = (.nothingRun, "no case")
    case counts.run == 0: (claim, head) = (.nothingRun, "nothing was run")
    case partial != nil:
      claim = .partial
      head = [partial, known].compactMap(\.self).joined(separator: ", ")
    case scope == nil:
      claim = .undescribed
      head = "as expected" + (known.map { ": \($0)" } ?? "")
    case known != nil: (claim, head) = (.asExpected, "as expected: \(known ?? "")")
    case tally.bindingSkippedByAdapter > 0:
      claim = .incomplete
      let skipped = Self.counted(tally.bindingSkippedByAdapter, "documented or required case")
      head = "incomplete: \(skipped) skipped by the adapter"
    case tally.bindingRun == 0:
      (claim, head) = (.incomplete, "incomplete: no documented or required case was run")
    case isWider: (claim, head) = (.widened, "passes in a wider tolerance: \(tolerance)")
    case !limits.isEmpty: (claim, head) = (.limited, "conforming, but \(limits.removeFirst())")
    default: (claim, head) = (.conforming, "conforming")
    }

    var text = ([head] + limits).joined(separator: claim == .limited ? ", " : "; ")
    switch claim {
    case .notConforming, .notAsExpected: text = [head, partial].compactMap(\.self).joined(separator: "; ")
    case .nothingRun: text = head
    case .partial: break
    case .undescribed: text += "; an older report, which does not say what was left out"
    case .conforming, .limited, .widened, .asExpected, .incomplete:
      if isWider, claim != .widened { text += "; tolerance \(tolerance)" }
      let declared = declaration.texts.joined(separator: ", ")
      if !declared.isEmpty { text += " (\(declared))" }
    }
    self.text = text
    self.limits = Self.limits(tally) + (isWider ? ["tolerance \(tolerance)"] : [])
  }

  /// What was not judged.
  private static func limits(_ tally: RunTally) -> [String] {
    var limits: [String] = []
    if !tally.skippedLevels.isEmpty, tally.all.run > 0 {
      limits.append("level \(tally.skippedLevels.map(\.rawValue).joined(separator: ", ")) not run")
    }
    let channels = tally.unobserved.keys.sorted { $0.order < $1.order }.map(\.rawValue)
    if !channels.isEmpty { limits.append("\(channels.joined(separator: ", ")) not judged") }
    return limits + tally.gapsTexts
  }

  /// `partial: 12 of 788 cases (--id 'step-lr/*')`; nil for a whole run.
  private static func partial(_ scope: RunScope, judged: Int) -> String? {
    guard scope.isPartial else { return nil }
    let cases =
      if let total = scope.total, scope.isWholeSuite { "\(judged) of \(total) cases" } else {
        counted(judged, "case")
      }
    return "partial: \(cases) (\(scope.filters.joined(separator: " ").printable))"
  }

  private static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }
}
