/// The lr cycles between two bounds along a triangle, and the momentum the other way.
///
///     cycle = ⌊1 + t / total_size⌋,  x = 1 + t / total_size − cycle
///     s = x / step_ratio   while rising,  (x − 1) / (step_ratio − 1)   while falling
///     lr(t) = base_lr + (max_lr − base_lr) · s · scale_fn(cycle or t)
///     momentum(t) = max_momentum − (max_momentum − base_momentum) · s · scale_fn(cycle or t)
///
/// ```swift
/// var scheduler = try CyclicLR(&optimizer, baseLR: 0.01, maxLR: 0.1, stepSizeUp: 2000, mode: .triangular2)
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `CyclicLR`; Smith, Cyclical Learning Rates for Training Neural Networks (arXiv 1506.01186).
public struct CyclicLR: EpochScheduler {
  /// How the amplitude changes.
  public enum Mode: String, Sendable, CaseIterable {
    /// Not at all.
    case triangular
    /// By half each cycle.
    case triangular2
    /// By gamma each iteration.
    case expRange = "exp_range"
    /// Any other text; refused where there is no function, as by PyTorch.
    case unknown

    // What the mode's own function is of.
    fileprivate var scaleMode: ScaleMode { self == .expRange ? .iterations : .cycle }
  }

  /// What the amplitude's function is of.
  public enum ScaleMode: String, Sendable, CaseIterable {
    /// The cycle, from 1 on.
    case cycle
    /// The iteration since the start of training.
    case iterations
  }

  package var state = Self.unstarted
  private let baseLRs: [Number]
  private let maxLRs: [Number]
  private let totalSize: Number
  private let stepRatio: Number
  private let mode: Mode
  private let gamma: Number
  private var scaleFunction: ScheduleFunction?
  private var scaleMode: ScaleMode
  private let momentumBounds: MomentumBounds?

  /// - Parameters:
  ///   - baseLR: The lower bound, set at once.
  ///   - maxLR: The upper bound.
  ///   - stepSizeUp: The iterations of the rising part.
  ///   - stepSizeDown: The iterations of the falling part; as many as `stepSizeUp` where it is nil.
  ///   - mode: How the amplitude changes; ignored where there is a function.
  ///   - gamma: The factor of each iteration in `exp_range`.
  ///   - scaleFunction: The amplitude's factor.
  ///   - scaleMode: What the function is of.
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
    stepSizeUp: any PythonNumber = 2000,
    stepSizeDown: (any PythonNumber)? = nil,
    mode: Mode = .triangular,
    gamma: any PythonNumber = 1.0,
    scaleFunction: ScheduleFunction? = nil,
    scaleMode: ScaleMode = .cycle,
    cycleMomentum: Bool = true,
    baseMomentum: PerGroup = 0.8,
    maxMomentum: PerGroup = 0.9,
    lastEpoch: any PythonNumber = -1
  ) throws(PythonError) {
    let starts = lastEpoch.number == -1
    baseLRs = try baseLR.values(named: "base_lr", for: optimizer)
    if Fault.constructing({ Faulty.condition("last_epoch is −1", starts) }) {
      for index in optimizer.groups.indices { try optimizer.groups[index].assign(lr: baseLRs[index]) }
    }
    maxLRs = try maxLR.values(named: "max_lr", for: optimizer)

    let up = Faulty(.float(try stepSizeUp.number.double()))
    let down = Faulty(.float(try (stepSizeDown ?? stepSizeUp).number.double()))
    (totalSize, stepRatio) = try Fault.constructing { () throws(PythonError) in
      let (first, second) = (
        Faulty.operand("step_size_up", up, not: "step_size_down", down),
        Faulty.operand("step_size_down", down, not: "step_size_up", up)
      )
      let total = try first + second
      let ratio = try Faulty.operand("step_size_up", up, not: "step_size_down", down) / total
      return (total.number, ratio.number)
    }
    if mode == .unknown, scaleFunction == nil {
      throw PythonError(.valueError, "an unknown mode and no scale_fn")
    }
    self.mode = mode
    self.scaleFunction = scaleFunction
    self.scaleMode = scaleFunction == nil ? mode.scaleMode : scaleMode
    self.gamma = gamma.number
    momentumBounds = try MomentumBounds(
      &optimizer,
      cycles: cycleMomentum,
      base: baseMomentum,
      max: maxMomentum,
      starts: starts
    )

    // The initial step still starts from the groups' initial_lr, which another scheduler may have set.
    try start(&optimizer, lastEpoch: lastEpoch)
    state.baseLRs = baseLRs
  }

  package var savedArguments: [(key: String, value: Number)] {
    [("total_size", totalSize), ("step_ratio", stepRatio), ("gamma", gamma)]
  }

  package static var givesRatePerBaseLR: Bool { true }
  package static var setsMomentum: Bool { true }

  @inline(__always)
  package func lr<A>(_ now: Moment<A>) throws(PythonError) -> A {
    let (cycle, position) = try triangle(now)
    let (base, max) = (try now.baseLR, A(maxLRs[now.group]))
    let height = try (upper(base, max) - lower(base, max)) * position
    return try lower(base, max) + height * scale(cycle, now.epoch)
  }

  // The bounds are easily taken for each other.
  private func lower<A: Arithmetic>(_ base: A, _ max: A) -> A { A.operand("base", base, not: "max", max) }

  private func upper<A: Arithmetic>(_ base: A, _ max: A) -> A {
    A.operand("max", max, not: "base", base)
  }

  package func momentum<A>(_ now: Moment<A>) throws(PythonError) -> A? {
    let cycles = A.condition("cycle_momentum", momentumBounds != nil)
    guard cycles, let low = momentumBounds?.base[now.group], let high = momentumBounds?.max[now.group] else {
      return nil
    }
    let (cycle, position) = try triangle(now)
    let (base, max) = (A(low), A(high))
    let height = try (upper(base, max) - lower(base, max)) * position
    return try upper(base, max) - height * scale(cycle, now.epoch)
  }

  // The cycle, and where in its triangle the iteration is, 0 to 1.
  @inline(__always)
  private func triangle<A>(_ now: Moment<A>) throws(PythonError) -> (A, A) {
    let (t, totalSize, stepRatio) = (now.epoch, A(totalSize), A(stepRatio))
    let cycle = try A.floor(1 + t / totalSize).named("cycle")
    let x = try (1.0 + t / totalSize - cycle).named("x")
    return (cycle, try x <= stepRatio ? x / stepRatio : (x - 1) / (stepRatio - 1))
  }

  // By what the triangle's height is multiplied.
  @inline(__always)
  private func scale<A: Arithmetic>(_ cycle: A, _ t: A) throws(PythonError) -> A {
    let unit = A.condition("scale_mode is cycle", scaleMode == .cycle) ? cycle : t
    if let scaleFunction { return try A.call(.all(scaleFunction), unit, group: 0) }
    switch mode {
    case .triangular, .unknown: return 1.0
    case .triangular2: return try 1 / 2.0 ** (unit - 1)
    case .expRange: return try A(gamma) ** unit
    }
  }

  // Whether this is a saved state that was loaded: it cannot be loaded again (PyTorch issue 32756).
  private var isSpent = false

  package mutating func spend() { isSpent = true }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let own = scaleFunction
    let saved = try state.state(of: CyclicLR.self)
    if saved.isSpent { throw PythonError(.keyError, "'_scale_fn_custom'") }
    self = saved
    scaleFunction = own
    if own == nil { scaleMode = mode.scaleMode }
  }
}
