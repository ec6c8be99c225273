import Fixtures
import LRSchedulers
import Scenarios

/// A case that was played, and what was observed: the evidence that hypotheses are judged by.
package struct PlayedCase: Sendable {
  /// The case as the subject played it.
  package let fixture: FixtureCase
  /// What PyTorch gives.
  package let expected: Outcome
  /// What the implementation gives.
  package let actual: Outcome
  /// The tolerance that the case was judged by.
  package let tolerance: Tolerance
  /// Whether it does not pass.
  package let fails: Bool
  /// By channel of the expected outcome, whether a value in it is out of tolerance.
  let wrongChannels: [Bool]
  /// Whether values differ only by what another order of operations makes of them.
  let differsByRounding: Bool
  /// By channel, the observations at which there was nothing to see: they say nothing of a hypothesis.
  let unobserved: [Channel: Set<Int>]
  /// By channel, the largest magnitude that is expected.
  let scales: [Double]

  /// A case that was played.
  package init(
    _ fixture: FixtureCase,
    expected: Outcome,
    actual: Outcome,
    tolerance: Tolerance,
    unobserved: [Channel: Set<Int>] = [:]
  ) {
    self.fixture = fixture
    self.unobserved = unobserved
    self.expected = expected
    self.tolerance = tolerance
    let comparison = OutcomeComparator(tolerance: tolerance).compare(actual, with: expected)
    fails = !comparison.verdict.passes
    // Values within tolerance count as equal.
    var judged = fails ? actual : expected
    judged.error = actual.error
    self.actual = judged
    let scales = expected.trace.channels.map(\.scale)
    let matching = Tolerance.matching(tolerance)
    var differs = false
    var wrong = Array(repeating: false, count: expected.trace.channels.count)
    if fails {
      for (index, observed) in expected.trace.channels.enumerated() {
        guard let columns = actual.trace[observed.channel] else { continue }
        let isOff = columns.count != observed.columns.count && actual.trace.length > 0
        wrong[index] = isOff
        for (e, a) in zip(observed.columns, columns) where !wrong[index] {
          wrong[index] = zip(e, a).contains { !tolerance.accepts($1, for: $0, scale: scales[index]) }
          if !differs {
            differs = zip(e, a).contains { !matching.accepts($1, for: $0, scale: scales[index]) }
          }
        }
        if isOff { differs = true }
      }
    }
    self.scales = scales
    wrongChannels = wrong
    differsByRounding = fails && !differs && wrong.contains(true)
  }

  /// The scenario.
  package var scenario: Scenario { fixture.scenario }

  /// The channels of which something is to be explained; -1 stands for what comes after an error that is missing.
  var openChannels: [Int] {
    let wrong = wrongChannels.indices.filter { wrongChannels[$0] }
    if wrong.isEmpty, case .accepts = errorProblem, actual.trace.length > expected.trace.length,
      expected.error?.step != 0
    {
      return [-1]
    }
    return wrong
  }

  /// How an error of the implementation speaks against it; nil where it does not.
  var errorProblem: ErrorProblem? {
    switch (expected.error, actual.error) {
    case (nil, nil): return nil
    case (let wanted?, nil): return .accepts(wanted)
    case (nil, let found?): return .raises(found)
    case (let wanted?, let found?):
      if wanted.step == found.step { return nil }
      return .raisesElsewhere(found, expected: wanted)
    }
  }
}

/// An error that should not be there, or is not there.
enum ErrorProblem: Sendable, Equatable {
  /// It raises an error where PyTorch does not.
  case raises(RunError)
  /// It raises an error at another step.
  case raisesElsewhere(RunError, expected: RunError)
  /// It accepts what PyTorch refuses.
  case accepts(RunError)
}

extension Tolerance {
  /// What a hypothesis is compared by: the run's tolerance, but no less than double precision can hold, as a mistake in
  /// another order of operations is the same mistake.
  static func matching(_ tolerance: Tolerance) -> Tolerance {
    Tolerance(
      relative: max(tolerance.relative, Tolerance.float64.relative),
      absolute: max(tolerance.absolute, Tolerance.float64.absolute)
    )
  }

  /// Whether a value is as good as another.
  @inline(__always)
  func accepts(_ value: Double, for expected: Double, scale: Double) -> Bool {
    if value.bitPattern == expected.bitPattern || Trace.isIdentical(value, expected) { return true }
    guard value.isFinite, expected.isFinite, relative > 0 || absolute > 0 else { return false }
    return (value - expected).magnitude <= bound(for: expected, scale: scale)
  }
}
