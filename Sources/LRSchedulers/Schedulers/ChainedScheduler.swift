/// Steps its children one after the other on the same learning rates.
///
/// Its children have already made their initial steps when it is built, so they compound from the start.
/// Source: PyTorch `ChainedScheduler`.
public struct ChainedScheduler: CompositeScheduler {
  /// The children, in the order in which they are stepped.
  public internal(set) var schedulers: [any LRScheduler] {
    get { scaling.isEmpty ? others : scaling }
    set {
      others = newValue
      scaling = []
    }
  }
  // The children stand in one of the two: in the second once many steps have been asked for and each of them can
  // foresee its own.
  private var others: [any LRScheduler]
  private var scaling: [any ScalingScheduler] = []
  // The children's factors of so many steps, one child after the other.
  private var factors: [Double] = []
  private static let stepsAtOnce = 128
  private static let fewestSteps = 16

  /// Each group's lr after the last step.
  public var lastLR: [Number] { rates.values }
  private var rates = RateList()

  /// - Throws: `ValueError` for no child or for a ReduceLROnPlateau among them.
  public init(_ optimizer: inout Optimizer, schedulers: [any LRScheduler]) throws(PythonError) {
    try schedulers.refuseUnchainable()
    others = schedulers
    rates.copy(from: optimizer)
  }

  public var lastEpoch: Number? { nil }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    // To change an empty array is to make another.
    if scaling.isEmpty {
      for index in others.indices { try others[index].step(&optimizer) }
    } else {
      for index in scaling.indices { try scaling[index].step(&optimizer) }
    }
    rates.copy(from: optimizer)
  }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    // To ask what the children are costs as much as some steps.
    if scaling.isEmpty, count >= Self.fewestSteps { findScaling() }
    var left = count
    while left > 0 {
      let made = foreseenSteps(&optimizer, atMost: left, into: &rates)
      left -= made
      if made > 0 { continue }
      try step(&optimizer)
      try optimizer.appendRates(to: &rates)
      left -= 1
    }
  }

  private mutating func findScaling() {
    let scaling = others.compactMap { $0 as? any ScalingScheduler }
    guard scaling.count == others.count else { return }
    self.scaling = scaling
    others = []
    factors = Array(repeating: 0, count: scaling.count * Self.stepsAtOnce)
  }

  /// As many steps as all children can foresee; none where one of them can foresee none.
  private mutating func foreseenSteps(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) -> Int {
    if scaling.isEmpty || optimizer.groups.isEmpty { return 0 }
    var steps = min(count, Self.stepsAtOnce)
    for child in scaling.indices {
      let first = child * Self.stepsAtOnce
      steps = factors.withUnsafeMutableBufferPointer { [steps] factors in
        let own = UnsafeMutableBufferPointer(rebasing: factors[first..<first + steps])
        return scaling[child].foresee(optimizer, own)
      }
    }
    if steps == 0 { return 0 }
    for child in scaling.indices { scaling[child].makeForeseen(steps) }
    let start = rates.count
    rates.append(contentsOf: repeatElement(0, count: steps * optimizer.groups.count))
    rates.withUnsafeMutableBufferPointer { rates in
      let rates = UnsafeMutableBufferPointer(rebasing: rates[start...])
      for group in optimizer.groups.indices { multiply(&optimizer, group, steps, into: rates) }
    }
    self.rates.copy(from: optimizer)
    return steps
  }

  // Makes the steps of a group.
  private mutating func multiply(
    _ optimizer: inout Optimizer,
    _ group: Int,
    _ steps: Int,
    into rates: UnsafeMutableBufferPointer<Double>
  ) {
    let groups = optimizer.groups.count
    let children = scaling.count
    var rate = optimizer.groups[group].rate.knownFloat
    factors.withUnsafeBufferPointer { factors in
      for step in 0..<steps - 1 {
        for child in 0..<children { rate *= factors[child &* Self.stepsAtOnce &+ step] }
        rates[step &* groups &+ group] = rate
      }
      // Each child's rate is the one that the last step leaves it with.
      for child in 0..<children {
        rate *= factors[child * Self.stepsAtOnce + steps - 1]
        scaling[child].note(rate, ofGroup: group)
      }
      rates[(steps - 1) * groups + group] = rate
    }
    optimizer.groups[group].rate.set(rate)
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let saved = try state.state(of: ChainedScheduler.self)
    rates = saved.rates
    try schedulers.load(saved.schedulers)
  }
}
