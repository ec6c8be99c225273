/// A plain schedule whose steps multiply each rate, whatever it is.
protocol ScalingSchedule: PlainSchedule where Group == NoConstants {
  /// What the rates are multiplied by in the epoch; 1 where they stay.
  var factor: Double { get }
}

extension ScalingSchedule {
  @inline(__always)
  func rate(_ current: Double, _ group: NoConstants) -> Double { current * factor }
}

/// A scheduler whose next steps can be told before the rates are known: a chain of such makes many steps at once.
protocol ScalingScheduler: LRScheduler {
  /// Writes what the next steps multiply each rate by, 1 where it stays; no step is made.
  ///
  /// - Returns: How many are written: as many as can be told, at most as many as there is room for.
  mutating func foresee(_ optimizer: Optimizer, _ factors: UnsafeMutableBufferPointer<Double>) -> Int

  /// Makes steps that were foreseen, but for the rates.
  mutating func makeForeseen(_ count: Int)

  /// Notes a group's rate after the last step.
  mutating func note(_ rate: Double, ofGroup index: Int)
}

extension ScalingScheduler where Self: PlainEpochScheduler, Plain: ScalingSchedule {
  mutating func foresee(_ optimizer: Optimizer, _ factors: UnsafeMutableBufferPointer<Double>) -> Int {
    guard isPlain(optimizer), var schedule = plain.schedule else { return 0 }
    var count = 0
    while count < factors.count, schedule.advance() {
      factors[count] = schedule.factor
      count &+= 1
    }
    plain.foreseen = (schedule, count)
    return count
  }

  mutating func makeForeseen(_ count: Int) {
    guard var schedule = plain.schedule else { return }
    if let foreseen = plain.foreseen, foreseen.count == count {
      schedule = foreseen.schedule
    } else {
      for _ in 0..<count { _ = schedule.advance() }
    }
    plain.foreseen = nil
    plain.schedule = schedule
    note(schedule, steps: count, groups: state.baseLRs.count)
  }

  mutating func note(_ rate: Double, ofGroup index: Int) { state.lastLR.set(rate, at: index) }
}
