import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct MultiStepLRTests {
  @Test func decaysAtEachMilestone() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [2, 5])
    #expect(
      try scheduler.rates(&optimizer, steps: 6) == [
        0.1, 0.1, 0.010000000000000002, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002,
        0.0010000000000000002,
      ]
    )
  }

  @Test func orderOfTheMilestonesDoesNotMatter() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [5, 2], gamma: 0.5)
    #expect(try scheduler.rates(&optimizer, steps: 6) == [0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025])
    #expect(scheduler.milestones == [2, 5])
  }

  @Test func milestoneNamedTwiceCountsTwice() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [2, 2], gamma: 0.5)
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.1, 0.025, 0.025])
    #expect(try scheduler.rates(&optimizer, at: [1, 2, 3]) == [0.1, 0.025, 0.025])
  }

  @Test func milestoneAtZeroDecaysAtConstruction() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [0, 2], gamma: 0.5)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.05, 0.05, 0.025])
    #expect(try scheduler.rates(&optimizer, at: [0, 1, 2]) == [0.05, 0.05, 0.025])
  }

  @Test func withoutMilestonesTheRateStays() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [])
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.1, 0.1])
  }

  @Test func fractionalMilestonesAreMetByValue() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [1.5, 2.0], gamma: 0.5)
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.1, 0.05, 0.05])
    #expect(try scheduler.rates(&optimizer, at: [1.5, 1.75]) == [0.05, 0.05])
  }

  @Test func closedFormCountsTheMilestonesThatHavePassed() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [2, 5])
    #expect(
      try scheduler.rates(&optimizer, at: [6, 1, 4]) == [0.0010000000000000002, 0.1, 0.010000000000000002]
    )
    #expect(try scheduler.rates(&optimizer, steps: 1).dropFirst() == [0.0010000000000000002])
  }

  @Test func resumingAtAMilestoneDecaysAtConstruction() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.01, initialLR: 0.1)])
    var scheduler = try MultiStepLR(&optimizer, milestones: [3, 4], gamma: 0.5, lastEpoch: 2)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.005, 0.0025, 0.0025])
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try MultiStepLR(&optimizer, milestones: [1], lastEpoch: 0) } == .keyError)
  }

  @Test func getLROutsideAStepAppliesAMilestoneAgain() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [2, 2], gamma: 0.5)
    for _ in 0..<2 { try scheduler.step(&optimizer) }
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.00625])
  }

  @Test func loadedStateBringsTheMilestones() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiStepLR(&optimizer, milestones: [2, 4])
    for _ in 0..<2 { try scheduler.step(&optimizer) }
    var fresh = sgd(0.1)
    var restored = try MultiStepLR(&fresh, milestones: [100])
    try restored.load(scheduler)
    #expect(try restored.rates(&fresh, steps: 3) == [0.1, 0.1, 0.010000000000000002, 0.010000000000000002])
  }
}
