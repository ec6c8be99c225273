import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct ReduceLROnPlateauTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var metrics: [Number]
    var rates: [Double]
    var build: @Sendable (inout Optimizer) throws(PythonError) -> ReduceLROnPlateau

    init(
      _ description: String,
      _ metrics: [Number],
      _ rates: [Double],
      build: @escaping @Sendable (inout Optimizer) throws(PythonError) -> ReduceLROnPlateau
    ) {
      testDescription = description
      self.metrics = metrics
      self.rates = rates
      self.build = build
    }
  }

  static let rows = [
    Row(
      "patience 0 reduces at the first metric that is not better",
      [1, 1, 1],
      [1.0, 0.1, 0.010000000000000002]
    ) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0) },
    Row(
      "bad epoch patience + 1 reduces",
      [1, 2, 2, 2, 2, 2, 2],
      [1.0, 1.0, 1.0, 0.1, 0.1, 0.1, 0.010000000000000002]
    ) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 2) },
    Row("a better metric resets the bad epochs", [3, 3, 3, 2, 2, 2, 2], [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.1]) {
      (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 2)
    },
    Row(
      "cooldown counts no bad epochs",
      [1, 1, 1, 1, 1, 1, 1],
      [1.0, 0.1, 0.1, 0.1, 0.010000000000000002, 0.010000000000000002, 0.010000000000000002]
    ) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0, cooldown: 2) },
    Row("rel, min", [10, 9.95, 9.85, 9.8], [1.0, 0.1, 0.1, 0.010000000000000002]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, threshold: 0.01)
    },
    Row("abs, min", [10, 9.99, 9.98, 9.97], [1.0, 0.1, 0.1, 0.010000000000000002]) {
      (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, threshold: 0.01, thresholdMode: .absolute)
    },
    Row("rel, max", [10, 10.05, 10.2, 10.25], [1.0, 0.1, 0.1, 0.010000000000000002]) {
      (o) throws(PythonError) in try ReduceLROnPlateau(&o, mode: .max, patience: 0, threshold: 0.01)
    },
    Row("abs, max", [10, 10.005, 10.02, 10.025], [1.0, 0.1, 0.1, 0.010000000000000002]) {
      (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, mode: .max, patience: 0, threshold: 0.01, thresholdMode: .absolute)
    },
    Row("negative metrics in rel mode", [-1, -1, -1.1, -1.2], [1.0, 1.0, 1.0, 1.0]) {
      (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0, threshold: 0.1)
    },
    Row(
      "NaN is never better",
      [.float(.nan), .float(.nan), 1, .float(.nan), 0.5],
      [0.1, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002, 0.0010000000000000002]
    ) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0) },
    Row(
      "infinity is not better than the start",
      [.float(.infinity), .float(.infinity), .float(-.infinity), .float(-.infinity)],
      [0.1, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002]
    ) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0) },
    Row("the minimum is not gone below", [1, 1, 1, 1, 1], [1.0, 0.1, 0.05, 0.05, 0.05]) {
      (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0, minLR: 0.05)
    },
    Row("a minimum above the lr does not raise it", [1, 1, 1], [1.0, 1.0, 1.0]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, minLR: 2.0)
    },
    Row(
      "changes up to eps are not made",
      [1, 1, 1, 1],
      [1.0, 0.1, 0.010000000000000002, 0.010000000000000002]
    ) { (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: 0, eps: 0.05) },
    Row("factor 0", [1, 1, 1], [1.0, 0.0, 0.0]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, factor: 0, patience: 0)
    },
    Row("negative factor", [1, 1, 1], [1.0, 0.0, 0.0]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, factor: -0.5, patience: 0)
    },
    Row("negative patience", [1, 0.5, 0.25], [0.1, 0.010000000000000002, 0.0010000000000000002]) {
      (o) throws(PythonError) in try ReduceLROnPlateau(&o, patience: -1)
    },
    Row("threshold 0", [1, 1, 0.999], [1.0, 0.1, 0.1]) { (o) throws(PythonError) in
      try ReduceLROnPlateau(&o, patience: 0, threshold: 0)
    },
  ]

  @Test(arguments: rows)
  func ratesAfterEachMetric(row: Row) throws {
    var optimizer = sgd(1.0)
    var scheduler = try row.build(&optimizer)
    #expect(try scheduler.rates(&optimizer, at: row.metrics) == row.rates)
    #expect(try doubles(scheduler.lastLR) == row.rates.suffix(1))
  }

  @Test func startsAtTheWorstBest() throws {
    var optimizer = sgd(1.0)
    let smallest = try ReduceLROnPlateau(&optimizer)
    #expect(smallest.lastEpoch == 0)
    #expect(smallest.best == .float(.infinity))
    let largest = try ReduceLROnPlateau(&optimizer, mode: .max)
    #expect(largest.best == .float(-.infinity))
    #expect(try doubles(largest.lastLR) == [1.0])
    #expect(optimizer == sgd(1.0))
  }

  @Test(
    arguments: [
      (1.0, .min, .relative, 0), (2, .min, .relative, 0), (0.1, .unknown, .relative, 0),
      (0.1, .min, .unknown, 0), (0.1, .min, .relative, [0.1, 0.2]),
    ] as [(Number, ReduceLROnPlateau.Mode, ReduceLROnPlateau.ThresholdMode, PerGroup)]
  )
  func wrongArgumentIsRefused(
    factor: Number,
    mode: ReduceLROnPlateau.Mode,
    thresholdMode: ReduceLROnPlateau.ThresholdMode,
    minLR: PerGroup
  ) throws {
    var optimizer = sgd(1.0)
    let kind = try raised {
      _ = try ReduceLROnPlateau(
        &optimizer,
        mode: mode,
        factor: factor,
        thresholdMode: thresholdMode,
        minLR: minLR
      )
    }
    #expect(kind == .valueError)
  }

  @Test func stepWantsAMetric() throws {
    var optimizer = sgd(1.0)
    var scheduler = try ReduceLROnPlateau(&optimizer)
    #expect(try raised { try scheduler.step(&optimizer) } == .typeError)
  }

  @Test(arguments: zip([0, 1], [[1.0, 0.5, 0.5], [2.0, 0.2, 0.020000000000000004]] as [[Double]]))
  func eachGroupCanHaveAMinimumOfItsOwn(group: Int, expected: [Double]) throws {
    var optimizer = sgd(1.0, 2.0)
    var scheduler = try ReduceLROnPlateau(&optimizer, patience: 0, minLR: [0.5, 0.01])
    #expect(try scheduler.rates(&optimizer, at: [1, 1, 1], group: group) == expected)
  }

  @Test func addedGroupIsReducedUnlessMinimaWereGivenOneAGroup() throws {
    var optimizer = sgd(1.0)
    var scheduler = try ReduceLROnPlateau(&optimizer, patience: 0)
    try scheduler.step(&optimizer, 1)
    optimizer.add(ParameterGroup(lr: 8.0))
    #expect(try scheduler.rates(&optimizer, at: [1, 1], group: 1) == [0.8, 0.08000000000000002])

    optimizer = sgd(1.0)
    var strict = try ReduceLROnPlateau(&optimizer, patience: 0, minLR: [0.01])
    try strict.step(&optimizer, 1)
    optimizer.add(ParameterGroup(lr: 8.0))
    #expect(try raised { try strict.step(&optimizer, 1) } == .runtimeError)
  }

  @Test func reloadsInMidPlateau() throws {
    var optimizer = sgd(1.0)
    var scheduler = try ReduceLROnPlateau(&optimizer, patience: 2)
    for _ in 0..<3 { try scheduler.step(&optimizer, 1) }
    var fresh = sgd(1.0)
    var restored = try ReduceLROnPlateau(&fresh, patience: 9)
    try restored.load(scheduler)
    #expect(try restored.rates(&fresh, at: [1, 1]) == [0.1, 0.1])
    #expect(restored.best == 1.0)
    #expect(restored.badEpochs == 1)
    #expect(restored.lastEpoch == 5)
  }

  @Test func reloadsInMidCooldown() throws {
    var optimizer = sgd(1.0)
    var scheduler = try ReduceLROnPlateau(&optimizer, patience: 0, cooldown: 3)
    for _ in 0..<2 { try scheduler.step(&optimizer, 1) }
    var fresh = sgd(1.0)
    var restored = try ReduceLROnPlateau(&fresh, patience: 9)
    try restored.load(scheduler)
    #expect(restored.cooldownCounter == 3)
    let expected: [Double] = [1.0, 1.0, 1.0, 0.1, 0.1]
    #expect(try restored.rates(&fresh, at: [1, 1, 1, 1, 1]) == expected)
  }

  /// A metric that is an `int` is judged by the exact arithmetic, the same as a `float` by the machine's own.
  @Test(
    arguments: [ReduceLROnPlateau.Mode.min, .max],
    [ReduceLROnPlateau.ThresholdMode.relative, .absolute]
  )
  func floatMetricsGiveWhatWholeOnesGive(
    mode: ReduceLROnPlateau.Mode,
    thresholdMode: ReduceLROnPlateau.ThresholdMode
  ) throws {
    var optimizers = [0, 1].map { _ in
      Optimizer(.sgd, groups: [ParameterGroup(lr: 0.1), ParameterGroup(lr: 1)])
    }
    var schedulers: [ReduceLROnPlateau] = []
    for index in optimizers.indices {
      schedulers.append(
        try ReduceLROnPlateau(
          &optimizers[index],
          mode: mode,
          factor: 0.7,
          patience: 2,
          threshold: 0.05,
          thresholdMode: thresholdMode,
          cooldown: 3,
          minLR: [0.01, 0.2]
        )
      )
    }
    var reductions = 0
    for step in 0..<200 {
      let metric = (step * 37) % 101 - step
      let before = optimizers[0].groups
      try schedulers[0].step(&optimizers[0], metric)
      try schedulers[1].step(&optimizers[1], Double(metric))
      if optimizers[0].groups != before { reductions += 1 }
      #expect(optimizers[0] == optimizers[1])
      #expect(schedulers[0].lastLR == schedulers[1].lastLR)
      #expect(schedulers[0].best == schedulers[1].best)
      #expect(schedulers[0].badEpochs == schedulers[1].badEpochs)
      #expect(schedulers[0].cooldownCounter == schedulers[1].cooldownCounter)
      #expect(schedulers[0].lastEpoch == schedulers[1].lastEpoch)
    }
    #expect(reductions > 2)
  }
}
