import Testing

@testable import Fixtures
@testable import Scenarios

@Suite struct ClaimCheckTests {
  private func check(
    _ text: String,
    _ lr: Double,
    first: Int = 0,
    last: Int? = nil,
    group: Int = 0,
    against columns: [[Double]]
  ) -> ClaimCheck {
    Claim(
      source: "S",
      text: text,
      statement: .value(
        ClaimedValue(epochs: ClaimedEpochs(first: first, last: last), column: group, number: lr)
      ),
      verdict: .upheld
    ).check(
      against: Outcome(trace: Trace(channels: [Trace.Observed(channel: .lr, columns: columns)]))
    )
  }

  @Test(
    arguments: [
      // Half a unit of the last decimal that is printed.
      ("lr = 0.0025", 0.0025, 0.00254999, ClaimVerdict.upheld),
      ("lr = 0.0025", 0.0025, 0.0025501, .erratum),
      ("lr = 0.0025", 0.0025, 0.00244999, .erratum),
      ("lr = 0.00250", 0.0025, 0.002504, .upheld),
      ("lr = 0.00250", 0.0025, 0.002506, .erratum),
      ("lr = 0.5", 0.5, 0.55, .upheld),
      ("lr = 0.5", 0.5, 0.5501, .erratum),
      ("lr = .5", 0.5, 0.549, .upheld),
      ("lr = 1", 1, 1.49, .upheld),
      ("lr = 1", 1, 1.51, .erratum),
      ("lr = 1.0", 1, 1.06, .erratum),
      ("lr = 5e-4 here", 0.0005, 0.00054, .upheld),
      ("lr = 5e-4 here", 0.0005, 0.00056, .erratum),
      ("lr = 5.0e-4", 0.0005, 0.000504, .upheld),
      // The text does not print it: as many decimals as its own shortest form has.
      ("the base rate", 0.05, 0.054, .upheld),
      ("the base rate", 0.05, 0.056, .erratum),
      ("half of 0.1", 0.05, 0.054, .upheld),
      // A printed zero is zero.
      ("lr = 0.00", 0, 0.0, .upheld),
      ("lr = 0.00", 0, 1e-13, .upheld),
      ("lr = 0.00", 0, 1e-9, .erratum),
      ("lr = 0.1", 0.1, .nan, .erratum),
      ("lr = 0.1", 0.1, .infinity, .erratum),
    ]
  )
  func precisionIsThatOfTheText(text: String, lr: Double, actual: Double, verdict: ClaimVerdict) {
    #expect(check(text, lr, against: [[actual]]).verdict == verdict)
  }

  @Test func firstFailingEpochIsCountedFromTheStart() {
    let found = check("lr = 0.1", 0.1, first: 1, last: 4, against: [[9, 0.1, 0.1, 0.5, 0.1, 9]])
    #expect(found.verdict == .erratum)
    #expect(found.firstFailing == 3)
    #expect(found.actual == [0.1, 0.1, 0.5, 0.1])
  }

  @Test func endOfNothingIsTheEndOfTheTrace() {
    #expect(check("lr = 0.1", 0.1, first: 1, against: [[9, 0.1, 0.1]]).verdict == .upheld)
    #expect(check("lr = 0.1", 0.1, first: 1, against: [[9, 0.1, 0.5]]).firstFailing == 2)
    #expect(check("lr = 0.1", 0.1, first: 1, last: 1, against: [[9, 0.1, 0.5]]).verdict == .upheld)
  }

  @Test func groupIsTheOneThatIsNamed() {
    #expect(check("lr = 1.0", 1, group: 1, against: [[0.1], [1.0]]).verdict == .upheld)
    #expect(check("lr = 1.0", 1, group: 2, against: [[0.1], [1.0]]).verdict == .erratum)
  }

  @Test func claimBeyondTheTraceIsNotUpheld() {
    let found = check("lr = 0.1", 0.1, first: 3, against: [[0.1, 0.1]])
    #expect(found.verdict == .erratum)
    #expect(found.firstFailing == nil)
    #expect(found.actual == [])
  }

  @Test func otherChannelIsTheOneThatIsNamed() {
    let outcome = Outcome(
      trace: Trace(channels: [
        Trace.Observed(channel: .lr, columns: [[0.1, 0.2]]),
        Trace.Observed(channel: .momentum, columns: [[0.9, 0.8], [0.7, 0.6]]),
      ])
    )
    func claim(_ channel: Channel, _ number: Double) -> Claim {
      let epochs = ClaimedEpochs(first: 1, last: nil)
      let value = ClaimedValue(epochs: epochs, channel: channel, column: 1, number: number)
      return Claim(source: "S", text: "T", statement: .value(value), verdict: .upheld)
    }
    #expect(claim(.momentum, 0.6).check(against: outcome).verdict == .upheld)
    #expect(claim(.momentum, 0.8).check(against: outcome).verdict == .erratum)
    #expect(claim(.beta2, 0.6).check(against: outcome).verdict == .erratum)
    #expect(claim(.momentum, 0.6).rate == nil)
  }

  @Test func errorIsTheOneThatEndsTheRun() {
    let trace = Trace(channels: [Trace.Observed(channel: .lr, columns: [[]])])
    let claim = Claim(source: "S", text: "T", statement: .error("ValueError"), verdict: .upheld)
    let refused = Outcome(trace: trace, error: RunError(step: 0, type: "ValueError", message: "m"))
    let other = Outcome(trace: trace, error: RunError(step: 0, type: "KeyError", message: "m"))
    #expect(claim.check(against: refused).verdict == .upheld)
    #expect(claim.check(against: other).verdict == .erratum)
    #expect(claim.check(against: Outcome(trace: trace)).verdict == .erratum)
  }
}
