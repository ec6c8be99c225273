import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct CyclicLRMomentumTests {
  @Test func momentumGoesTheOtherWay() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2)
    #expect(
      try scheduler.momenta(&optimizer, steps: 4) == [0.9, 0.8500000000000001, 0.8, 0.8500000000000001, 0.9]
    )
  }

  @Test func firstBetaCyclesAndTheSecondStays() throws {
    var optimizer = Optimizer(.adam, groups: [ParameterGroup(lr: 0.1)])
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2)
    #expect(
      try scheduler.momenta(&optimizer, steps: 4) == [0.9, 0.8500000000000001, 0.8, 0.8500000000000001, 0.9]
    )
    #expect(optimizer.groups[0].betas?.second == 0.999)
    #expect(optimizer.groups[0].momentum == nil)
  }

  @Test func eachGroupHasItsOwnBounds() throws {
    func build(_ optimizer: inout Optimizer) throws(PythonError) -> CyclicLR {
      try CyclicLR(
        &optimizer,
        baseLR: [0.1, 0.2],
        maxLR: [0.5, 1.0],
        stepSizeUp: 2,
        baseMomentum: [0.8, 0.6],
        maxMomentum: [0.9, 0.7]
      )
    }
    var optimizer = sgd(0.1, 0.2, momentum: 0.9)
    var scheduler = try build(&optimizer)
    #expect(
      try scheduler.rates(&optimizer, steps: 3, group: 1) == [
        0.2, 0.6000000000000001, 1.0, 0.6000000000000001,
      ]
    )
    optimizer = sgd(0.1, 0.2, momentum: 0.9)
    scheduler = try build(&optimizer)
    #expect(
      try scheduler.momenta(&optimizer, steps: 3, group: 1) == [
        0.7, 0.6499999999999999, 0.6, 0.6499999999999999,
      ]
    )
  }

  @Test func optimizerWithoutMomentumIsRefusedUnlessItDoesNotCycle() throws {
    var optimizer = Optimizer(.adagrad, groups: [ParameterGroup(lr: 0.1)])
    #expect(try raised { _ = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5) } == .valueError)
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2, cycleMomentum: false)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.30000000000000004, 0.5])
    #expect(optimizer.groups[0].observedMomentum == nil)
  }

  @Test(
    arguments: [
      ([0.1, 0.2], 0.5, 0.8, 0.9), (0.1, [0.5, 0.6], 0.8, 0.9), (0.1, 0.5, [0.1, 0.2], 0.9),
      (0.1, 0.5, 0.8, [0.1, 0.2]),
    ] as [(PerGroup, PerGroup, PerGroup, PerGroup)]
  )
  func listOfAnotherLengthThanTheGroupsIsRefused(
    baseLR: PerGroup,
    maxLR: PerGroup,
    baseMomentum: PerGroup,
    maxMomentum: PerGroup
  ) throws {
    var optimizer = sgd(0.1)
    let kind = try raised {
      _ = try CyclicLR(
        &optimizer,
        baseLR: baseLR,
        maxLR: maxLR,
        baseMomentum: baseMomentum,
        maxMomentum: maxMomentum
      )
    }
    #expect(kind == .valueError)
  }

  @Test func resumesWithoutSettingTheBounds() throws {
    let group = ParameterGroup(lr: 0.3, momentum: 0.9, initialLR: 0.1)
    var optimizer = Optimizer(.sgd, groups: [group])
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2, lastEpoch: 0)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.30000000000000004, 0.5, 0.30000000000000004])
    optimizer = Optimizer(.sgd, groups: [group])
    scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2, lastEpoch: 0)
    #expect(try scheduler.momenta(&optimizer, steps: 2) == [0.8500000000000001, 0.8, 0.8500000000000001])
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    #expect(try raised { _ = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, lastEpoch: 0) } == .keyError)
  }

  @Test func getLROutsideAStepSetsTheMomentum() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 4)
    try scheduler.step(&optimizer)
    optimizer.groups[0].momentum = 0.123
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.2])
    #expect(optimizer.groups[0].momentum == 0.875)
  }

  @Test func addedGroupIsRefusedInTheNextStep() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2)
    optimizer.add(ParameterGroup(lr: 8.0, momentum: 0.5))
    #expect(try raised { try scheduler.step(&optimizer) } == .valueError)
  }
}
