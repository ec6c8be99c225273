import Fixtures
import LRSchedulers
import Scenarios

/// A case that was played, and what was observed: the evidence that hypotheses are judged by.
///
/// A class: it is judged thousands of times, and never changes.
package final class PlayedCase: Sendable {
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
  package convenience init(
    _ fixture: FixtureCase,
    expected: Outcome,
    actual: Outcome,
    tolerance: Tolerance,
    unobserved: [Channel: Set<Int>] = [:]
  ) {
    self.init(fixture, expected, actual, tolerance, unobserved, differsByRounding: nil)
  }

  /// The beginning of the case, so many observations; nil where it is not longer, where an error comes before, or where
  /// what is added later has columns.
  func prefix(_ count: Int) -> PlayedCase? {
    let traces = [expected.trace, actual.trace]
    guard scenario.observationCount > count, scenario.keepsWidth, traces.allSatisfy({ $0.length > count })
    else {
      return nil
    }
    var beginning = fixture
    beginning.scenario = scenario.cut(at: count)
    func cut(_ outcome: Outcome) -> Outcome { Outcome(trace: outcome.cut(at: count).trace) }
    return PlayedCase(
      beginning,
      cut(expected),
      cut(actual),
      tolerance,
      unobserved,
      differsByRounding: differsByRounding
    )
  }

  private init(
    _ fixture: FixtureCase,
    _ expected: Outcome,
    _ actual: Outcome,
    _ tolerance: Tolerance,
    _ unobserved: [Channel: Set<Int>],
    differsByRounding: Bool?
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
    self.differsByRounding = differsByRounding ?? (fails && !differs && wrong.contains(true))
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

extension PlayedCase {
  /// The observation by which everything that is wrong has shown; nil where nothing is to be explained. What happens
  /// later only explains nothing of the case.
  var deviation: Int? {
    if openChannels.isEmpty { return nil }
    let channels = wrongChannels.indices.filter { wrongChannels[$0] }
    // An error that is missing comes at the end.
    if channels.isEmpty { return scenario.observationCount - 1 }
    return channels.map { index in
      let observed = expected.trace.channels[index]
      let found = actual.trace[observed.channel] ?? []
      let steps = zip(observed.columns, found).compactMap { wanted, values in
        zip(wanted, values).enumerated().first { !tolerance.accepts($1.1, for: $1.0, scale: scales[index]) }?
          .offset
      }
      return steps.min() ?? 0
    }.max()
  }
}

extension Scenario {
  /// Whether there are as many groups and schedulers at the end as at the start.
  fileprivate var keepsWidth: Bool {
    program.allSatisfy { operation in
      switch operation.action {
      case .addGroup, .addScheduler: false
      case .reload(let reload): reload.groups == nil && reload.schedulers == nil
      case .step, .stepEpochs, .stepMetrics, .setLR, .observe, .save: true
      }
    }
  }
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
