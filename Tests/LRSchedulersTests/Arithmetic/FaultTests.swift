import Testing

@testable import LRSchedulers

/// Formulas computed with one mistake, or with none and a log of the places where there could be one.
@Suite struct FaultTests {
  private static let swa: [PlainScheduleTests.Schedule] = [
    PlainScheduleTests.Schedule("SWALR") { try SWALR(&$0, swaLR: 0.05, annealEpochs: 20) },
    PlainScheduleTests.Schedule("SWALR, linear, no epochs") {
      try SWALR(&$0, swaLR: 0.05, annealEpochs: 0, annealStrategy: .linear)
    },
  ]

  @Test(arguments: PlainScheduleTests.schedules + swa)
  func withoutAFaultEveryBitIsTheSame(_ schedule: PlainScheduleTests.Schedule) throws {
    var right = schedule.optimizer
    var logged = schedule.optimizer
    var scheduler = try schedule.make(&right)
    var other = try schedule.make(&logged)
    let log = FaultLog()
    other.state.fault = Fault(loggingTo: log)
    for _ in 0..<300 {
      let error = try raised { try scheduler.step(&right) }
      #expect(try raised { try other.step(&logged) } == error)
      if error != nil { break }
      #expect(logged.learningRates.map(\.bitPattern) == right.learningRates.map(\.bitPattern))
      #expect("\(logged.groups.map(\.observedMomentum))" == "\(right.groups.map(\.observedMomentum))")
    }
    #expect(log.places.isEmpty == right.groups.isEmpty)
  }

  @Test(
    arguments: ReduceLROnPlateau.Mode.allCases.dropLast(),
    ReduceLROnPlateau.ThresholdMode.allCases.dropLast()
  )
  func withoutAFaultEveryBitIsTheSame(
    mode: ReduceLROnPlateau.Mode,
    thresholdMode: ReduceLROnPlateau.ThresholdMode
  ) throws {
    var right = sgd(0.5)
    var logged = right
    var scheduler = try ReduceLROnPlateau(
      &right,
      mode: mode,
      factor: 0.7,
      patience: 2,
      threshold: 0.01,
      thresholdMode: thresholdMode,
      cooldown: 3,
      minLR: 1e-3
    )
    var other = scheduler
    let log = FaultLog()
    other.fault = Fault(loggingTo: log)
    for step in 0..<300 {
      let metric = Double(step * 37 % 101) / 50 + 1
      try scheduler.step(&right, metric)
      try other.step(&logged, metric)
      #expect(logged.learningRates.map(\.bitPattern) == right.learningRates.map(\.bitPattern))
      #expect(other.badEpochs == scheduler.badEpochs)
    }
    #expect(right.learningRates == [1e-3])
    #expect(Set(log.places.map(\.formula)) == [.plateau, .reduction])
  }

  @Test func stepsThatTakeTheSameBranchesNumberTheirOperationsAlike() throws {
    func places(steps: Int) throws -> [Fault.Place] {
      var optimizer = sgd(0.1, 0.2)
      var scheduler = try StepLR(&optimizer, stepSize: 3)
      let log = FaultLog()
      scheduler.state.fault = Fault(loggingTo: log)
      for _ in 0..<steps { try scheduler.step(&optimizer) }
      // What is read, and conditions that compare no numbers, count as no operation.
      return log.places.filter { place in
        switch place.kind {
        case .operation, .comparison: true
        default: false
        }
      }
    }
    #expect(try places(steps: 100) == places(steps: 3))
    #expect(try places(steps: 3).map(\.index) == [0, 1, 2, 3])
    #expect(try places(steps: 3).map(\.branches) == [[], [true], [true], [true, true]])
  }

  @Test func anotherOperation() throws {
    let place = Fault.Place(
      formula: .lr,
      branches: [true],
      index: 1,
      kind: .operation(.modulo, FaultConstants())
    )
    var optimizer = sgd(0.1)
    var scheduler = try StepLR(&optimizer, stepSize: 3)
    scheduler.state.fault = Fault(place, .operation(.floorDivided))
    #expect(
      try scheduler.rates(&optimizer, steps: 5) == [
        0.1, 0.010000000000000002, 0.0010000000000000002, 0.0010000000000000002, 0.0010000000000000002,
        0.0010000000000000002,
      ]
    )
  }

  // 2 * T_max is computed from an argument and a constant alone.
  @Test func anotherConstant() throws {
    let place = Fault.Place(
      formula: .lr,
      branches: [false],
      index: 3,
      kind: .operation(.times, FaultConstants(first: 2))
    )
    var optimizer = sgd(0.1)
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 2)
    scheduler.state.fault = Fault(place, .firstConstant(1))
    _ = try scheduler.rates(&optimizer, steps: 6)
    #expect(try raised { try scheduler.step(&optimizer) } == .zeroDivisionError)
  }

  @Test func anotherComparison() throws {
    let place = Fault.Place(
      formula: .plateau,
      branches: [false, false],
      index: 6,
      kind: .comparison(.lessOrEqual, FaultConstants())
    )
    var optimizer = sgd(1.0)
    var scheduler = try ReduceLROnPlateau(&optimizer, factor: 0.5, patience: 2)
    var late = optimizer
    var right = scheduler
    scheduler.fault = Fault(place, .comparison(.less))
    let metrics: [Number] = [1.0, 1.0, 1.0, 1.0]
    #expect(try scheduler.rates(&optimizer, at: metrics) == [1, 1, 0.5, 0.5])
    #expect(try right.rates(&late, at: metrics) == [1, 1, 1, 0.5])
  }

  @Test func anAssignmentLeftOut() throws {
    let place = Fault.Place(formula: .plateau, branches: [true], index: 3, kind: .assignment)
    var optimizer = sgd(1.0)
    var scheduler = try ReduceLROnPlateau(&optimizer, factor: 0.5, patience: 0)
    scheduler.fault = Fault(place, .notAssigned)
    // The best stays infinite, and every metric is better.
    #expect(try scheduler.rates(&optimizer, at: [1.0, 2.0, 3.0, 4.0]) == [1, 1, 1, 1])
    #expect(scheduler.best == .float(.infinity))
  }

  @Test func aFunctionOfAnotherEpoch() throws {
    let place = Fault.Place(formula: .lr, branches: [], index: 0, kind: .call)
    var optimizer = sgd(1.0)
    var scheduler = try LambdaLR(&optimizer, lrLambda: .all(ScheduleFunction { (epoch) in epoch }))
    scheduler.state.fault = Fault(place, .argument(1))
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0, 2, 3])
  }

  @Test func aSchedulerIsBuiltWithTheFault() throws {
    let place = Fault.Place(
      formula: .lr,
      branches: [true],
      index: 1,
      kind: .operation(.times, FaultConstants())
    )
    var optimizer = sgd(0.5)
    let scheduler = try Fault(place, .first).planted { () throws(PythonError) in
      try ConstantLR(&optimizer, factor: 0.5)
    }
    #expect(scheduler.lastLR == [0.5])
    #expect(scheduler.state.fault != nil)
    #expect(try ConstantLR(&optimizer, factor: 0.5).state.fault == nil)
  }

  @Test func integersDoNotGrowForEver() throws {
    let big = try Number.integer(2) ** 40_000
    func product(_ a: Number, _ b: Number, with fault: Fault?) throws(PythonError) -> Number {
      try fault.computing(.lr) { () throws(PythonError) in try Faulty(a) * Faulty(b) }.number
    }
    let fault = Fault(loggingTo: FaultLog())
    #expect(try raised { _ = try product(big, big, with: fault) } == .memoryError)
    #expect(try product(big, 2, with: fault) == big * 2)
    #expect(try product(big, big, with: nil) == big * big)
  }
}
