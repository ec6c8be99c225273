import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct CosineAnnealingLRTests {
  @Test func annealsToTheMinimumAndRisesAgain() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 4)
    let expected: [Double] = [
      0.1, 0.08535533905932738, 0.05, 0.014644660940672627, 0.0, 0.014644660940672622, 0.05000000000000001,
      0.0853553390593274, 0.10000000000000003, 0.0853553390593274, 0.05000000000000003,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 10) == expected)
  }

  @Test func stepsToAnEpochByTheClosedForm() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 4)
    for _ in 0..<10 { try scheduler.step(&optimizer) }
    let expected: [Double] = [
      0.1, 0.08535533905932738, 0.0, 0.08535533905932739, 0.08535533905932738, 0.09619397662556434,
    ]
    #expect(try scheduler.rates(&optimizer, at: [0, 1, 4, 9, -1, 0.5]) == expected)
  }

  @Test func periodOfOneEpochJumpsBetweenTheEnds() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 1)
    #expect(try scheduler.rates(&optimizer, steps: 4) == [0.1, 0.0, 0.1, 0.0, 0.1])
  }

  @Test func leavesTheMinimumByTheFirstDifference() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 2, etaMin: 0.02)
    let expected: [Double] = [0.1, 0.06, 0.02, 0.06, 0.1, 0.06000000000000001, 0.02]
    #expect(try scheduler.rates(&optimizer, steps: 6) == expected)
  }

  @Test func risesTowardsAMinimumAboveTheBaseRate() throws {
    var optimizer = sgd(0.05)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 3, etaMin: 0.1)
    #expect(try scheduler.rates(&optimizer, steps: 4) == [0.05, 0.0625, 0.0875, 0.1, 0.08750000000000001])
  }

  @Test func staysWhereTheMinimumIsTheBaseRate() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 3, etaMin: 0.1)
    #expect(try scheduler.rates(&optimizer, steps: 4) == [0.1, 0.1, 0.1, 0.1, 0.1])
  }

  @Test func periodOfZeroFailsInTheFirstStep() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 0)
    #expect(try raised { try scheduler.step(&optimizer) } == .zeroDivisionError)
  }

  @Test func recursionDriftsFromTheClosedForm() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 50)
    let rates = try scheduler.rates(&optimizer, steps: 2000)
    #expect(rates.last == 0.10000000000001695)
    #expect(try scheduler.rates(&optimizer, at: [2000]) == [0.1])
  }

  @Test func resumesFromTheLearningRateInUse() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.06, initialLR: 0.1)])
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 10, lastEpoch: 4)
    // Only here get_lr() takes the branch of a first step beyond epoch 0.
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.05])
    #expect(
      try scheduler.rates(&optimizer, steps: 3) == [
        0.06, 0.04145898033750316, 0.024732884862451617, 0.01145898033750316,
      ]
    )
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try CosineAnnealingLR(&optimizer, tMax: 10, lastEpoch: 4) } == .keyError)
  }

  @Test func goesOnFromARateSetFromOutside() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 4)
    optimizer.groups[0].lr = 0.5
    #expect(
      try scheduler.rates(&optimizer, steps: 3) == [0.5, 0.42677669529663687, 0.25, 0.07322330470336313]
    )
  }

  @Test func goesOnByTheRecursionAfterAStepToAnEpoch() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 4)
    try scheduler.step(&optimizer, 2)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.05, 0.014644660940672627, 0.0])
  }

  @Test func addedGroupFollowsUntilTheMinimumIsLeft() throws {
    var optimizer = sgd(0.1, 1.0)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 2)
    try scheduler.step(&optimizer)
    optimizer.add(ParameterGroup(lr: 8.0))
    #expect(try scheduler.rates(&optimizer, steps: 1, group: 2) == [8.0, 0.0])
    #expect(try raised { try scheduler.step(&optimizer) } == .valueError)
  }
}
