import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct SequentialLRTests {
  private func decays(_ milestones: [Number], of count: Int, _ optimizer: inout Optimizer) throws
    -> SequentialLR
  {
    let children = try (0..<count).map { _ in try ExponentialLR(&optimizer, gamma: 0.5) }
    return try SequentialLR(&optimizer, schedulers: children, milestones: milestones)
  }

  @Test func secondChildStartsFromTheBaseRateAtTheMilestone() throws {
    var optimizer = sgd(1.0)
    let constant = try ConstantLR(&optimizer, factor: 0.1, totalIters: 2)
    let decay = try ExponentialLR(&optimizer, gamma: 0.9)
    var scheduler = try SequentialLR(&optimizer, schedulers: [constant, decay], milestones: [2])
    #expect(try scheduler.rates(&optimizer, steps: 5) == [0.1, 0.1, 1.0, 0.9, 0.81, 0.7290000000000001])
    #expect(scheduler.lastEpoch == 5)
  }

  @Test func warmUpIsFollowedByCosineAnnealing() throws {
    var optimizer = sgd(0.1)
    let warmUp = try LinearLR(&optimizer, startFactor: 0.1, endFactor: 1.0, totalIters: 3)
    let cosine = try CosineAnnealingLR(&optimizer, tMax: 4)
    var scheduler = try SequentialLR(&optimizer, schedulers: [warmUp, cosine], milestones: [3])
    let expected: [Double] = [
      0.010000000000000002, 0.04, 0.07, 0.1, 0.08535533905932738, 0.05, 0.014644660940672627, 0.0,
      0.014644660940672622,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 8) == expected)
  }

  @Test func milestoneZeroStartsWithTheSecondChild() throws {
    var optimizer = sgd(0.1)
    var scheduler = try decays([0], of: 2, &optimizer)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.05, 0.025])
    #expect(scheduler.schedulers[0].lastEpoch == -1)
    #expect(scheduler.schedulers[1].lastEpoch == 2)
  }

  @Test func unsortedMilestonesAreSearchedAsTheyStand() throws {
    var optimizer = sgd(0.1)
    var scheduler = try decays([3, 1], of: 3, &optimizer)
    #expect(try scheduler.rates(&optimizer, steps: 5) == [0.1, 0.1, 0.05, 0.025, 0.0125, 0.00625])
  }

  @Test func duplicateMilestonesPassOverTheChildBetween() throws {
    var optimizer = sgd(0.1)
    var scheduler = try decays([2, 2], of: 3, &optimizer)
    #expect(try scheduler.rates(&optimizer, steps: 4) == [0.1, 0.05, 0.1, 0.05, 0.025])
    #expect(scheduler.schedulers[1].lastEpoch == -1)
  }

  @Test func fractionalMilestoneIsNeverMet() throws {
    var optimizer = sgd(0.1)
    var scheduler = try decays([1.5], of: 2, &optimizer)
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.05, 0.025, 0.0125])
  }

  @Test func singleChildNeedsNoMilestone() throws {
    var optimizer = sgd(0.1)
    var scheduler = try decays([], of: 1, &optimizer)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.05, 0.025])
  }

  @Test(arguments: [[], [1], [1, 2, 3]] as [[Number]])
  func wrongNumberOfMilestonesIsRefused(milestones: [Number]) throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try decays(milestones, of: 3, &optimizer) } == .valueError)
  }

  @Test func noChildAndAPlateauAreRefused() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try decays([], of: 0, &optimizer) } == .valueError)
    let plateau = try ReduceLROnPlateau(&optimizer)
    let kind = try raised { _ = try SequentialLR(&optimizer, schedulers: [plateau], milestones: []) }
    #expect(kind == .valueError)
  }

  @Test func stepTakesNoEpochAndThereIsNoGetLR() throws {
    var optimizer = sgd(0.1)
    var scheduler = try decays([2], of: 2, &optimizer)
    #expect(try raised { try scheduler.step(&optimizer, 3) } == .typeError)
    #expect(try raised { _ = try scheduler.getLR(&optimizer) } == .notImplementedError)
  }

  @Test func compositeCannotStartAtAMilestone() throws {
    var optimizer = sgd(0.1)
    let decay = try ExponentialLR(&optimizer, gamma: 0.5)
    let chain = try ChainedScheduler(&optimizer, schedulers: [ExponentialLR(&optimizer, gamma: 0.9)])
    var scheduler = try SequentialLR(&optimizer, schedulers: [decay, chain], milestones: [2])
    try scheduler.step(&optimizer)
    #expect(try raised { try scheduler.step(&optimizer) } == .notImplementedError)
  }

  @Test func compositeAsTheFirstChildStepsOnceMore() throws {
    var optimizer = sgd(0.1)
    let chain = try ChainedScheduler(&optimizer, schedulers: [ExponentialLR(&optimizer, gamma: 0.9)])
    let decay = try ExponentialLR(&optimizer, gamma: 0.5)
    var scheduler = try SequentialLR(&optimizer, schedulers: [chain, decay], milestones: [2])
    #expect(
      try scheduler.rates(&optimizer, steps: 4) == [
        0.09000000000000001, 0.08100000000000002, 0.1, 0.05, 0.025,
      ]
    )
  }

  @Test func lastLRIsThatOfTheChildThatStepped() throws {
    var optimizer = sgd(0.1)
    var scheduler = try decays([2], of: 2, &optimizer)
    for expected in [0.05, 0.1, 0.05] {
      try scheduler.step(&optimizer)
      #expect(try doubles(scheduler.lastLR) == [expected])
    }
  }

  @Test func lastEpochRestartsFromTheFirstChild() throws {
    var optimizer = sgd(1.0)
    let constant = try ConstantLR(&optimizer, factor: 0.1, totalIters: 2)
    let decay = try ExponentialLR(&optimizer, gamma: 0.9)
    var scheduler = try SequentialLR(
      &optimizer,
      schedulers: [constant, decay],
      milestones: [2],
      lastEpoch: 3
    )
    #expect(scheduler.lastEpoch == 4)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.09000000000000001, 0.08100000000000002])
  }

  @Test func loadedStateReachesTheChildren() throws {
    func build(_ optimizer: inout Optimizer) throws -> SequentialLR {
      let warmUp = try LinearLR(&optimizer, startFactor: 0.5, endFactor: 1.0, totalIters: 2)
      let decay = try ExponentialLR(&optimizer, gamma: 0.9)
      return try SequentialLR(&optimizer, schedulers: [warmUp, decay], milestones: [2])
    }
    var optimizer = sgd(0.1)
    var scheduler = try build(&optimizer)
    for _ in 0..<3 { try scheduler.step(&optimizer) }
    var fresh = sgd(0.1)
    var restored = try build(&fresh)
    try restored.load(scheduler)
    #expect(restored.lastEpoch == 3)
    #expect(try restored.rates(&fresh, steps: 2) == [0.05, 0.045000000000000005, 0.04050000000000001])
  }
}
