import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct CosineAnnealingWarmRestartsTests {
  @Test func eachPeriodIsLongerByTheFactor() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 2, tMult: 2)
    #expect(
      try scheduler.rates(&optimizer, steps: 7) == [
        0.1, 0.05, 0.1, 0.08535533905932738, 0.05, 0.014644660940672627, 0.1, 0.09619397662556434,
      ]
    )
  }

  @Test func minimumIsNotReachedByWholeSteps() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 3)
    #expect(
      try scheduler.rates(&optimizer, steps: 4) == [
        0.1, 0.07500000000000001, 0.025000000000000012, 0.1, 0.07500000000000001,
      ]
    )
  }

  @Test func annealsTowardsEtaMin() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 5, etaMin: 0.02)
    let expected: [Double] = [
      0.1, 0.0923606797749979, 0.0723606797749979, 0.047639320225002106, 0.027639320225002106, 0.1,
      0.0923606797749979,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 6) == expected)
  }

  @Test func stepToAnExactRestartCanStillShowTheEndOfThePeriodBefore() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 1, tMult: 3)
    #expect(
      try scheduler.rates(&optimizer, at: [120, 121, 122]) == [
        3.760237478849793e-05, 0.0, 0.09999582149277186,
      ]
    )
    #expect(scheduler.lastEpoch == 122)
  }

  @Test func fractionsOfAnEpochAreTaken() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 10, tMult: 2)
    let epochs: [Number] = [0, 0.5, 9.75, 10, 10.5, 29.999, 30]
    let expected: [Double] = [
      0.1, 0.0993844170297569, 0.0001541333133436018, 0.1, 0.0998458666866564, 6.168502764136719e-10, 0.1,
    ]
    #expect(try scheduler.rates(&optimizer, at: epochs) == expected)
    #expect(scheduler.lastEpoch == 30)
  }

  @Test func stepAfterAStepToAnEpochGoesOnFromThere() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 5)
    try scheduler.step(&optimizer, 26)
    try scheduler.step(&optimizer)
    #expect(scheduler.lastEpoch == 27)
    #expect(optimizer.groups[0].lr == 0.06545084971874737)
  }

  @Test func negativeEpochIsRefused() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 5)
    #expect(try raised { try scheduler.step(&optimizer, -1) } == .valueError)
  }

  @Test(arguments: [(0, 1), (-1, 1), (2.0, 1), (2, 0), (2, 1.5), (0.5, 1)] as [(Number, Number)])
  func periodOrFactorThatIsNoPositiveIntegerIsRefused(t0: Number, tMult: Number) throws {
    var optimizer = sgd(0.1)
    let kind = try raised { _ = try CosineAnnealingWarmRestarts(&optimizer, t0: t0, tMult: tMult) }
    #expect(kind == .valueError)
  }

  @Test func resumingPastTheSecondRestartLosesThePeriod() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05, initialLR: 0.1)])
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 2, tMult: 2, lastEpoch: 6)
    let expected: [Double] = [
      0.08535533905932738, 0.05, 0.014644660940672627, 0.1, 0.09619397662556434, 0.08535533905932738,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 5) == expected)
    #expect(scheduler.tCur == 2)
    #expect(scheduler.tI == 8)
    #expect(scheduler.lastEpoch == 12)
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    let kind = try raised { _ = try CosineAnnealingWarmRestarts(&optimizer, t0: 2, lastEpoch: 0) }
    #expect(kind == .keyError)
  }

  @Test func getLROutsideAStepIsTheRateInUse() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 4)
    try scheduler.step(&optimizer)
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.08535533905932738])
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.08535533905932738])
  }

  @Test func addedGroupIsRefusedInTheNextStep() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 2)
    try scheduler.step(&optimizer)
    optimizer.add(ParameterGroup(lr: 8.0))
    #expect(try raised { try scheduler.step(&optimizer) } == .valueError)
  }

  @Test func loadedStateBringsThePeriod() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingWarmRestarts(&optimizer, t0: 3, tMult: 2)
    for _ in 0..<4 { try scheduler.step(&optimizer) }
    var fresh = sgd(0.1)
    var restored = try CosineAnnealingWarmRestarts(&fresh, t0: 7)
    try restored.load(scheduler)
    let expected: [Double] = [
      0.1, 0.07500000000000001, 0.05, 0.025000000000000012, 0.006698729810778065, 0.1, 0.09829629131445342,
    ]
    #expect(try restored.rates(&fresh, steps: 6) == expected)
  }
}
