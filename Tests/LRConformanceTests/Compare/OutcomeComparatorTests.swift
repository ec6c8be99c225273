import Testing

@testable import Fixtures
@testable import Scenarios

@Suite struct OutcomeComparatorTests {
  private func compare(
    _ actual: [Double],
    _ expected: [Double],
    _ tolerance: Tolerance = .exact
  ) -> Comparison {
    OutcomeComparator(tolerance: tolerance)
      .compare(Outcome(trace: trace(actual)), with: Outcome(trace: trace(expected)))
  }

  @Test(
    arguments: [
      ([0.1, 0.0], [0.1, 0.0], Tolerance.exact, Verdict.identical),
      ([0.1, -0.0], [0.1, 0.0], .exact, .diverged),
      ([0.1, -0.0], [0.1, 0.0], .float64, .within),
      ([.nan], [-.nan], .exact, .identical),
      ([.nan], [1.0], .float32, .diverged),
      ([1.0], [.nan], .float32, .diverged),
      ([.infinity], [.infinity], .exact, .identical),
      ([-.infinity], [.infinity], .float32, .diverged),
      ([1e300], [.infinity], .float32, .diverged),
      ([Trace.missing], [Trace.missing], .exact, .identical),
      ([Trace.missing], [.nan], .float32, .diverged),
      ([.nan], [Trace.missing], .float32, .diverged),
      ([0.0], [Trace.missing], .float32, .diverged),
      ([1 + 9e-10], [1.0], .float64, .within),
      ([1 + 2e-9], [1.0], .float64, .diverged),
      ([1 + 1.9e-5], [1.0], .float32, .within),
      ([1 + 2.1e-5], [1.0], .float32, .diverged),
      // The absolute share is of the channel's largest value.
      ([1.0, 9e-13], [1.0, 0.0], .float64, .within),
      ([1.0, 2e-12], [1.0, 0.0], .float64, .diverged),
      ([1000.0, 9e-10], [1000.0, 0.0], .float64, .within),
      ([0.1, 9e-13], [0.1, 0.0], .float64, .diverged),
      ([0.0, 1e-300], [0.0, 0.0], .float64, .diverged),
    ] as [([Double], [Double], Tolerance, Verdict)]
  )
  func verdict(actual: [Double], expected: [Double], tolerance: Tolerance, verdict: Verdict) {
    #expect(compare(actual, expected, tolerance).verdict == verdict)
  }

  @Test func firstDivergingValueIsNamedWithItsSurroundings() {
    let comparison = compare([1, 2, 3, 4.5, 5, 6.5, 7], [1, 2, 3, 4, 5, 6, 7])
    #expect(comparison.compared == 7)
    #expect(comparison.diverging == 2)
    #expect(comparison.divergence?.step == 3)
    #expect(comparison.divergence?.kind == .value(channel: .lr, column: 0, nature: .break))
    #expect(comparison.divergence?.window.map(\.step) == [1, 2, 3, 4, 5])
    #expect(comparison.divergence?.window.map(\.actual) == [2, 3, 4.5, 5, 6.5])
    #expect(comparison.divergence?.window.map(\.expected) == [2, 3, 4, 5, 6])
    #expect(comparison.largestRelative == 0.125)
  }

  @Test func windowEndsWithTheTrace() {
    #expect(compare([9, 2], [1, 2]).divergence?.window.map(\.step) == [0, 1])
    #expect(compare([1, 9], [1, 2]).divergence?.window.map(\.step) == [0, 1])
  }

  @Test func earliestStepOfAllColumnsAndChannelsIsNamed() {
    func outcome(_ lr: [[Double]], _ momentum: [[Double]]) -> Outcome {
      Outcome(
        trace: Trace(channels: [
          Trace.Observed(channel: .lr, columns: lr), Trace.Observed(channel: .momentum, columns: momentum),
        ])
      )
    }
    let expected = outcome([[1, 1, 1], [1, 1, 1]], [[1, 1, 1], [1, 1, 1]])
    let actual = outcome([[1, 1, 9], [1, 1, 1]], [[1, 1, 1], [1, 9, 9]])
    let comparison = OutcomeComparator(tolerance: .exact).compare(actual, with: expected)
    #expect(comparison.divergence?.kind == .value(channel: .momentum, column: 1, nature: .break))
    #expect(comparison.divergence?.step == 1)
    #expect(comparison.diverging == 3)
  }

  @Test func channelsAreFoundInAnyOrder() {
    let lr = Trace.Observed(channel: .lr, columns: [[1]])
    let momentum = Trace.Observed(channel: .momentum, columns: [[2]])
    let comparison = OutcomeComparator(tolerance: .exact).compare(
      Outcome(trace: Trace(channels: [momentum, lr])),
      with: Outcome(trace: Trace(channels: [lr, momentum]))
    )
    #expect(comparison.verdict == .identical)
  }

  @Test func oneStepTooFewOrTooManyIsADivergenceThere() {
    #expect(compare([1, 2], [1, 2, 3]).divergence?.kind == .length(expected: 3, actual: 2))
    #expect(compare([1, 2], [1, 2, 3]).divergence?.step == 2)
    #expect(compare([1, 2, 3, 4], [1, 2, 3]).divergence?.kind == .length(expected: 3, actual: 4))
    #expect(compare([1, 2, 3, 4], [1, 2, 3]).verdict == .diverged)
    #expect(compare([], [1, 2]).divergence?.kind == .length(expected: 2, actual: 0))
  }

  @Test func numberOfObservationsIsToldBeforeAValueAndTheValueBeside() {
    let divergence = compare([1, 9], [1, 2, 3]).divergence
    #expect(divergence?.kind == .length(expected: 3, actual: 2))
    #expect(divergence?.step == 2)
    #expect(divergence?.value == .init(channel: .lr, column: 0, nature: .break, step: 1))
    #expect(divergence?.firstStep == 1)
    #expect(divergence?.valueStep == 1)
    #expect(divergence?.window.map(\.step) == [0, 1])
  }

  @Test func traceWithoutValuesIsNothingObserved() {
    let expected = Outcome(trace: trace([1, 2], [3, 4]))
    for nothing in [Trace(channels: []), trace(), trace([]), trace([], [])] {
      let comparison = OutcomeComparator(tolerance: .exact).compare(Outcome(trace: nothing), with: expected)
      #expect(comparison.divergence?.kind == .length(expected: 2, actual: 0))
      #expect(comparison.verdict == .diverged)
    }
  }

  @Test func anotherNumberOfColumnsIsADivergence() {
    let comparison = OutcomeComparator(tolerance: .exact).compare(
      Outcome(trace: trace([1, 2])),
      with: Outcome(trace: trace([1, 2], [3, 4]))
    )
    #expect(comparison.divergence?.kind == .columns(channel: .lr, expected: 2, actual: 1))
    #expect(comparison.verdict == .diverged)
  }

  @Test func driftGrowsFromRoundingAndABreakJumps() {
    func nature(_ errors: [Double]) -> Divergence.Nature? {
      let expected = errors.map { _ in 1.0 }
      let divergence = compare(errors.map { 1 + $0 }, expected, .float64).divergence
      guard case .value(_, _, let nature) = divergence?.kind else { return nil }
      return nature
    }
    #expect(nature([0, 1e-10, 2e-9, 5e-9, 1e-8]) == .drift)
    #expect(nature([0, 9e-6, 9e-4]) == .drift)
    #expect(nature([0, 9e-6, 1.1e-3]) == .break)
    #expect(nature([0, 1.1e-5]) == .break)
    #expect(nature([0, 0.5]) == .break)
    #expect(nature([0, 2e-9, .nan]) == .break)
    #expect(nature([0, 1e-10]) == nil)
  }

  @Test func largestErrorIsThatOfAllValuesWithinToleranceToo() {
    let comparison = compare([(0.1).nextUp.nextUp, 1], [0.1, 1], .float64)
    #expect(comparison.verdict == .within)
    #expect(comparison.largestULP == 2)
    #expect(comparison.diverging == 0)
    #expect(comparison.divergence == nil)
    #expect(compare([.nan], [1]).largestRelative == .infinity)
    #expect(compare([.nan], [1]).largestULP == .max)
    #expect(compare([1], [0]).largestRelative == .infinity)
  }
}
