import Testing

@testable import LRSchedulers

/// Many metrics in one call are as good as one by one, to the bit and in every state.
@Suite struct PlainPlateauTests {
  struct Plateau: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var rates: [Number] = [0.1]
    var make: @Sendable (inout Optimizer) throws(PythonError) -> ReduceLROnPlateau

    init(
      _ name: String,
      _ rates: [Number] = [0.1],
      _ make: @escaping @Sendable (inout Optimizer) throws(PythonError) -> ReduceLROnPlateau
    ) {
      testDescription = name
      self.rates = rates
      self.make = make
    }
  }

  static let plateaus: [Plateau] = [
    Plateau("the usual") { (o) throws(PythonError) in try ReduceLROnPlateau(&o) },
    Plateau("no patience") { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0) },
    Plateau("max") { (o) throws(PythonError) in try ReduceLROnPlateau(&o, mode: .max, patience: 2) },
    Plateau("max, abs") { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, mode: .max, patience: 1, threshold: 0.3, thresholdMode: .absolute)
    },
    Plateau("min, abs") { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 1, threshold: 0.3, thresholdMode: .absolute, cooldown: 1)
    },
    Plateau("cooldown") { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 1, cooldown: 3) },
    Plateau("int threshold") { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 1, threshold: 1, thresholdMode: .absolute)
    },
    Plateau("negative patience") { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: -1) },
    Plateau("float patience") { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 1.5) },
    Plateau("float cooldown") { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 1, cooldown: 2.5)
    },
    Plateau("negative cooldown") { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 1, cooldown: -2)
    },
    Plateau("eps") { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0, eps: 0.002) },
    Plateau("eps that no double is") { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, eps: Number.integer(-(1 << 60) - 1))
    },
    Plateau("minimum") { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0, minLR: 0.004) },
    Plateau("minimum of 0 and a negative lr", [-0.1]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, eps: -1)
    },
    Plateau("int minimum that becomes the lr", [30.5]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, minLR: 2)
    },
    Plateau("int minimum above the lr") { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, minLR: 2)
    },
    Plateau("int minimum above the lr, and an eps that lets it through") { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, minLR: 2, eps: -5)
    },
    Plateau("int lr", [3]) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 1) },
    Plateau("factor of 0, an int", [0.3]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, factor: 0, patience: 1)
    },
    Plateau("NaN lr", [.float(.nan)]) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0) },
    Plateau("three groups", [0.1, 2, 0.02]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 1, minLR: [0.01, 0, 0.001])
    },
    Plateau("no groups", []) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 1) },
  ]

  // Falls, rises, stays, and is what no loss should be.
  static let metrics: [Double] = {
    var metrics = (0..<60).map { (step: Int) -> Double in 5 - Double(step / 4) * 0.3 + Double(step % 5) }
    metrics += [.nan, .infinity, -.infinity, 0, -0.0, -1e300]
    metrics += Array(repeating: -3, count: 20)
    metrics += (0..<30).map { (step: Int) -> Double in Double(step) }
    return metrics
  }()

  @Test(arguments: plateaus) func manyMetricsAreAsGoodAsOneByOne(_ plateau: Plateau) throws {
    var optimizer = Optimizer(.sgd, groups: plateau.rates.map { ParameterGroup(lr: $0) })
    var single = try plateau.make(&optimizer)
    var (other, bulk) = (optimizer, single)
    var left = Self.metrics[...]
    for count in [1, 0, 3, 20, 17, 40, 1000] {
      let piece = left.prefix(count)
      left.removeFirst(piece.count)
      var expected: [Double] = []
      for metric in piece {
        try single.step(&optimizer, Number.float(metric))
        for group in optimizer.groups { expected.append(try group.lr.double()) }
      }
      var rates: [Double] = []
      try bulk.step(&other, metrics: piece, into: &rates)
      #expect(rates.map(\.bitPattern) == expected.map(\.bitPattern))
      #expect(Self.state(bulk, other) == Self.state(single, optimizer))
    }
    #expect(left.isEmpty)
  }

  @Test func moreMetricsThanAreTakenAtOnceAreAllTaken() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ReduceLROnPlateau(&optimizer, patience: 999)
    var rates: [Double] = []
    try scheduler.step(&optimizer, metrics: Array(repeating: 1, count: 1500)[...], into: &rates)
    #expect(rates == Array(repeating: 0.1, count: 1000) + Array(repeating: 0.1 * 0.1, count: 500))
    #expect(scheduler.lastEpoch == 1500)
  }

  @Test func aRateFromOutsideIsTakenUp() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ReduceLROnPlateau(&optimizer, patience: 0)
    var rates: [Double] = []
    try scheduler.step(&optimizer, metrics: [1, 1], into: &rates)
    optimizer.groups[0].lr = 8.0
    try scheduler.step(&optimizer, metrics: [0.5, 0.5], into: &rates)
    #expect(rates == [0.1, 0.1 * 0.1, 8, 0.8])
    #expect(try doubles(scheduler.lastLR) == [0.8])
  }

  @Test func stepsBeforeAnErrorAreMade() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ReduceLROnPlateau(&optimizer, patience: 0, minLR: [0.01])
    optimizer.add(ParameterGroup(lr: 1.0))
    var rates: [Double] = []
    let error = try raised { try scheduler.step(&optimizer, metrics: [2, 1, 1, 1], into: &rates) }
    #expect(error == .runtimeError)
    #expect(rates == [0.1, 1, 0.1, 1])
    #expect(scheduler.lastEpoch == 3)
  }

  private static func state(_ scheduler: ReduceLROnPlateau, _ optimizer: Optimizer) -> [String] {
    [
      "\(scheduler.best) \(scheduler.badEpochs) \(scheduler.cooldownCounter) \(scheduler.lastLR)",
      "\(String(describing: scheduler.lastEpoch)) \(optimizer.groups.map(\.lr))",
    ]
  }
}
