import Synchronization
import Testing

@testable import LRSchedulers

/// Steps in the machine's own arithmetic are those of the exact arithmetic, to the bit, one by one and in bulk.
@Suite struct PlainScheduleTests {
  typealias Maker = @Sendable (inout Optimizer) throws -> any EpochScheduler

  struct Schedule: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var optimizer: Optimizer = Optimizer(
      .sgd,
      groups: [ParameterGroup(lr: 0.1, momentum: 0.5), ParameterGroup(lr: 0.037), ParameterGroup(lr: 3e-5)]
    )
    var make: Maker

    init(_ name: String, _ optimizer: Optimizer? = nil, _ make: @escaping Maker) {
      testDescription = name
      self.make = make
      if let optimizer { self.optimizer = optimizer }
    }
  }

  static let one = Optimizer(.adam, groups: [ParameterGroup(lr: 0.1)])
  static let whole = Optimizer(.sgd, groups: [ParameterGroup(lr: 2), ParameterGroup(lr: 0.1)])
  static let resumed = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05, initialLR: 0.2)])
  static let none = Optimizer(.sgd, groups: [])

  static let schedules: [Schedule] = [
    Schedule("StepLR") { try StepLR(&$0, stepSize: 7, gamma: 0.93) },
    Schedule("StepLR, every step", one) { try StepLR(&$0, stepSize: 1) },
    Schedule("StepLR, int gamma, int lr", whole) { try StepLR(&$0, stepSize: 5, gamma: 3) },
    Schedule("StepLR, fractional period", one) { try StepLR(&$0, stepSize: 2.5, gamma: 0.5) },
    Schedule("StepLR, negative period", one) { try StepLR(&$0, stepSize: -3, gamma: 0.5) },
    Schedule("StepLR, resumed", resumed) { try StepLR(&$0, stepSize: 3, lastEpoch: 7) },
    Schedule("StepLR, resumed before zero", resumed) { try StepLR(&$0, stepSize: 3, lastEpoch: -9) },
    Schedule("StepLR, no groups", none) { try StepLR(&$0, stepSize: 3) },
    Schedule("MultiStepLR") { try MultiStepLR(&$0, milestones: [9, 4, 4, 30, 31, 32], gamma: 0.3) },
    Schedule("MultiStepLR, fractions", one) { try MultiStepLR(&$0, milestones: [3.5, 8.0, 12], gamma: 0.3) },
    Schedule("ConstantLR") { try ConstantLR(&$0, totalIters: 11) },
    Schedule("ConstantLR, float total", one) { try ConstantLR(&$0, factor: 0.7, totalIters: 6.0) },
    Schedule("LinearLR") { try LinearLR(&$0, totalIters: 13) },
    Schedule("LinearLR, down, ints", one) { try LinearLR(&$0, startFactor: 1, endFactor: 0, totalIters: 9) },
    Schedule("LinearLR, fractional total", one) { try LinearLR(&$0, endFactor: 0.9, totalIters: 7.5) },
    Schedule("LinearLR, resumed", resumed) { try LinearLR(&$0, totalIters: 13, lastEpoch: 4) },
    Schedule("ExponentialLR") { try ExponentialLR(&$0, gamma: 0.977) },
    Schedule("ExponentialLR to infinity", one) { try ExponentialLR(&$0, gamma: 1e20) },
    Schedule("PolynomialLR") { try PolynomialLR(&$0, totalIters: 23, power: 0.9) },
    Schedule("PolynomialLR, linear", whole) { try PolynomialLR(&$0, totalIters: 40) },
    Schedule("PolynomialLR, int power", one) { try PolynomialLR(&$0, totalIters: 17, power: 2) },
    Schedule("PolynomialLR, negative power", one) { try PolynomialLR(&$0, totalIters: 17, power: -1.5) },
    Schedule("PolynomialLR, fractional total", one) { try PolynomialLR(&$0, totalIters: 11.5, power: 2.0) },
    Schedule("CosineAnnealingLR") { try CosineAnnealingLR(&$0, tMax: 10, etaMin: 0.001) },
    Schedule("CosineAnnealingLR, period 1", one) { try CosineAnnealingLR(&$0, tMax: 1, etaMin: 0.001) },
    Schedule("CosineAnnealingLR, int eta_min", one) { try CosineAnnealingLR(&$0, tMax: 7, etaMin: 0) },
    Schedule("CosineAnnealingLR, float period", one) { try CosineAnnealingLR(&$0, tMax: 7.5) },
    Schedule("CosineAnnealingLR, resumed", resumed) { try CosineAnnealingLR(&$0, tMax: 5, lastEpoch: 17) },
    // Plain numbers divide by zero, and leave it to the driver that no rate comes of it.
    Schedule("ConstantLR, a factor of 0", one) { try ConstantLR(&$0, factor: 0, totalIters: 6) },
    Schedule("PolynomialLR, a total of 0", one) { try PolynomialLR(&$0, totalIters: 0, power: -1.0) },
    Schedule("CosineAnnealingLR, a period of 0", one) { try CosineAnnealingLR(&$0, tMax: 0) },
    Schedule("OneCycleLR, a phase of no length", one) {
      try OneCycleLR(&$0, maxLR: 0.3, totalSteps: 20, pctStart: 1.0)
    },
    Schedule("OneCycleLR, a line of no length", one) {
      try OneCycleLR(&$0, maxLR: 0.3, totalSteps: 20, pctStart: 1.0, annealStrategy: .linear)
    },
    Schedule("CyclicLR, a momentum too large", one) {
      try CyclicLR(&$0, baseLR: 0.1, maxLR: 0.3, stepSizeUp: 4, maxMomentum: .all(.integer(1 << 60)))
    },
    Schedule("CyclicLR, a momentum that becomes too large", one) {
      try CyclicLR(&$0, baseLR: 1e-40, maxLR: 3e-40, stepSizeUp: 4, mode: .expRange, gamma: 10.0)
    },
    Schedule("CosineAnnealingWarmRestarts") {
      try CosineAnnealingWarmRestarts(&$0, t0: 3, tMult: 2, etaMin: 1e-4)
    },
    Schedule("CosineAnnealingWarmRestarts, T_0 1", one) { try CosineAnnealingWarmRestarts(&$0, t0: 1) },
    Schedule("CosineAnnealingWarmRestarts, resumed", resumed) {
      try CosineAnnealingWarmRestarts(&$0, t0: 4, lastEpoch: 9)
    },
    Schedule("CyclicLR") {
      try CyclicLR(&$0, baseLR: [0.1, 0.01, 1], maxLR: 2, stepSizeUp: 7, stepSizeDown: 3)
    },
    Schedule("CyclicLR, triangular2", one) {
      try CyclicLR(&$0, baseLR: 0.1, maxLR: 0.4, stepSizeUp: 3, mode: .triangular2)
    },
    Schedule("CyclicLR, triangular2 past its 1024th cycle", one) {
      try CyclicLR(&$0, baseLR: 0.1, maxLR: 0.4, stepSizeUp: 0.02, mode: .triangular2)
    },
    Schedule("CyclicLR, several cycles a step", one) {
      try CyclicLR(&$0, baseLR: 0.1, maxLR: 0.4, stepSizeUp: 0.15, stepSizeDown: 0.25)
    },
    Schedule("CyclicLR, no fall", one) {
      try CyclicLR(&$0, baseLR: 0.1, maxLR: 0.4, stepSizeUp: 4, stepSizeDown: 0)
    },
    Schedule("CyclicLR, exp_range") {
      try CyclicLR(
        &$0,
        baseLR: 0.1,
        maxLR: 0.4,
        stepSizeUp: 4.5,
        mode: .expRange,
        gamma: 0.98,
        cycleMomentum: false
      )
    },
    Schedule("CyclicLR, exp_range to infinity", one) {
      try CyclicLR(&$0, baseLR: 0.1, maxLR: 0.4, stepSizeUp: 4, mode: .expRange, gamma: 1e30)
    },
    Schedule("CyclicLR, resumed", resumed) {
      try CyclicLR(&$0, baseLR: 0.1, maxLR: 0.4, stepSizeUp: 5, lastEpoch: 12)
    },
    Schedule("OneCycleLR") { try OneCycleLR(&$0, maxLR: [1, 0.5, 0.01], totalSteps: 50) },
    Schedule("OneCycleLR, three phases, linear", one) {
      try OneCycleLR(&$0, maxLR: 0.7, totalSteps: 50, annealStrategy: .linear, threePhase: true)
    },
    Schedule("OneCycleLR, the second of three phases past the total", one) {
      try OneCycleLR(&$0, maxLR: 0.7, totalSteps: 30, pctStart: 0.8, threePhase: true)
    },
    Schedule("OneCycleLR, no momentum", one) {
      try OneCycleLR(&$0, maxLR: 0.7, totalSteps: 60, cycleMomentum: false)
    },
    Schedule("OneCycleLR, too short", one) { try OneCycleLR(&$0, maxLR: 0.7, totalSteps: 20) },
    Schedule("OneCycleLR, short first phase", one) {
      try OneCycleLR(&$0, maxLR: 0.7, totalSteps: 50, pctStart: 0.05)
    },
    Schedule("OneCycleLR, int options", one) { try OneCycleLR(&$0, maxLR: 1, totalSteps: 50, divFactor: 2) },
    Schedule("LambdaLR") { try LambdaLR(&$0, lrLambda: .all(power)) },
    Schedule("LambdaLR, one group", one) { try LambdaLR(&$0, lrLambda: .all(power)) },
    Schedule("LambdaLR, int base", whole) { try LambdaLR(&$0, lrLambda: .all(power)) },
    Schedule("LambdaLR, int base of zero", Optimizer(.sgd, groups: [ParameterGroup(lr: 0.5, initialLR: 0)])) {
      try LambdaLR(&$0, lrLambda: .all(negative))
    },
    Schedule("LambdaLR, ints now and then", one) { try LambdaLR(&$0, lrLambda: .all(mixed)) },
    Schedule("LambdaLR that raises", one) { try LambdaLR(&$0, lrLambda: .all(failing)) },
    Schedule("LambdaLR, resumed", resumed) { try LambdaLR(&$0, lrLambda: .all(power), lastEpoch: 4) },
    Schedule("LambdaLR, no groups", none) { try LambdaLR(&$0, lrLambda: .all(power)) },
    Schedule("MultiplicativeLR") { try MultiplicativeLR(&$0, lrLambda: .each([power, mixed, power])) },
    Schedule("MultiplicativeLR, one group", one) { try MultiplicativeLR(&$0, lrLambda: .all(power)) },
    Schedule("MultiplicativeLR, int lr", one) { try MultiplicativeLR(&$0, lrLambda: .all(mixed)) },
    Schedule("MultiplicativeLR that raises", one) { try MultiplicativeLR(&$0, lrLambda: .all(failing)) },
  ]

  static let power = ScheduleFunction { (epoch) throws(PythonError) in try Number.float(0.97).power(epoch) }
  static let mixed = ScheduleFunction { (epoch) throws(PythonError) in
    try epoch.modulo(3).isZero ? 1 : Number.float(0.9)
  }
  static let negative = ScheduleFunction { (epoch) throws(PythonError) in -epoch }
  static let failing = ScheduleFunction { (epoch) throws(PythonError) in try 1.0 / (20 - epoch) }

  @Test(arguments: schedules) func plainStepsAreExact(_ schedule: Schedule) throws {
    let exact = try Run(schedule) { scheduler, optimizer in try scheduler.exactStep(&optimizer) }
    let plain = try Run(schedule) { scheduler, optimizer in try scheduler.step(&optimizer) }
    #expect(plain.text == exact.text)
  }

  @Test(arguments: schedules) func stepsInBulkAreExact(_ schedule: Schedule) throws {
    var optimizer = schedule.optimizer
    var scheduler = try schedule.make(&optimizer)
    let exact = try Run(schedule) { scheduler, optimizer in try scheduler.exactStep(&optimizer) }
    var rates: [Double] = []
    // The same steps in pieces of several lengths.
    do throws(PythonError) {
      for count in [1, 0, 2, 17, 25] { try scheduler.step(&optimizer, count: count, into: &rates) }
      #expect(exact.error == nil)
    } catch {
      #expect(exact.error?.kind == error.kind)
    }
    #expect(rates.map { $0.bitPattern } == exact.rates.map { $0.bitPattern })
    // After an error nothing is promised.
    if exact.error == nil { #expect(Run.state(scheduler, optimizer) == exact.states.last) }
  }

  // More than are made at once.
  @Test(arguments: [1, 2, 700]) func functionsAreAskedOnceAStepUpToTheOneThatRaises(groups: Int) throws {
    let asked = Mutex<[Number]>([])
    let function = ScheduleFunction { (epoch) throws(PythonError) in
      asked.withLock { $0.append(epoch) }
      if epoch == 600 { throw PythonError(.valueError, "the 600th") }
      return try epoch.modulo(100).isZero ? 1 : Number.float(0.999)
    }
    for isLambda in [true, false] {
      var optimizer = Optimizer(.sgd, groups: Array(repeating: ParameterGroup(lr: 0.1), count: groups))
      var scheduler: any LRScheduler =
        isLambda
        ? try LambdaLR(&optimizer, lrLambda: .all(function))
        : try MultiplicativeLR(&optimizer, lrLambda: .all(function))
      asked.withLock { $0 = [] }
      var rates: [Double] = []
      let error = try raised { try scheduler.step(&optimizer, count: 1000, into: &rates) }
      #expect(error == .valueError)
      #expect(rates.count == 599 * groups)
      #expect(scheduler.lastEpoch == 600)
      #expect(try doubles(scheduler.lastLR).first == rates.last)
      let each = (1..<600).flatMap { epoch in Array(repeating: Number.integer(epoch), count: groups) }
      #expect(asked.withLock { $0 } == each + [600])
    }
  }

  @Test func aRateFromOutsideIsTakenUp() throws {
    var optimizer = PlainScheduleTests.one
    var scheduler = try ExponentialLR(&optimizer, gamma: 0.5)
    try scheduler.step(&optimizer)
    optimizer.groups[0].lr = 8
    try scheduler.step(&optimizer)
    #expect(optimizer.groups[0].lr == 4.0)
    optimizer.groups[0].lr = 0.25
    try scheduler.step(&optimizer)
    #expect(optimizer.groups[0].lr == 0.125)
  }

  @Test func anotherCycleOnTheSameGroupsIsTakenUp() throws {
    var optimizer = PlainScheduleTests.one
    var first = try OneCycleLR(&optimizer, maxLR: 0.5, totalSteps: 20)
    try first.step(&optimizer)
    var exact = first
    _ = try OneCycleLR(&optimizer, maxLR: 0.9, totalSteps: 20)
    var other = optimizer
    try first.step(&optimizer)
    try exact.exactStep(&other)
    #expect(optimizer == other)
  }

  @Test func aGroupThatIsAddedIsRefused() throws {
    var optimizer = PlainScheduleTests.one
    var scheduler = try StepLR(&optimizer, stepSize: 3)
    try scheduler.step(&optimizer)
    optimizer.add(ParameterGroup(lr: 1.0))
    var rates: [Double] = []
    // The chainable form goes by the groups, and takes up the new one.
    try scheduler.step(&optimizer)
    try scheduler.step(&optimizer, count: 1, into: &rates)
    #expect(rates.count == 2)
    #expect(rates[1] == 0.1)
  }

  @Test func aRunOfMillionsOfStepsIsOneCall() throws {
    var optimizer = PlainScheduleTests.one
    var scheduler = try CosineAnnealingLR(&optimizer, tMax: 1000)
    var rates: [Double] = []
    try scheduler.step(&optimizer, count: 1_000_000, into: &rates)
    #expect(rates.count == 1_000_000)
    #expect(scheduler.lastEpoch == 1_000_000)
    try scheduler.step(&optimizer, count: -1, into: &rates)
    #expect(rates.count == 1_000_000)
  }
}

/// 45 steps of a scheduler, and everything that can be seen after each.
private struct Run {
  var states: [String] = []
  var rates: [Double] = []
  var error: PythonError?

  var text: [String] { states + [error.map { "\($0.kind)" } ?? "no error"] }

  init(
    _ schedule: PlainScheduleTests.Schedule,
    step: (inout any EpochScheduler, inout Optimizer) throws -> Void
  ) throws {
    var optimizer = schedule.optimizer
    var scheduler = try schedule.make(&optimizer)
    for _ in 0..<45 {
      do {
        try step(&scheduler, &optimizer)
      } catch let error as PythonError {
        self.error = error
        return
      }
      states.append(Run.state(scheduler, optimizer))
      rates += try optimizer.groups.map { try $0.lr.double() }
    }
  }

  static func state(_ scheduler: any EpochScheduler, _ optimizer: Optimizer) -> String {
    let warm = (scheduler as? CosineAnnealingWarmRestarts).map { "\($0.tCur) \($0.tI)" } ?? ""
    let momenta = optimizer.groups.map { "\(String(describing: $0.observedMomentum))" }
    return
      "\(String(describing: scheduler.lastEpoch)) \(optimizer.groups.map(\.lr)) \(scheduler.lastLR) \(momenta) \(warm)"
  }
}
