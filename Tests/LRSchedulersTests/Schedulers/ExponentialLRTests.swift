import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct ExponentialLRTests {
  @Test func decaysEveryEpoch() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ExponentialLR(&optimizer, gamma: 0.9)
    #expect(
      try scheduler.rates(&optimizer, steps: 4) == [
        0.1, 0.09000000000000001, 0.08100000000000002, 0.07290000000000002, 0.06561000000000002,
      ]
    )
    #expect(
      try scheduler.rates(&optimizer, at: [4, -1, 0.5]) == [
        0.06561, 0.11111111111111112, 0.09486832980505139,
      ]
    )
  }

  @Test func recursionDriftsFromTheClosedForm() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ExponentialLR(&optimizer, gamma: 0.9)
    let rates = try scheduler.rates(&optimizer, steps: 30)
    #expect(rates.last == 0.004239115827521626)
    #expect(try scheduler.rates(&optimizer, at: [30]) == [0.004239115827521624])
  }

  @Test func gammaOfZeroIsZeroFromTheFirstEpoch() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ExponentialLR(&optimizer, gamma: 0)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.0, 0.0])
    #expect(try scheduler.rates(&optimizer, at: [0, 1]) == [0.1, 0.0])
    #expect(try raised { try scheduler.step(&optimizer, -1) } == .zeroDivisionError)
  }

  @Test func negativeGammaChangesTheSign() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ExponentialLR(&optimizer, gamma: -0.5)
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.1, -0.05, 0.025, -0.0125])
  }

  @Test func recursionOverflowsToInfinityAndTheClosedFormRaises() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ExponentialLR(&optimizer, gamma: 1e200)
    try scheduler.step(&optimizer)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [1e+199, .infinity, .infinity])
    #expect(try raised { try scheduler.step(&optimizer, 2) } == .overflowError)
  }

  @Test func negativeGammaToAFractionIsNoRate() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ExponentialLR(&optimizer, gamma: -0.5)
    let kind = try raised {
      try scheduler.step(&optimizer, 0.5)
      _ = try optimizer.groups[0].lr.double()
    }
    #expect(kind == .typeError)
  }

  @Test func resumesFromTheLearningRateInUse() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.01, initialLR: 0.1)])
    var scheduler = try ExponentialLR(&optimizer, gamma: 0.9, lastEpoch: 3)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.01, 0.009000000000000001, 0.008100000000000001])
    #expect(try scheduler.rates(&optimizer, at: [1]) == [0.09000000000000001])
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try ExponentialLR(&optimizer, gamma: 0.9, lastEpoch: 0) } == .keyError)
  }

  @Test func getLROutsideAStepIsOneStepAheadAndChangesNothing() throws {
    var optimizer = sgd(0.1)
    let scheduler = try ExponentialLR(&optimizer, gamma: 0.9)
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.09000000000000001])
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.09000000000000001])
    #expect(optimizer.groups[0].lr == 0.1)
  }

  @Test func addedGroupDecaysFromItsOwnRate() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ExponentialLR(&optimizer, gamma: 0.5)
    optimizer.add(ParameterGroup(lr: 8.0))
    #expect(try scheduler.rates(&optimizer, steps: 2, group: 1) == [8.0, 4.0, 2.0])
  }
}
