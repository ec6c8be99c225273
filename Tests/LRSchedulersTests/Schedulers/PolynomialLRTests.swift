import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct PolynomialLRTests {
  @Test func decaysToZeroInTotalItersSteps() throws {
    var optimizer = sgd(0.05)
    var scheduler = try PolynomialLR(&optimizer, totalIters: 4)
    #expect(
      try scheduler.rates(&optimizer, steps: 5) == [0.05, 0.037500000000000006, 0.025, 0.0125, 0.0, 0.0]
    )
    #expect(try scheduler.rates(&optimizer, at: [0, 3, 9]) == [0.05, 0.0125, 0.0])
  }

  @Test func documentedExampleStartsAtTheBaseRate() throws {
    var optimizer = sgd(0.05)
    var scheduler = try PolynomialLR(&optimizer, totalIters: 50, power: 0.9)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.05, 0.049099093329828765, 0.04819634606292755])
    #expect(try scheduler.rates(&optimizer, at: [49, 50]) == [0.001478757636628315, 0.0])
  }

  @Test func powerOfTwoAndOfZero() throws {
    var optimizer = sgd(0.1)
    var square = try PolynomialLR(&optimizer, totalIters: 3, power: 2)
    #expect(
      try square.rates(&optimizer, steps: 4) == [0.1, 0.04444444444444445, 0.011111111111111113, 0.0, 0.0]
    )
    optimizer = sgd(0.1)
    var flat = try PolynomialLR(&optimizer, totalIters: 3, power: 0)
    #expect(try flat.rates(&optimizer, steps: 4) == [0.1, 0.1, 0.1, 0.1, 0.1])
  }

  @Test func negativePowerFailsAtTheEnd() throws {
    var optimizer = sgd(0.1)
    var scheduler = try PolynomialLR(&optimizer, totalIters: 2, power: -1)
    try scheduler.step(&optimizer)
    #expect(try raised { try scheduler.step(&optimizer) } == .zeroDivisionError)
  }

  @Test func totalItersOfZeroStaysAndHasNoClosedForm() throws {
    var optimizer = sgd(0.1)
    var scheduler = try PolynomialLR(&optimizer, totalIters: 0)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.1, 0.1])
    #expect(try raised { try scheduler.step(&optimizer, 1) } == .zeroDivisionError)
  }

  @Test func fractionalTotalItersStopsAboveZero() throws {
    var optimizer = sgd(0.1)
    var scheduler = try PolynomialLR(&optimizer, totalIters: 2.5)
    #expect(
      try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.06, 0.019999999999999993, 0.019999999999999993]
    )
  }

  @Test func resumesFromTheLearningRateInUse() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05, initialLR: 0.1)])
    var scheduler = try PolynomialLR(&optimizer, totalIters: 4, lastEpoch: 1)
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.05, 0.025, 0.0, 0.0])
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try PolynomialLR(&optimizer, lastEpoch: 0) } == .keyError)
  }

  @Test func zeroStaysAfterAStepToTheEnd() throws {
    var optimizer = sgd(0.1)
    var scheduler = try PolynomialLR(&optimizer, totalIters: 4)
    try scheduler.step(&optimizer, 4)
    #expect(try scheduler.rates(&optimizer, steps: 1) == [0.0, 0.0])
  }

  @Test func negativeEpochExtrapolates() throws {
    var optimizer = sgd(0.1)
    var scheduler = try PolynomialLR(&optimizer, totalIters: 2)
    try scheduler.step(&optimizer, -3)
    #expect(optimizer.groups[0].lr == 0.25)
  }

  @Test func getLROutsideAStepTakesTheSameStepAgain() throws {
    var optimizer = sgd(0.1)
    var scheduler = try PolynomialLR(&optimizer, totalIters: 4)
    try scheduler.step(&optimizer)
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.05625000000000001])
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.05625000000000001])
  }
}
