import Testing

@testable import Fixtures
@testable import Scenarios

@Suite struct ErrorComparisonTests {
  private func outcome(_ values: [Double], _ error: RunError? = nil) -> Outcome {
    Outcome(trace: trace(values), error: error)
  }

  private let zeroDivision = RunError(step: 1, type: "ZeroDivisionError", message: "division by zero")

  @Test func wordingAndTypeAreTheImplementationsOwn() {
    let other = RunError(step: 1, type: "panic", message: "no")
    let comparator = OutcomeComparator(tolerance: .exact)
    let comparison = comparator.compare(outcome([1], other), with: outcome([1], zeroDivision))
    #expect(comparison.verdict == .identical)
    #expect(comparison.divergence == nil)
  }

  @Test func strictComparisonWantsTheTypeButNotTheWording() {
    let comparator = OutcomeComparator(tolerance: .exact, strictErrors: true)
    let other = RunError(step: 1, type: "panic", message: "division by zero")
    let comparison = comparator.compare(outcome([1], other), with: outcome([1], zeroDivision))
    #expect(comparison.verdict == .errorMismatch)
    #expect(comparison.divergence?.kind == .otherError(expected: zeroDivision, actual: other))
    var reworded = zeroDivision
    reworded.message = "no"
    let same = comparator.compare(outcome([1], reworded), with: outcome([1], zeroDivision))
    #expect(same.verdict == .identical)
  }

  @Test func errorAtAnotherStepIsAMismatchAtTheEarlierOne() {
    let later = RunError(step: 2, type: "ZeroDivisionError", message: "")
    let comparator = OutcomeComparator(tolerance: .exact)
    let late = comparator.compare(outcome([1, 2], later), with: outcome([1], zeroDivision))
    #expect(late.verdict == .errorMismatch)
    #expect(late.divergence?.kind == .otherError(expected: zeroDivision, actual: later))
    #expect(late.divergence?.step == 1)
    let early = comparator.compare(outcome([1], zeroDivision), with: outcome([1, 2], later))
    #expect(early.divergence?.step == 1)
  }

  @Test func missingAndUnexpectedErrorsAreMismatches() {
    let comparator = OutcomeComparator(tolerance: .exact)
    let missing = comparator.compare(outcome([1, 2]), with: outcome([1], zeroDivision))
    #expect(missing.verdict == .errorMismatch)
    #expect(missing.divergence?.kind == .missingError(expected: zeroDivision))
    let unexpected = comparator.compare(outcome([1], zeroDivision), with: outcome([1, 2]))
    #expect(unexpected.verdict == .errorMismatch)
    #expect(unexpected.divergence?.kind == .unexpectedError(zeroDivision))
    #expect(unexpected.divergence?.step == 1)
  }

  @Test func errorIsToldFirstAndTheWrongValueBeforeItBeside() {
    let comparator = OutcomeComparator(tolerance: .exact)
    let raised = comparator.compare(outcome([9], zeroDivision), with: outcome([1, 2]))
    #expect(raised.verdict == .errorMismatch)
    #expect(raised.divergence?.kind == .unexpectedError(zeroDivision))
    #expect(raised.divergence?.step == 1)
    #expect(raised.divergence?.value == .init(channel: .lr, column: 0, nature: .break, step: 0))
    #expect(raised.divergence?.firstStep == 0)
    #expect(raised.divergence?.window.map(\.actual) == [9])
    let missing = comparator.compare(outcome([9]), with: outcome([1], zeroDivision))
    #expect(missing.divergence?.kind == .missingError(expected: zeroDivision))
    #expect(missing.divergence?.firstStep == 0)
    // A right value has nothing beside it.
    let right = comparator.compare(outcome([1], zeroDivision), with: outcome([1, 2]))
    #expect(right.divergence?.value == nil)
    #expect(right.divergence?.window.isEmpty == true)
  }

  @Test func errorIsToldBeforeAnyShape() {
    let comparator = OutcomeComparator(tolerance: .exact)
    let two = Outcome(trace: trace([1, 2], [3, 4]))
    let raised = comparator.compare(outcome([1], zeroDivision), with: two)
    #expect(raised.divergence?.kind == .unexpectedError(zeroDivision))
    #expect(raised.verdict == .errorMismatch)
    let early = RunError(step: 0, type: "E", message: "")
    for nothing in [Trace(channels: []), trace(), trace([])] {
      let comparison = comparator.compare(Outcome(trace: nothing, error: early), with: two)
      #expect(comparison.divergence?.kind == .unexpectedError(early))
      // Where the error is expected there, nothing is wrong.
      let refused = comparator.compare(Outcome(trace: nothing, error: early), with: outcome([], early))
      #expect(refused.verdict == .identical)
    }
  }
}
