import Fixtures
import Scenarios

/// Explains single divergences, where there is no whole run to judge by.
package struct Diagnostician: Sendable {
  /// A diagnostician.
  package init() {}

  /// The causes that one case leaves open; nil where no mistake that is known gives what was observed.
  package func diagnose(_ run: RunCase, _ actual: Outcome, tolerance: Tolerance) -> Diagnosis? {
    let played = PlayedCase(
      run.fixture,
      expected: run.expected,
      actual: actual,
      tolerance: tolerance,
      unobserved: run.gaps.unobserved
    )
    guard played.fails else { return nil }
    return RunDiagnostician([played]).diagnose().diagnosis(of: 0, in: [played])
  }
}
