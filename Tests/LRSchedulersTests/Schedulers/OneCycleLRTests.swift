import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct OneCycleLRTests {
  @Test func risesAndFallsByCosineUntilTheStepAfterTheTotalIsRefused() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10)
    let expected: [Double] = [
      0.040000000000000036, 0.52, 1.0, 0.9504846320134737, 0.8117456539497631, 0.6112620219362893,
      0.38874197806371075, 0.18825834605023697, 0.049519367986526286, 4e-06, 0.04951936798652623,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 10) == expected)
    #expect(try raised { try scheduler.step(&optimizer) } == .valueError)
  }

  @Test func risesAndFallsLinearly() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, annealStrategy: .linear)
    let expected: [Double] = [
      0.04, 0.52, 1.0, 0.8571434285714286, 0.7142868571428571, 0.5714302857142857, 0.42857371428571434,
      0.2857171428571429, 0.14286057142857145, 4.000000000004e-06,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 9) == expected)
  }

  @Test func threePhasesFallToTheInitialRateFirst() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, threePhase: true)
    let expected: [Double] = [
      0.040000000000000036, 0.52, 1.0, 0.52, 0.04, 0.0361807218535102, 0.0261817218535102,
      0.013822278146489805, 0.0038232781464898036, 4e-06,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 9) == expected)
  }

  @Test func stepsAreEpochsTimesStepsPerEpoch() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, epochs: 2, stepsPerEpoch: 3)
    #expect(scheduler.totalSteps == 6)
    let expected: [Double] = [
      0.040000000000000036, 0.9944154354509117, 0.811745653949763, 0.46263710266697505, 0.1334775301888306,
      4e-06,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 5) == expected)
  }

  @Test func totalStepsGoesBeforeEpochs() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    let scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 4, epochs: 2, stepsPerEpoch: 300)
    #expect(scheduler.totalSteps == 4)
  }

  @Test(
    arguments: zip(
      [1, 2, 3],
      [
        [4e-06, 0.6112620219362891], [0.811745653949763, 4e-06, 0.811745653949763],
        [0.9944154354509117, 0.46263710266697505, 4e-06, 0.4626371026669753],
      ] as [[Double]]
    )
  )
  func fewStepsAreTaken(total: Int, expected: [Double]) throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: Number.integer(total))
    #expect(try scheduler.rates(&optimizer, steps: total) == expected)
  }

  @Test func riseOfTheWholeCycleEndsAtTheTop() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 5, pctStart: 1.0)
    #expect(
      try scheduler.rates(&optimizer, steps: 4) == [
        0.040000000000000036, 0.1805887450304573, 0.52, 0.8594112549695427, 1.0,
      ]
    )
    #expect(try raised { try scheduler.step(&optimizer) } == .zeroDivisionError)
  }

  @Test func riseOfNothingStartsInTheFall() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 5, pctStart: 0.0)
    let expected: [Double] = [
      0.904508879153485, 0.654509879153485, 0.3454941208465151, 0.09549512084651508, 4e-06,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 4) == expected)
  }

  @Test func constructionWritesTheBoundsIntoTheGroup() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    _ = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, divFactor: 10, finalDivFactor: 100)
    let group = optimizer.groups[0]
    #expect(group.initialLR == 0.1)
    #expect(group.maxLR == 1.0)
    #expect(group.minLR == 0.001)
    #expect(group.maxMomentum == 0.95)
    #expect(group.baseMomentum == 0.85)
    #expect(group.lr == 0.09999999999999998)
  }

  @Test func eachGroupHasItsOwnMaximum() throws {
    var optimizer = sgd(0.1, 0.2, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: [1.0, 2.0], totalSteps: 4)
    #expect(
      try scheduler.rates(&optimizer, steps: 3, group: 1) == [
        0.08000000000000007, 1.623491307899526, 0.5661219964173985, 8e-06,
      ]
    )
  }

  @Test func stepToAnIndexMayGoBackButNotBeyondTheTotal() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10)
    #expect(
      try scheduler.rates(&optimizer, at: [9, 2, 0.5, 10]) == [
        4e-06, 1.0, 0.1805887450304573, 0.04951936798652623,
      ]
    )
    #expect(try raised { try scheduler.step(&optimizer, 11) } == .valueError)
  }

  @Test func addedGroupHasNoBounds() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10)
    try scheduler.step(&optimizer)
    optimizer.add(ParameterGroup(lr: 8.0, momentum: 0.5))
    #expect(try raised { try scheduler.step(&optimizer) } == .keyError)
  }

  @Test func resumesFromTheBoundsInTheGroup() throws {
    var optimizer = Optimizer(
      .sgd,
      groups: [
        ParameterGroup(
          lr: 0.5,
          momentum: 0.9,
          initialLR: 0.04,
          maxLR: 1.0,
          minLR: 4e-6,
          maxMomentum: 0.95,
          baseMomentum: 0.85
        )
      ]
    )
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, lastEpoch: 3)
    #expect(
      try scheduler.rates(&optimizer, steps: 2) == [
        0.8117456539497631, 0.6112620219362893, 0.38874197806371075,
      ]
    )
  }

  @Test(arguments: [nil, 0.04] as [Number?])
  func resumingWantsTheBounds(initialLR: Number?) throws {
    let group = ParameterGroup(lr: 0.5, momentum: 0.9, initialLR: initialLR)
    var optimizer = Optimizer(.sgd, groups: [group])
    let kind = try raised { _ = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, lastEpoch: 3) }
    #expect(kind == .keyError)
  }

  @Test func loadedStateBringsTheStepsAndNotTheBounds() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10)
    for _ in 0..<3 { try scheduler.step(&optimizer) }
    var fresh = sgd(0.1, momentum: 0.9)
    var restored = try OneCycleLR(&fresh, maxLR: 5.0, totalSteps: 20)
    try restored.load(scheduler)
    #expect(restored.totalSteps == 10)
    #expect(
      try restored.rates(&fresh, steps: 2) == [0.20000000000000018, 4.058728269748816, 3.0563101096814465]
    )
  }
}
