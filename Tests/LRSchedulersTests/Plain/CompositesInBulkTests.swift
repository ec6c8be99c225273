import Testing

@testable import LRSchedulers

/// Many steps of a composite in one call are those made one by one.
@Suite struct CompositesInBulkTests {
  struct Composite: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var rates: [Number]
    var make: @Sendable (inout Optimizer) throws -> any LRScheduler

    init(
      _ name: String,
      groups: Int = 1,
      rates: [Number] = [0.1, 0.02, 3.0],
      _ make: @escaping @Sendable (inout Optimizer) throws -> any LRScheduler
    ) {
      testDescription = name
      self.rates = Array(rates.prefix(groups))
      self.make = make
    }
  }

  static func sequence(
    _ optimizer: inout Optimizer,
    _ milestones: [Number],
    lastEpoch: Number = -1
  ) throws -> any LRScheduler {
    var children: [any LRScheduler] = []
    for gamma in [0.9, 0.8, 0.7].prefix(milestones.count + 1) {
      children.append(try ExponentialLR(&optimizer, gamma: Number.float(gamma)))
    }
    return try SequentialLR(&optimizer, schedulers: children, milestones: milestones, lastEpoch: lastEpoch)
  }

  static let composites: [Composite] = [
    Composite("in order") { try sequence(&$0, [5, 20]) },
    Composite("three groups", groups: 3) { try sequence(&$0, [5, 20]) },
    Composite("no groups", groups: 0) { try sequence(&$0, [5, 20]) },
    Composite("one milestone twice") { try sequence(&$0, [7, 7]) },
    Composite("at once") { try sequence(&$0, [0, 1]) },
    Composite("before zero") { try sequence(&$0, [-4, 9]) },
    Composite("out of order") { try sequence(&$0, [20, 5]) },
    Composite("fractions") { try sequence(&$0, [4.5, 10]) },
    Composite("floats") { try sequence(&$0, [4.0, 10]) },
    Composite("never") { try sequence(&$0, [1000, 2000]) },
    Composite("from a later epoch") { try sequence(&$0, [5, 20], lastEpoch: 12) },
    Composite("from the least epoch") {
      try sequence(&$0, [5, .integer(.max)], lastEpoch: Number.integer(.min))
    },
    Composite("a child that ends in an error") {
      let first = try ConstantLR(&$0, factor: 0.5, totalIters: 3)
      let second = try OneCycleLR(&$0, maxLR: 0.5, totalSteps: 12)
      return try SequentialLR(&$0, schedulers: [first, second], milestones: [9])
    },
    Composite("a sequence of a sequence") {
      let inner = try sequence(&$0, [3, 6])
      let outer = try ExponentialLR(&$0, gamma: 0.5)
      return try SequentialLR(&$0, schedulers: [inner, outer], milestones: [10])
    },
    Composite("chained, each kind that multiplies", groups: 2) {
      let children: [any LRScheduler] = [
        try StepLR(&$0, stepSize: 9, gamma: 0.93),
        try MultiStepLR(&$0, milestones: [5, 40, 41, 170], gamma: 0.7),
        try ExponentialLR(&$0, gamma: 1.01), try ConstantLR(&$0, totalIters: 33),
        try LinearLR(&$0, totalIters: 140), try PolynomialLR(&$0, totalIters: 500, power: 0.9),
      ]
      return try ChainedScheduler(&$0, schedulers: children)
    },
    Composite("chained, one child") {
      try ChainedScheduler(&$0, schedulers: [try ExponentialLR(&$0, gamma: 0.99)])
    },
    Composite("chained, no groups", groups: 0) {
      try ChainedScheduler(&$0, schedulers: [try ExponentialLR(&$0, gamma: 0.99)])
    },
    Composite("chained, a milestone each step") {
      let steps = try MultiStepLR(&$0, milestones: Array(1..<200), gamma: 0.999)
      return try ChainedScheduler(&$0, schedulers: [steps, try ExponentialLR(&$0, gamma: 0.99)])
    },
    Composite("chained, a child that is not plain") {
      let fraction = try StepLR(&$0, stepSize: 2.5, gamma: 0.5)
      return try ChainedScheduler(&$0, schedulers: [fraction, try ExponentialLR(&$0, gamma: 0.99)])
    },
    Composite("chained, a child that sets") {
      let warmUp = try LinearLR(&$0, totalIters: 10)
      return try ChainedScheduler(&$0, schedulers: [warmUp, try CosineAnnealingLR(&$0, tMax: 50)])
    },
    Composite("chained, a child that raises in the middle") {
      let constant = try ConstantLR(&$0, factor: 0, totalIters: 100)
      return try ChainedScheduler(&$0, schedulers: [try StepLR(&$0, stepSize: 9), constant])
    },
    Composite("chained in a sequence") {
      let chained = try ChainedScheduler(&$0, schedulers: [try ExponentialLR(&$0, gamma: 0.99)])
      return try SequentialLR(
        &$0,
        schedulers: [chained, try StepLR(&$0, stepSize: 9)],
        milestones: [190]
      )
    },
    Composite("chained, ints", groups: 2, rates: [2, 3]) {
      let first = try StepLR(&$0, stepSize: 140, gamma: 3)
      return try ChainedScheduler(&$0, schedulers: [first, try MultiStepLR(&$0, milestones: [150])])
    },
    Composite("chained", groups: 2) {
      let first = try ConstantLR(&$0, factor: 0.5, totalIters: 3)
      let second = try ExponentialLR(&$0, gamma: 0.9)
      return try ChainedScheduler(&$0, schedulers: [first, second])
    },
  ]

  @Test(arguments: composites) func stepsInBulkAreThoseOneByOne(_ composite: Composite) throws {
    var optimizer = Optimizer(
      .sgd,
      groups: composite.rates.map { ParameterGroup(lr: $0, momentum: 0.9) }
    )
    var single = try composite.make(&optimizer)
    var other = optimizer
    var bulk = single
    for count in [1, 0, 2, 3, 10, 1, 17, 11, 130, 1, 300, 128] {
      var expected: [Double] = []
      let expectedError = raised { () throws(PythonError) in
        for _ in 0..<count {
          try single.step(&optimizer)
          for group in optimizer.groups { expected.append(try group.lr.double()) }
        }
      }
      var rates: [Double] = []
      let error = raised { () throws(PythonError) in try bulk.step(&other, count: count, into: &rates) }
      #expect(error?.kind == expectedError?.kind)
      #expect(rates.map(\.bitPattern) == expected.map(\.bitPattern))
      #expect(other == optimizer)
      #expect(bulk.lastEpoch == single.lastEpoch)
      #expect(bulk.lastLR == single.lastLR)
      let children = [single, bulk].map { ($0 as? any CompositeScheduler)?.children ?? [] }
      #expect(children[0].map(\.lastLR) == children[1].map(\.lastLR))
      #expect(children[0].map(\.lastEpoch) == children[1].map(\.lastEpoch))
      // After an error nothing is promised.
      if error != nil { return }
    }
  }

  private func raised(_ body: () throws(PythonError) -> Void) -> PythonError? {
    do throws(PythonError) {
      try body()
      return nil
    } catch {
      return error
    }
  }
}
