/// Steps its children one after the other on the same learning rates.
///
/// Its children have already made their initial steps when it is built, so they compound from the start.
///
/// ```swift
/// let warmUp = try ConstantLR(&optimizer, factor: 0.1, totalIters: 20)
/// let decay = try ExponentialLR(&optimizer, gamma: 0.9)
/// var scheduler = try ChainedScheduler(&optimizer, schedulers: [warmUp, decay])
/// try scheduler.step(&optimizer)
/// ```
///
/// Source: PyTorch `ChainedScheduler`.
public struct ChainedScheduler: CompositeScheduler {
  /// The children, in the order in which they are stepped.
  public var schedulers: [any LRScheduler] { children }
  package var children: [any NestableScheduler]
  /// Each group's lr after the last step.
  public private(set) var lastLR: [Number]
  // Room for the children's factors of some steps, one child after the other; kept, so that a step allocates nothing.
  private var room: [Double] = []

  /// - Throws: `ValueError` for no child or for a ReduceLROnPlateau among them.
  public init(_ optimizer: inout Optimizer, schedulers: [any LRScheduler]) throws(PythonError) {
    children = try Self.nestable(schedulers)
    lastLR = optimizer.groups.map(\.lr)
  }

  public var lastEpoch: Number? { nil }

  public mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    for index in children.indices { try children[index].step(&optimizer) }
    optimizer.copyRates(to: &lastLR)
  }

  /// As many steps of the only group as all children can foresee.
  package mutating func manySteps(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) -> Int {
    let count = min(count, 512)
    guard optimizer.groups.count == 1, case .float(var lr) = optimizer.groups[0].lr else { return 0 }
    var room: [Double] = []
    swap(&room, &self.room)
    defer { swap(&room, &self.room) }
    let end = children.count * count
    if room.count < end { room += repeatElement(0, count: end - room.count) }
    return room.withUnsafeMutableBufferPointer { factors in
      var steps = count
      // Each child has its own stretch of factors, whatever it foresees.
      for (index, child) in children.enumerated() {
        let own = UnsafeMutableBufferPointer(rebasing: factors[index * count..<(index + 1) * count])
        steps = min(steps, child.foresee(optimizer, own))
      }
      if steps == 0 { return 0 }
      for step in 0..<steps - 1 {
        // A factor of 1, as most are, need not be waited for.
        for index in stride(from: step, to: end, by: count) where factors[index] != 1 { lr *= factors[index] }
        factors[step] = lr
      }
      for child in children.indices {
        lr *= factors[child * count + steps - 1]
        children[child].makeForeseen(steps, lastLR: lr)
      }
      factors[steps - 1] = lr
      rates.append(contentsOf: factors[..<steps])
      optimizer.groups[0].lr = .float(lr)
      optimizer.copyRates(to: &lastLR)
      return steps
    }
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let saved = try state.state(of: ChainedScheduler.self)
    lastLR = saved.lastLR
    try load(children: saved.children)
  }

  /// Has `get_last_lr()` give what another one's gives.
  package mutating func keepLastLR(of other: ChainedScheduler) { lastLR = other.lastLR }
}
