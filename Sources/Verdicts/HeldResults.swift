import ConformanceSupport
import Diagnostics
import Fixtures
import Scenarios

/// The results of a run from the first failing one on, held until their causes are known.
struct HeldResults: Sendable {
  // What was played, as evidence; skipped and broken cases are none.
  private var played: [(run: RunCase, actual: Outcome)] = []
  // Where the evidence of a held result is.
  private var held: [(result: CaseResult, evidence: Int?)] = []

  /// Takes a result; whether it is held back, because it or one before it fails.
  mutating func take(_ result: CaseResult) -> Bool {
    var evidence: Int?
    if let actual = result.actual {
      evidence = played.count
      // A passing outcome counts as the expected one, and need not be kept; but its error may be one of its own.
      var kept = result.verdict.passes ? result.run.expected : actual
      kept.error = actual.error
      played.append((result.run, kept))
    }
    let fails = result.verdict == .diverged || result.verdict == .errorMismatch
    guard fails || !held.isEmpty else { return false }
    held.append((result, evidence))
    return true
  }

  /// What is judged by; nil where nothing fails.
  func diagnostician(tolerance: @Sendable (FixtureCase) -> Tolerance) -> RunDiagnostician? {
    if held.isEmpty { return nil }
    let played = played
    return RunDiagnostician(
      Parallel.map(played.count) { index in
        PlayedCase(
          played[index].run.fixture,
          expected: played[index].run.expected,
          actual: played[index].actual,
          tolerance: tolerance(played[index].run.fixture),
          unobserved: played[index].run.gaps.unobserved
        )
      }
    )
  }

  /// The held results with their causes, and the causes of the run, errors first, then those that explain most.
  func explained(by diagnostician: RunDiagnostician) -> (results: [CaseResult], causes: [Cause]) {
    let cases = diagnostician.cases
    let diagnosis = diagnostician.diagnose()
    let told = diagnosis.findings.map { $0.diagnosis(in: cases) }
    let results = held.map { result, evidence in
      var result = result
      if let evidence, !result.verdict.passes {
        let place = diagnosis.findings.firstIndex { $0.explained.contains(evidence) }
        result.diagnosis = place.map { told[$0] } ?? diagnosis.diagnosis(of: evidence, in: cases)
      }
      return result
    }
    let errors = diagnosis.errors.map { Cause(name: $0.name, text: $0.text, count: $0.cases.count) }
    let causes = zip(told, diagnosis.findings).map { told, finding -> Cause in
      // Answers to questions are no cases of the run.
      let count = finding.explained.count { $0 < played.count }
      var cause = Cause(name: told.name, text: told.sentence, count: count)
      cause.formula = told.formula
      cause.apparent = told.apparent
      cause.smallest = told.smallest
      return cause
    }
    return (results, errors + causes)
  }
}
