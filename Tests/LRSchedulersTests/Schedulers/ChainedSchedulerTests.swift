import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct ChainedSchedulerTests {
  private func chained(_ optimizer: inout Optimizer) throws -> ChainedScheduler {
    let warmUp = try LinearLR(&optimizer, startFactor: 0.5, totalIters: 4)
    let decay = try ExponentialLR(&optimizer, gamma: 0.9)
    return try ChainedScheduler(&optimizer, schedulers: [warmUp, decay])
  }

  @Test func childrenCompoundFromConstructionOn() throws {
    var optimizer = sgd(1.0)
    let constant = try ConstantLR(&optimizer, factor: 0.1, totalIters: 2)
    let decay = try ExponentialLR(&optimizer, gamma: 0.9)
    var scheduler = try ChainedScheduler(&optimizer, schedulers: [constant, decay])
    #expect(scheduler.lastEpoch == nil)
    let expected: [Double] = [
      0.1, 0.09000000000000001, 0.8100000000000002, 0.7290000000000002, 0.6561000000000002,
      0.5904900000000002, 0.5314410000000002,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 6) == expected)
    #expect(try doubles(scheduler.lastLR) == [0.5314410000000002])
  }

  @Test func documentedExampleIsATenthOfWhatIsPrinted() throws {
    var optimizer = sgd(0.05)
    let constant = try ConstantLR(&optimizer, factor: 0.1, totalIters: 20)
    let decay = try ExponentialLR(&optimizer, gamma: 0.9)
    var scheduler = try ChainedScheduler(&optimizer, schedulers: [constant, decay])
    #expect(
      try scheduler.rates(&optimizer, steps: 2) == [
        0.005000000000000001, 0.004500000000000001, 0.0040500000000000015,
      ]
    )
  }

  @Test func orderOfTheChildrenMatters() throws {
    var optimizer = sgd(0.1)
    let restarts = try CosineAnnealingWarmRestarts(&optimizer, t0: 2)
    let steps = try MultiStepLR(&optimizer, milestones: [3], gamma: 0.5)
    var scheduler = try ChainedScheduler(&optimizer, schedulers: [restarts, steps])
    #expect(try scheduler.rates(&optimizer, steps: 5) == [0.1, 0.05, 0.1, 0.025, 0.1, 0.05])

    optimizer = sgd(0.1)
    let stepsFirst = try MultiStepLR(&optimizer, milestones: [3], gamma: 0.5)
    let restartsThen = try CosineAnnealingWarmRestarts(&optimizer, t0: 2)
    scheduler = try ChainedScheduler(&optimizer, schedulers: [stepsFirst, restartsThen])
    #expect(try scheduler.rates(&optimizer, steps: 5) == [0.1, 0.05, 0.1, 0.05, 0.1, 0.05])
  }

  @Test func nestedChainStepsWithTheOuterOne() throws {
    var optimizer = sgd(0.1)
    let inner = try ChainedScheduler(&optimizer, schedulers: [ExponentialLR(&optimizer, gamma: 0.5)])
    let decay = try ExponentialLR(&optimizer, gamma: 0.5)
    var scheduler = try ChainedScheduler(&optimizer, schedulers: [inner, decay])
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.025, 0.00625])
  }

  @Test func noChildAndAPlateauAreRefused() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try ChainedScheduler(&optimizer, schedulers: []) } == .valueError)
    let plateau = try ReduceLROnPlateau(&optimizer)
    #expect(try raised { _ = try ChainedScheduler(&optimizer, schedulers: [plateau]) } == .valueError)
  }

  @Test func stepTakesNoEpochAndThereIsNoGetLR() throws {
    var optimizer = sgd(0.1)
    var scheduler = try chained(&optimizer)
    #expect(try raised { try scheduler.step(&optimizer, 3) } == .typeError)
    #expect(try raised { _ = try scheduler.getLR(&optimizer) } == .notImplementedError)
  }

  @Test func loadedStateReachesTheChildren() throws {
    var optimizer = sgd(0.1)
    var scheduler = try chained(&optimizer)
    for _ in 0..<2 { try scheduler.step(&optimizer) }
    var fresh = sgd(0.1)
    var restored = try chained(&fresh)
    try restored.load(scheduler)
    #expect(try restored.rates(&fresh, steps: 2) == [0.05, 0.052500000000000005, 0.054000000000000006])
  }
}
