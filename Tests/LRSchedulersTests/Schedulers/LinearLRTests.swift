import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct LinearLRTests {
  @Test func factorRisesLinearlyAndStays() throws {
    var optimizer = sgd(0.05)
    var scheduler = try LinearLR(&optimizer, startFactor: 0.5, totalIters: 4)
    let expected: [Double] = [0.025, 0.03125, 0.0375, 0.043750000000000004, 0.05, 0.05, 0.05]
    #expect(try scheduler.rates(&optimizer, steps: 6) == expected)
    #expect(try scheduler.rates(&optimizer, at: [0, 3, 9]) == [0.025, 0.043750000000000004, 0.05])
  }

  @Test func factorFallsWhereTheEndIsBelowTheStart() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LinearLR(&optimizer, startFactor: 1, endFactor: 0.25, totalIters: 3)
    #expect(
      try scheduler.rates(&optimizer, steps: 4) == [
        0.1, 0.07500000000000001, 0.05000000000000001, 0.025000000000000005, 0.025000000000000005,
      ]
    )
  }

  @Test func recursionToZeroEndsJustBelowIt() throws {
    var optimizer = sgd(0.3)
    var scheduler = try LinearLR(&optimizer, startFactor: 1.0, endFactor: 0.0, totalIters: 3)
    #expect(try scheduler.rates(&optimizer, steps: 4) == [0.3, 0.2, 0.1, 0.0, 0.0])
    #expect(try scheduler.rates(&optimizer, at: [3]) == [0.0])
  }

  @Test func fortyStepsEndJustBelowTheBaseRate() throws {
    var optimizer = sgd(0.05)
    var scheduler = try LinearLR(&optimizer, startFactor: 0.05, totalIters: 40)
    let rates = try scheduler.rates(&optimizer, steps: 41)
    #expect(rates[0] == 0.0025000000000000005)
    #expect(rates[1] == 0.003687500000000001)
    #expect(rates[40] == 0.04999999999999998)
    #expect(rates[41] == 0.04999999999999998)
  }

  @Test func totalItersOfZeroNeverLeavesTheStartAndHasNoClosedForm() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LinearLR(&optimizer, totalIters: 0)
    #expect(
      try scheduler.rates(&optimizer, steps: 2) == [
        0.03333333333333333, 0.03333333333333333, 0.03333333333333333,
      ]
    )
    #expect(try raised { try scheduler.step(&optimizer, 1) } == .zeroDivisionError)
  }

  @Test func negativeTotalItersNeverLeavesTheStart() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LinearLR(&optimizer, startFactor: 0.1, endFactor: 0.9, totalIters: -1)
    #expect(try scheduler.rates(&optimizer, steps: 1) == [0.010000000000000002, 0.010000000000000002])
  }

  @Test(arguments: [(0, 1.0), (1.5, 1.0), (-0.5, 1.0), (0.5, 1.5), (0.5, -0.1)] as [(Number, Number)])
  func factorOutOfRangeIsRefused(start: Number, end: Number) throws {
    var optimizer = sgd(0.1)
    let kind = try raised { _ = try LinearLR(&optimizer, startFactor: start, endFactor: end) }
    #expect(kind == .valueError)
  }

  @Test func resumesFromTheLearningRateInUse() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05, initialLR: 0.1)])
    var scheduler = try LinearLR(&optimizer, startFactor: 0.5, totalIters: 4, lastEpoch: 1)
    #expect(
      try scheduler.rates(&optimizer, steps: 4) == [
        0.05, 0.05833333333333334, 0.06666666666666667, 0.06666666666666667, 0.06666666666666667,
      ]
    )
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try LinearLR(&optimizer, lastEpoch: 0) } == .keyError)
  }

  @Test func twoOnOneOptimizerCompound() throws {
    var optimizer = sgd(0.1)
    var first = try LinearLR(&optimizer, startFactor: 0.5, totalIters: 2)
    var second = try LinearLR(&optimizer, startFactor: 0.5, totalIters: 2)
    #expect(optimizer.groups[0].lr == 0.025)
    try first.step(&optimizer)
    try second.step(&optimizer)
    #expect(optimizer.groups[0].lr == 0.05625000000000001)
  }

  @Test func getLROutsideAStepTakesTheSameStepAgain() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LinearLR(&optimizer, startFactor: 0.5, totalIters: 4)
    try scheduler.step(&optimizer)
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.078125])
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.078125])
  }

  @Test func goesOnByTheRecursionAfterAStepToAnEpoch() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LinearLR(&optimizer, startFactor: 0.5, totalIters: 4)
    try scheduler.step(&optimizer, 2)
    #expect(
      try scheduler.rates(&optimizer, steps: 3) == [
        0.07500000000000001, 0.08750000000000002, 0.10000000000000002, 0.10000000000000002,
      ]
    )
  }

  @Test func loadedStateBringsTheFactors() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LinearLR(&optimizer, startFactor: 0.5, totalIters: 4)
    try scheduler.step(&optimizer)
    var fresh = sgd(0.1)
    var restored = try LinearLR(&fresh, startFactor: 0.25, totalIters: 9)
    try restored.load(scheduler)
    #expect(try restored.rates(&fresh, steps: 3) == [0.025, 0.03, 0.035, 0.04])
  }
}
