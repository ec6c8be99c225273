import Adapters
import Diagnostics
import Fixtures
import Scenarios

/// Gives verdicts on replies.
package struct Judge: Sendable {
  /// Overrides the class default and the cases' own.
  package var tolerance: Tolerance?
  package var strictErrors: Bool
  /// Whether divergences are explained.
  package var diagnoses: Bool

  /// All of its parts.
  package init(tolerance: Tolerance? = nil, strictErrors: Bool, diagnoses: Bool) {
    self.tolerance = tolerance
    self.strictErrors = strictErrors
    self.diagnoses = diagnoses
  }

  /// The tolerance of a run where a case has none of its own.
  package func tolerance(_ handshake: Handshake) -> Tolerance {
    tolerance ?? handshake.precision.others.tolerance
  }

  /// The tolerance of cases with these classes, where a case has none of its own.
  package func tolerance(_ handshake: Handshake, of schedulers: [SchedulerType]) -> Tolerance {
    tolerance ?? handshake.precision.precision(of: schedulers).tolerance
  }

  package func judge(_ answer: PlayAnswer, _ run: RunCase, _ handshake: Handshake) -> CaseResult {
    switch answer {
    case .fault(let fault, let errorText):
      var result = broken(run, "\(fault)", errorText: errorText)
      result.brokenGroup = fault.group
      return result
    case .reply(.skipped(let reason), _):
      let undeclared = run.task.requirements.undeclared(handshake)
      return CaseResult(run: run, verdict: .skipped, reason: reason, undeclared: undeclared)
    case .reply(.outcome(let whole), let errorText):
      let run = run.judged(with: whole.gaps)
      let outcome = whole.gaps.ends.map(whole.cut) ?? whole
      let tolerance = tolerance(
        of: run.fixture.scenario.schedulerTypes,
        run.fixture.tolerance?.tolerance,
        handshake
      )
      var comparison = OutcomeComparator(tolerance: tolerance, strictErrors: strictErrors)
        .compare(outcome, with: run.expected)
      if let missing = missingChannel(outcome, run, comparison) {
        return broken(run, "no channel \"\(missing.rawValue)\" in the reply", errorText: errorText)
      }
      comparison.compared -= run.gaps.unobservedValues(of: run.expected, and: outcome)
      var result = CaseResult(
        run: run,
        verdict: comparison.verdict,
        comparison: comparison,
        actual: outcome
      )
      if !comparison.verdict.passes, !errorText.isEmpty { result.errorText = errorText }
      if diagnoses, !comparison.verdict.passes {
        result.diagnosis = Diagnostician().diagnose(run, outcome, tolerance: tolerance)
      }
      return result
    }
  }

  /// A channel that the reply lacks, where that is what is to be told of it: an error that the implementation raised is
  /// told first, and where nothing was observed there is no channel to speak of.
  private func missingChannel(_ outcome: Outcome, _ run: RunCase, _ comparison: Comparison) -> Channel? {
    if outcome.trace.length == 0 || (outcome.error != nil && comparison.verdict == .errorMismatch) {
      return nil
    }
    return run.expected.trace.channels.first { outcome.trace[$0.channel] == nil }?.channel
  }

  private func broken(_ run: RunCase, _ reason: String, errorText: String) -> CaseResult {
    CaseResult(
      run: run,
      verdict: .broken,
      reason: reason,
      errorText: errorText.isEmpty ? nil : errorText
    )
  }

  // A case's own tolerance widens or narrows the class default; an adapter that declares `exact` is judged exactly.
  func tolerance(of fixture: FixtureCase, _ handshake: Handshake) -> Tolerance {
    tolerance(of: fixture.scenario.schedulerTypes, fixture.tolerance?.tolerance, handshake)
  }

  private func tolerance(
    of schedulers: @autoclosure () -> [SchedulerType],
    _ own: Tolerance?,
    _ handshake: Handshake
  ) -> Tolerance {
    if let tolerance { return tolerance }
    let precision = handshake.precision.precision(of: schedulers())
    return precision == .exact ? .exact : own ?? precision.tolerance
  }
}
