import CLoops
import LRSchedulers

/// One scheduler class, set up alike in the reference and in C, to be played from its construction on.
public struct Schedule: Sendable {
  /// PyTorch's class name.
  public let name: String
  /// Plays a number of steps one by one, and returns the final learning rate.
  public let one: @Sendable (Int) throws -> Double
  /// The same by the call that makes many steps.
  public let batch: @Sendable (Int) throws -> Double
  /// The same in C.
  public let loop: @Sendable (Int) -> Double
}

/// How many steps a call that makes many is asked for.
let chunk = 1000

/// A copy that shares no memory: else the first step that changes a rate would be the one that copies the groups.
private func ownCopy(of optimizer: Optimizer) -> Optimizer {
  var copy = optimizer
  for index in copy.groups.indices { copy.groups[index].lr = optimizer.groups[index].lr }
  return copy
}

extension Schedule {
  /// A scheduler and its C state. Both are copied for each play, so that each starts anew.
  init<Scheduler: LRScheduler, State>(
    _ name: String,
    _ optimizer: Optimizer,
    _ scheduler: Scheduler,
    state: @escaping @Sendable (Optimizer) -> State,
    run: @escaping @Sendable (UnsafeMutablePointer<State>, UnsafeMutablePointer<Double>, Int64) -> Void,
    lr: @escaping @Sendable (State) -> Double
  ) {
    self.name = name
    one = { steps in
      var optimizer = ownCopy(of: optimizer)
      var scheduler = scheduler
      for _ in 0..<steps { try scheduler.step(&optimizer) }
      return try optimizer.groups[0].lr.double()
    }
    batch = { steps in
      var optimizer = ownCopy(of: optimizer)
      var scheduler = scheduler
      return try Self.playInChunks(steps) { chunk, rates in
        try scheduler.step(&optimizer, count: chunk.count, into: &rates)
      }
    }
    loop = { steps in Self.play(steps, state(optimizer), run, lr) }
  }

  /// ReduceLROnPlateau, whose steps take a metric.
  init<State>(
    _ name: String,
    _ optimizer: Optimizer,
    _ scheduler: ReduceLROnPlateau,
    metrics: [Double],
    state: @escaping @Sendable (Optimizer, UnsafePointer<Double>?) -> State,
    run: @escaping @Sendable (UnsafeMutablePointer<State>, UnsafeMutablePointer<Double>, Int64) -> Void,
    lr: @escaping @Sendable (State) -> Double
  ) {
    self.name = name
    one = { steps in
      var optimizer = ownCopy(of: optimizer)
      var scheduler = scheduler
      for metric in metrics[..<steps] { try scheduler.step(&optimizer, metric) }
      return try optimizer.groups[0].lr.double()
    }
    batch = { steps in
      var optimizer = ownCopy(of: optimizer)
      var scheduler = scheduler
      return try Self.playInChunks(steps) { chunk, rates in
        try scheduler.step(&optimizer, metrics: metrics[chunk], into: &rates)
      }
    }
    loop = { steps in
      metrics.withUnsafeBufferPointer { Self.play(steps, state(optimizer, $0.baseAddress), run, lr) }
    }
  }

  private static func playInChunks(
    _ steps: Int,
    _ play: (Range<Int>, inout [Double]) throws -> Void
  ) rethrows -> Double {
    var rates: [Double] = []
    rates.reserveCapacity(2 * chunk)
    for start in stride(from: 0, to: steps, by: chunk) {
      rates.removeAll(keepingCapacity: true)
      try play(start..<min(start + chunk, steps), &rates)
    }
    return rates.last ?? .nan
  }

  private static func play<State>(
    _ steps: Int,
    _ start: State,
    _ run: (UnsafeMutablePointer<State>, UnsafeMutablePointer<Double>, Int64) -> Void,
    _ lr: (State) -> Double
  ) -> Double {
    var state = start
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: chunk) { rates in
      guard let rates = rates.baseAddress else { return .nan }
      var left = steps
      while left > 0 {
        let count = min(left, chunk)
        run(&state, rates, Int64(count))
        left -= count
      }
      return lr(state)
    }
  }
}
