import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct StepLRTests {
  @Test func decaysAtEveryMultipleOfThePeriodButZero() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 3)
    let expected: [Double] = [
      0.1, 0.1, 0.1, 0.010000000000000002, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002,
      0.0010000000000000002, 0.0010000000000000002, 0.00010000000000000003, 0.00010000000000000003,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 10) == expected)
    #expect(scheduler.lastEpoch == 10)
    #expect(try doubles(scheduler.lastLR) == [0.00010000000000000003])
  }

  @Test func stepsToAnEpochByTheClosedFormAndGoesOnByTheRecursion() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 3)
    #expect(
      try scheduler.rates(&optimizer, at: [7, 2, 0, 9]) == [
        0.0010000000000000002, 0.1, 0.1, 0.00010000000000000003,
      ]
    )
    #expect(
      try scheduler.rates(&optimizer, steps: 3).dropFirst() == [
        0.00010000000000000003, 0.00010000000000000003, 1.0000000000000004e-05,
      ]
    )
    #expect(scheduler.lastEpoch == 12)
  }

  @Test func periodOfZeroFailsInTheFirstStep() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 0)
    #expect(try raised { try scheduler.step(&optimizer) } == .zeroDivisionError)
  }

  @Test func negativePeriodDecaysAsItsMagnitudeButGrowsInTheClosedForm() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: -2)
    #expect(
      try scheduler.rates(&optimizer, steps: 4) == [
        0.1, 0.1, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002,
      ]
    )
    #expect(try scheduler.rates(&optimizer, at: [3]) == [10.0])
  }

  @Test func fractionalPeriodDecaysWhereAWholeEpochMeetsIt() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 2.5)
    let expected: [Double] = [0.1, 0.1, 0.1, 0.1, 0.1, 0.010000000000000002, 0.010000000000000002]
    #expect(try scheduler.rates(&optimizer, steps: 6) == expected)
  }

  @Test func gammaOfZeroStaysAtZeroInTheRecursionOnly() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 2, gamma: 0)
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.1, 0.0, 0.0])
    #expect(try scheduler.rates(&optimizer, at: [1, 2]) == [0.1, 0.0])
  }

  @Test func resumesFromTheLearningRateInUse() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.01, initialLR: 0.1)])
    var scheduler = try StepLR(&optimizer, stepSize: 3, lastEpoch: 4)
    #expect(scheduler.lastEpoch == 5)
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.01, 0.001, 0.001, 0.001])
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try StepLR(&optimizer, stepSize: 3, lastEpoch: 4) } == .keyError)
  }

  @Test func eachGroupDecaysFromItsOwnRate() throws {
    var optimizer = sgd(0.1, 1.0)
    var scheduler = try StepLR(&optimizer, stepSize: 2, gamma: 0.5)
    #expect(try scheduler.rates(&optimizer, steps: 4, group: 1) == [1.0, 1.0, 0.5, 0.5, 0.25])
    #expect(optimizer.groups[0].lr == 0.025)
  }

  @Test func addedGroupTakesPartInTheRecursionButNotInTheClosedForm() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 1, gamma: 0.5)
    optimizer.add(ParameterGroup(lr: 8.0))
    #expect(try scheduler.rates(&optimizer, steps: 2, group: 1) == [8.0, 4.0, 2.0])
    #expect(try raised { try scheduler.step(&optimizer, 3) } == .valueError)
  }

  @Test func getLROutsideAStepAppliesGammaAgainAtAMultiple() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 3)
    for _ in 0..<3 { try scheduler.step(&optimizer) }
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.0010000000000000002])
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.0010000000000000002])
    #expect(optimizer.groups[0].lr == 0.010000000000000002)
  }

  @Test func loadedStateBringsPeriodAndGammaButNotTheOptimizersRate() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 2)
    for _ in 0..<3 { try scheduler.step(&optimizer) }
    var fresh = sgd(0.1)
    var restored = try StepLR(&fresh, stepSize: 5, gamma: 0.7)
    try restored.load(scheduler)
    #expect(restored.lastEpoch == 3)
    #expect(
      try restored.rates(&fresh, steps: 3) == [
        0.1, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002,
      ]
    )
  }

  @Test func stateOfAnotherClassIsRefused() throws {
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 2)
    let other = try ExponentialLR(&optimizer, gamma: 0.5)
    #expect(try raised { try scheduler.load(other) } == .typeError)
    #expect(scheduler.lastEpoch == 0)
  }
}
