import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct CyclicLRTests {
  private func rates(
    of build: (inout Optimizer) throws(PythonError) -> CyclicLR,
    steps: Int
  ) throws -> [Double] {
    var optimizer = sgd(0.1)
    var scheduler = try build(&optimizer)
    return try scheduler.rates(&optimizer, steps: steps)
  }

  @Test func risesAndFallsBetweenTheBounds() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2, cycleMomentum: false)
    #expect(
      try scheduler.rates(&optimizer, steps: 6) == [
        0.1, 0.30000000000000004, 0.5, 0.30000000000000004, 0.1, 0.30000000000000004, 0.5,
      ]
    )
  }

  @Test func fallCanBeShorterThanTheRise() throws {
    let rates = try rates(
      of: { (optimizer) throws(PythonError) in
        try CyclicLR(
          &optimizer,
          baseLR: 0.1,
          maxLR: 0.5,
          stepSizeUp: 2,
          stepSizeDown: 1,
          cycleMomentum: false
        )
      },
      steps: 5
    )
    #expect(
      rates == [0.1, 0.29999999999999993, 0.4999999999999999, 0.1, 0.2999999999999998, 0.49999999999999967]
    )
  }

  @Test func triangular2HalvesTheAmplitudeEachCycle() throws {
    let rates = try rates(
      of: { (optimizer) throws(PythonError) in
        try CyclicLR(
          &optimizer,
          baseLR: 0.1,
          maxLR: 0.5,
          stepSizeUp: 2,
          mode: .triangular2,
          cycleMomentum: false
        )
      },
      steps: 6
    )
    #expect(rates == [0.1, 0.30000000000000004, 0.5, 0.30000000000000004, 0.1, 0.2, 0.30000000000000004])
  }

  @Test func expRangeScalesTheAmplitudeEachIteration() throws {
    let rates = try rates(
      of: { (optimizer) throws(PythonError) in
        try CyclicLR(
          &optimizer,
          baseLR: 0.1,
          maxLR: 0.5,
          stepSizeUp: 2,
          mode: .expRange,
          gamma: 0.9,
          cycleMomentum: false
        )
      },
      steps: 5
    )
    #expect(rates == [0.1, 0.28, 0.42400000000000004, 0.24580000000000002, 0.1, 0.21809800000000001])
  }

  @Test func functionOfTheCycleCountsFromOne() throws {
    let inverse = ScheduleFunction { (x) throws(PythonError) in try 1 / x }
    let rates = try rates(
      of: { (optimizer) throws(PythonError) in
        try CyclicLR(
          &optimizer,
          baseLR: 0.1,
          maxLR: 0.5,
          stepSizeUp: 2,
          scaleFunction: inverse,
          scaleMode: .cycle,
          cycleMomentum: false
        )
      },
      steps: 6
    )
    #expect(rates == [0.1, 0.30000000000000004, 0.5, 0.30000000000000004, 0.1, 0.2, 0.30000000000000004])
  }

  @Test func functionOfTheIterationCountsFromTheStartOfTraining() throws {
    let halving = ScheduleFunction { (x) throws(PythonError) in try Number.float(0.5).power(x) }
    let rates = try rates(
      of: { (optimizer) throws(PythonError) in
        try CyclicLR(
          &optimizer,
          baseLR: 0.1,
          maxLR: 0.5,
          stepSizeUp: 2,
          scaleFunction: halving,
          scaleMode: .iterations,
          cycleMomentum: false
        )
      },
      steps: 5
    )
    #expect(rates == [0.1, 0.2, 0.2, 0.125, 0.1, 0.10625000000000001])
  }

  @Test func scaleModeIsIgnoredWithoutAFunction() throws {
    let rates = try rates(
      of: { (optimizer) throws(PythonError) in
        try CyclicLR(
          &optimizer,
          baseLR: 0.1,
          maxLR: 0.5,
          stepSizeUp: 2,
          mode: .triangular2,
          scaleMode: .iterations,
          cycleMomentum: false
        )
      },
      steps: 6
    )
    #expect(rates == [0.1, 0.30000000000000004, 0.5, 0.30000000000000004, 0.1, 0.2, 0.30000000000000004])
  }

  @Test func unknownModeIsRefusedUnlessThereIsAFunction() throws {
    var optimizer = sgd(0.1)
    #expect(
      try raised { _ = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, mode: .unknown) } == .valueError
    )
    let one = ScheduleFunction { (_) throws(PythonError) in 1.0 }
    var scheduler = try CyclicLR(
      &optimizer,
      baseLR: 0.1,
      maxLR: 0.5,
      stepSizeUp: 2,
      mode: .unknown,
      scaleFunction: one,
      cycleMomentum: false
    )
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.30000000000000004, 0.5])
  }

  @Test func constructionSetsTheLowerBoundAndKeepsItAsInitialLR() throws {
    var optimizer = sgd(7.0)
    _ = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2, cycleMomentum: false)
    #expect(optimizer.groups[0].initialLR == 0.1)
    #expect(optimizer.groups[0].lr == 0.1)
  }

  @Test func firstRateStartsFromAnInitialLRThatIsThere() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.3, initialLR: 0.7)])
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2, cycleMomentum: false)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.7, 0.30000000000000004, 0.5])
  }

  @Test func invertedBoundsAreTaken() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.5, maxLR: 0.1, stepSizeUp: 2, cycleMomentum: false)
    #expect(try scheduler.rates(&optimizer, steps: 4) == [0.5, 0.3, 0.09999999999999998, 0.3, 0.5])
  }

  @Test func stepToAnIteration() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 2, cycleMomentum: false)
    #expect(
      try scheduler.rates(&optimizer, at: [7, 1, -1, 0.5]) == [
        0.30000000000000004, 0.30000000000000004, 0.30000000000000004, 0.2,
      ]
    )
  }

  @Test func partsOfNoLengthDivideByZero() throws {
    var optimizer = sgd(0.1)
    let neither = try raised {
      _ = try CyclicLR(&optimizer, baseLR: 0.1, maxLR: 0.5, stepSizeUp: 0, cycleMomentum: false)
    }
    #expect(neither == .zeroDivisionError)
    let noRise = try raised {
      _ = try CyclicLR(
        &optimizer,
        baseLR: 0.1,
        maxLR: 0.5,
        stepSizeUp: 0,
        stepSizeDown: 2,
        cycleMomentum: false
      )
    }
    #expect(noRise == .zeroDivisionError)
  }

  @Test func fallOfNoLengthDropsAtOnce() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CyclicLR(
      &optimizer,
      baseLR: 0.1,
      maxLR: 0.5,
      stepSizeUp: 2,
      stepSizeDown: 0,
      cycleMomentum: false
    )
    #expect(
      try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.30000000000000004, 0.1, 0.30000000000000004]
    )
  }

  @Test func triangular2OverflowsPastCycle1024() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CyclicLR(
      &optimizer,
      baseLR: 0.1,
      maxLR: 0.5,
      stepSizeUp: 1,
      mode: .triangular2,
      cycleMomentum: false
    )
    #expect(try scheduler.rates(&optimizer, at: [2047]) == [0.1])
    #expect(try raised { try scheduler.step(&optimizer, 2048) } == .overflowError)
  }

  @Test func loadedStateBringsTheBoundsAndTheMode() throws {
    var optimizer = sgd(0.1)
    var scheduler = try CyclicLR(
      &optimizer,
      baseLR: 0.1,
      maxLR: 0.5,
      stepSizeUp: 2,
      mode: .triangular2,
      cycleMomentum: false
    )
    try scheduler.step(&optimizer)
    var fresh = sgd(0.1)
    var restored = try CyclicLR(&fresh, baseLR: 0.2, maxLR: 0.9, stepSizeUp: 9, cycleMomentum: false)
    try restored.load(scheduler)
    #expect(
      try restored.rates(&fresh, steps: 5) == [0.2, 0.5, 0.30000000000000004, 0.1, 0.2, 0.30000000000000004]
    )
  }

  @Test func loadedStateKeepsTheOwnFunction() throws {
    var optimizer = sgd(0.1)
    let half = ScheduleFunction { (_) throws(PythonError) in 0.5 }
    var scheduler = try CyclicLR(
      &optimizer,
      baseLR: 0.1,
      maxLR: 0.5,
      stepSizeUp: 2,
      scaleFunction: half,
      cycleMomentum: false
    )
    try scheduler.step(&optimizer)
    var fresh = sgd(0.1)
    let quarter = ScheduleFunction { (_) throws(PythonError) in 0.25 }
    var restored = try CyclicLR(
      &fresh,
      baseLR: 0.2,
      maxLR: 0.9,
      stepSizeUp: 9,
      scaleFunction: quarter,
      cycleMomentum: false
    )
    try restored.load(scheduler)
    #expect(try restored.rates(&fresh, steps: 2) == [0.2, 0.2, 0.15000000000000002])
  }
}
