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
  var children: [any NestableScheduler]
  /// Each group's lr after the last step.
  public private(set) var lastLR: [Number]

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

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    var left = count
    while left > 0 {
      let made = plainSteps(&optimizer, atMost: left, into: &rates)
      left -= made
      if made > 0 { continue }
      try step(&optimizer)
      try optimizer.appendRates(to: &rates)
      left -= 1
    }
  }

  // As many steps of the only group as all children can make with doubles; see `PlainSteps`.
  private mutating func plainSteps(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) -> Int {
    var moments: [Moment<Plain>] = []
    for child in children {
      guard let now = child.plainMoment(optimizer) else { return 0 }
      moments.append(now)
    }
    let start = rates.count
    var made = 0
    var lr = moments[0].lr
    let isPlain = children.withUnsafeBufferPointer { children in
      moments.withUnsafeMutableBufferPointer { moments in
        do throws(PythonError) {
          while made < count {
            for index in children.indices {
              moments[index].lr = lr
              try children[index].plainAdvance(&moments[index])
              lr = moments[index].lr
            }
            rates.append(lr.value)
            made += 1
          }
          return true
        } catch {
          return false
        }
      }
    }
    if !isPlain {
      // Some children are a step ahead: those that all can make are made again.
      rates.removeLast(rates.count - start)
      return made == 0 ? 0 : plainSteps(&optimizer, atMost: made, into: &rates)
    }
    for index in children.indices { children[index].leave(moments[index], steps: made, &optimizer) }
    optimizer.copyRates(to: &lastLR)
    return made
  }

  public mutating func load(_ state: any LRScheduler) throws(PythonError) {
    let saved = try state.state(of: ChainedScheduler.self)
    lastLR = saved.lastLR
    try load(children: saved.children)
  }
}
