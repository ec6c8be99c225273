/// Gives verdicts on replies.
struct Judge: Sendable {
  /// Overrides the class default and the cases' own.
  var tolerance: Tolerance?
  var strictErrors: Bool
  /// Whether divergences are explained.
  var diagnoses: Bool

  /// The tolerance of a run where a case has none of its own.
  func tolerance(_ handshake: Handshake) -> Tolerance { tolerance ?? handshake.precision.tolerance }

  func judge(_ answer: PlayAnswer, _ run: RunCase, _ handshake: Handshake) -> CaseResult {
    switch answer {
    case .fault(let fault, let errorText):
      return broken(run, "\(fault)", errorText: errorText)
    case .reply(.skipped(let reason)):
      let undeclared = run.task.requirements.undeclared(handshake)
      return CaseResult(run: run, verdict: .skipped, reason: reason, undeclared: undeclared)
    case .reply(.outcome(let outcome)):
      if let missing = run.expected.trace.channels.first(where: { outcome.trace[$0.channel] == nil }) {
        return broken(run, "no channel \"\(missing.channel.rawValue)\" in the reply", errorText: "")
      }
      let tolerance = tolerance(of: run.fixture, handshake)
      let comparison = OutcomeComparator(tolerance: tolerance, strictErrors: strictErrors)
        .compare(outcome, with: run.expected)
      var result = CaseResult(
        run: run,
        verdict: comparison.verdict,
        comparison: comparison,
        actual: outcome
      )
      if diagnoses, !comparison.verdict.passes {
        result.diagnosis = Diagnostician().diagnose(run, outcome, tolerance: tolerance)
      }
      return result
    }
  }

  private func broken(_ run: RunCase, _ reason: String, errorText: String) -> CaseResult {
    CaseResult(
      run: run,
      verdict: .broken,
      reason: reason,
      errorText: errorText.isEmpty ? nil : errorText
    )
  }

  // A case's own tolerance widens or narrows the class default; who claims exactness is held to it.
  private func tolerance(of fixture: FixtureCase, _ handshake: Handshake) -> Tolerance {
    if let tolerance { return tolerance }
    if handshake.precision == .exact { return .exact }
    return fixture.tolerance?.tolerance ?? handshake.precision.tolerance
  }
}
