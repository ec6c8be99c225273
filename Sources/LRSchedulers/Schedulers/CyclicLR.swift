/// The lr cycles between two bounds along a triangle, and the momentum the other way.
///
///     cycle = ⌊1 + t / total_size⌋,  x = 1 + t / total_size − cycle
///     s = x / step_ratio   while rising,  (x − 1) / (step_ratio − 1)   while falling
///     lr(t) = base_lr + (max_lr − base_lr) · s · scale_fn(cycle or t)
///     momentum(t) = max_momentum − (max_momentum − base_momentum) · s · scale_fn(cycle or t)
///
/// Source: PyTorch `CyclicLR`; Smith, Cyclical Learning Rates for Training Neural Networks (arXiv 1506.01186).
public struct CyclicLR: LRScheduler, EpochScheduler {
  /// How the amplitude changes.
  public enum Scaling: Sendable {
    /// Not at all.
    case triangular
    /// By half each cycle.
    case triangular2
    /// By gamma each iteration.
    case expRange
    /// By a function of the cycle (from 1 on) or of the iteration since the start of training.
    case function(ScheduleFunction, ofCycle: Bool)
  }

  package var state: EpochState
  var plain = PlainSlot<Plain>()
  private let baseLRs: [Number]
  private let maxLRs: [Number]
  private let totalSize: Number
  private let stepRatio: Number
  private let gamma: Number
  private var scaling: Scaling
  private let cyclesMomentum: Bool
  private var baseMomentums: [Number] = []
  private var maxMomentums: [Number] = []

  /// - Parameters:
  ///   - baseLR: The lower bound, set at once.
  ///   - maxLR: The upper bound.
  ///   - stepSizeUp: The iterations of the rising part.
  ///   - stepSizeDown: The iterations of the falling part; as many as `stepSizeUp` where it is nil.
  ///   - mode: `triangular`, `triangular2` or `exp_range`; ignored where there is a function.
  ///   - gamma: The factor of each iteration in `exp_range`.
  ///   - scaleFunction: The amplitude's factor.
  ///   - scaleMode: What the function is of: `cycle`, or anything else for the iteration.
  ///   - cycleMomentum: Whether the momentum, or the first beta, cycles.
  ///   - baseMomentum: The lower momentum, at the largest lr.
  ///   - maxMomentum: The upper momentum, at the smallest lr.
  ///   - lastEpoch: The iteration to resume from; -1 starts.
  /// - Throws: `ValueError` for an unknown mode without a function, for lists of another length than the
  ///   groups', for an optimizer without momentum; `ZeroDivisionError` for parts of no length.
  public init(
    _ optimizer: inout Optimizer,
    baseLR: PerGroup,
    maxLR: PerGroup,
    stepSizeUp: Number = 2000,
    stepSizeDown: Number? = nil,
    mode: String = "triangular",
    gamma: Number = 1.0,
    scaleFunction: ScheduleFunction? = nil,
    scaleMode: String = "cycle",
    cycleMomentum: Bool = true,
    baseMomentum: PerGroup = 0.8,
    maxMomentum: PerGroup = 0.9,
    lastEpoch: Number = -1
  ) throws(PythonError) {
    let starts = lastEpoch == -1
    baseLRs = try baseLR.values(named: "base_lr", for: optimizer)
    if starts {
      for index in optimizer.groups.indices { optimizer.groups[index].lr = baseLRs[index] }
    }
    maxLRs = try maxLR.values(named: "max_lr", for: optimizer)

    let up = Number.float(try stepSizeUp.double())
    let down = try stepSizeDown.map { (size) throws(PythonError) in Number.float(try size.double()) } ?? up
    totalSize = try up + down
    stepRatio = try up / totalSize

    if let scaleFunction {
      scaling = .function(scaleFunction, ofCycle: scaleMode == "cycle")
    } else {
      switch mode {
      case "triangular": scaling = .triangular
      case "triangular2": scaling = .triangular2
      case "exp_range": scaling = .expRange
      default: throw PythonError(.valueError, "unknown mode \(mode) and no scale_fn")
      }
    }
    self.gamma = gamma

    cyclesMomentum = cycleMomentum
    if cycleMomentum {
      let bounds = try MomentumBounds(optimizer, base: baseMomentum, max: maxMomentum)
      if starts { bounds.apply(to: &optimizer) }
      baseMomentums = bounds.base
      maxMomentums = bounds.max
    }

    state = try EpochState(&optimizer, lastEpoch: lastEpoch)
    // The initial step still starts from the groups' initial_lr, which another scheduler may have set.
    try performInitialStep(&optimizer)
    state.baseLRs = baseLRs
  }

  package func appendLR(_ optimizer: inout Optimizer, to values: inout RateList) throws(PythonError) {
    let elapsed = try state.lastEpoch / totalSize
    let cycle = try PythonMath.floor(1 + elapsed)
    let x = try 1.0 + elapsed - cycle
    let position: Number
    if try x <= stepRatio {
      position = try x / stepRatio
    } else {
      position = try (x - 1) / (stepRatio - 1)
    }
    for index in 0..<min(state.baseLRs.count, maxLRs.count) {
      let base = state.baseLRs[index]
      let height = try (maxLRs[index] - base) * position
      values.append(try base + height * scale(cycle))
    }
    guard cyclesMomentum else { return }
    try optimizer.requireGroups(maxMomentums.count)
    for index in maxMomentums.indices {
      let height = try (maxMomentums[index] - baseMomentums[index]) * position
      let momentum = try maxMomentums[index] - height * scale(cycle)
      optimizer.groups[index].setMomentum(momentum, of: optimizer.kind)
    }
  }

  private func scale(_ cycle: Number) throws(PythonError) -> Number {
    switch scaling {
    case .triangular: return 1.0
    case .triangular2: return try 1 / Number.float(2).power(cycle - 1)
    case .expRange: return try gamma.power(state.lastEpoch)
    case .function(let function, let ofCycle): return try function(ofCycle ? cycle : state.lastEpoch)
    }
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let own = scaling
    self = try state.state(of: CyclicLR.self)
    if case .function = own { scaling = own }
    leavePlainSchedule()
  }
}

extension CyclicLR: PlainEpochScheduler {
  struct Plain: PlainSchedule {
    enum Scaling: BitwiseCopyable { case none, ofCycle, ofIteration }

    // The bounds, each as its start and the way from there.
    struct Group: BitwiseCopyable, Sendable {
      var base: Double
      var height: Double
      var maxMomentum: Double
      var momentumHeight: Double
    }

    var epoch: Int
    // Where in the triangle the epoch is, 0 to 1, and by what its height is multiplied.
    var position = 0.0
    var scale = 1.0
    // The cycle of the epoch, or of one before.
    var cycle = 1.0
    let scaling: Scaling
    let totalSize: Double
    let stepRatio: Double
    // The falling part's length.
    let fall: Double
    let gamma: Double
    let setsMomentum: Bool

    @inline(__always)
    mutating func advance() -> Bool {
      let elapsed = Double(epoch + 1) / totalSize
      var (cycle, scale) = (cycle, scale)
      // The floor of 1 + elapsed is this cycle up to the next one.
      if 1 + elapsed >= cycle + 1 {
        guard let entered = cycleEntered(after: elapsed) else { return false }
        cycle = entered
        if scaling == .ofCycle { scale = 1 / CLibrary.power(2, cycle - 1) }
      }
      let x = 1.0 + elapsed - cycle
      let rises = x <= stepRatio
      let length = rises ? stepRatio : fall
      guard length != 0 else { return false }
      if scaling == .ofIteration {
        scale = CLibrary.power(gamma, Double(epoch + 1))
        guard scale.isFinite else { return false }
      }
      epoch &+= 1
      self.cycle = cycle
      self.scale = scale
      position = (rises ? x : x - 1) / length
      return true
    }

    @inline(never)
    private func cycleEntered(after elapsed: Double) -> Double? {
      // Beyond these the floor is no longer exact, or the power soon too large.
      guard elapsed < (scaling == .ofCycle ? 998 : 0x1p52) else { return nil }
      return (1 + elapsed).rounded(.down)
    }

    @inline(__always)
    func rate(_ current: Double, _ group: Group) -> Double {
      group.base + group.height * position * scale
    }

    @inline(__always)
    func momentum(_ group: Group) -> Double {
      group.maxMomentum - group.momentumHeight * position * scale
    }
  }

  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>? {
    guard let total = totalSize.plain, let stepRatio = stepRatio.plain, total > 0,
      state.baseLRs.count == maxLRs.count, !cyclesMomentum || maxMomentums.count == maxLRs.count
    else { return nil }
    var groups: [Plain.Group] = []
    for index in maxLRs.indices {
      guard let base = state.baseLRs[index].plain, let max = maxLRs[index].plain,
        let baseMomentum = cyclesMomentum ? baseMomentums[index].plain : 0,
        let maxMomentum = cyclesMomentum ? maxMomentums[index].plain : 0
      else { return nil }
      groups.append(
        Plain.Group(
          base: base,
          height: max - base,
          maxMomentum: maxMomentum,
          momentumHeight: maxMomentum - baseMomentum
        )
      )
    }
    let scaling: Plain.Scaling
    var factor = 1.0
    switch self.scaling {
    case .triangular: scaling = .none
    case .triangular2: scaling = .ofCycle
    case .expRange:
      guard case .float(let gamma) = gamma, gamma > 0, gamma.isFinite else { return nil }
      factor = gamma
      scaling = .ofIteration
    case .function: return nil
    }
    let schedule = Plain(
      epoch: epoch,
      scaling: scaling,
      totalSize: total,
      stepRatio: stepRatio,
      fall: stepRatio - 1,
      gamma: factor,
      setsMomentum: cyclesMomentum
    )
    return PlainSlot(schedule, groups)
  }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) { try plainStep(&optimizer) }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    try plainSteps(&optimizer, count: count, into: &rates)
  }
}
