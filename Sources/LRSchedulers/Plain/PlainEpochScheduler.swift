/// A scheduler whose steps are usually those of a plain schedule.
protocol PlainEpochScheduler: EpochScheduler {
  /// The plain schedule's type.
  associatedtype Plain: PlainSchedule

  var plain: PlainSlot<Plain> { get set }

  /// The plain schedule in an epoch; nil where the scheduler's numbers are not of the usual kind.
  func plainSchedule(at epoch: Int, _ optimizer: Optimizer) -> PlainSlot<Plain>?

  /// Whether what the schedule keeps for each group is still so.
  func isCurrent(_ schedule: Plain, _ optimizer: Optimizer) -> Bool

  /// Takes over what a plain schedule knows beside the epoch.
  mutating func follow(_ schedule: Plain)
}

extension PlainEpochScheduler {
  @inline(__always)
  func isCurrent(_ schedule: Plain, _ optimizer: Optimizer) -> Bool { true }

  @inline(__always)
  mutating func follow(_ schedule: Plain) {}

  package mutating func leavePlainSchedule() { plain = PlainSlot() }

  /// `step()`: a plain one where that is possible. Each class has a `step` of its own that calls this: it is compiled
  /// for that class alone, and so without a witness table, for callers in other modules too.
  @inline(__always)
  mutating func plainStep(_ optimizer: inout Optimizer) throws(PythonError) {
    let count = optimizer.groups.count
    guard isPlain(optimizer), var schedule = plain.schedule, schedule.advance() else {
      plain.schedule = nil
      return try exactStep(&optimizer)
    }
    plain.schedule = schedule
    note(schedule, steps: 1, groups: count)
    if count == 1 {
      // The usual case, without the loop.
      state.lastLR.setFirst(setRate(schedule, &optimizer, 0))
    } else {
      for index in 0..<count { state.lastLR.set(setRate(schedule, &optimizer, index), at: index) }
    }
    if schedule.setsMomentum { setMomentum(schedule, &optimizer) }
  }

  @inline(__always)
  private func setRate(_ schedule: Plain, _ optimizer: inout Optimizer, _ index: Int) -> Double {
    let constants = plain.constants(ofGroup: index)
    if Plain.mostlyStays {
      // To write asks first whether the groups are shared: a rate that stays is not written.
      let current = optimizer.groups[index].rate.knownFloat
      let rate = schedule.rate(current, constants)
      if rate.bitPattern != current.bitPattern { optimizer.groups[index].rate.set(knownFloat: rate) }
      return rate
    } else {
      return optimizer.groups[index].rate.update { schedule.rate($0, constants) }
    }
  }

  /// `step()`, many times.
  @inline(__always)
  mutating func plainSteps(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    var left = count
    while left > 0 {
      left -= plainRun(&optimizer, atMost: left, into: &rates)
      guard left > 0 else { return }
      if plain.schedule != nil { continue }
      try exactStep(&optimizer)
      try optimizer.appendRates(to: &rates)
      left -= 1
    }
  }

  // As many plain steps as can be made at once, up to a few hundred; where there are fewer, no schedule is left.
  // Only the last has to be seen in the optimizer.
  @inline(__always)
  private mutating func plainRun(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) -> Int {
    guard isPlain(optimizer), var schedule = plain.schedule else {
      plain.schedule = nil
      return 0
    }
    let count = min(count, 512)
    let groups = optimizer.groups.count
    let start = rates.count
    rates.append(contentsOf: repeatElement(0, count: count * groups))
    var made = 0
    rates.withUnsafeMutableBufferPointer { rates in
      if groups == 1 {
        // The usual case: one rate, in a register.
        var rate = optimizer.groups[0].rate.knownFloat
        let constants = plain.constants(ofGroup: 0)
        while made < count, schedule.advance() {
          rate = schedule.rate(rate, constants)
          rates[start + made] = rate
          made += 1
        }
        return
      }
      while made < count, schedule.advance() {
        let row = start + made * groups
        for index in 0..<groups {
          let current = made == 0 ? optimizer.groups[index].rate.knownFloat : rates[row - groups + index]
          rates[row + index] = schedule.rate(current, plain.constants(ofGroup: index))
        }
        made += 1
      }
    }
    rates.removeLast((count - made) * groups)
    if made > 0 {
      note(schedule, steps: made, groups: groups)
      for index in 0..<groups {
        let rate = rates[rates.count - groups + index]
        optimizer.groups[index].rate.set(rate)
        state.lastLR.set(rate, at: index)
      }
      if schedule.setsMomentum { setMomentum(schedule, &optimizer) }
    }
    plain.schedule = made < count ? nil : schedule
    return made
  }

  @inline(__always)
  mutating func note(_ schedule: Plain, steps: Int, groups: Int) {
    state.stepCount &+= steps
    state.epoch.set(schedule.epoch)
    state.lastLR.prepareFloats(groups)
    follow(schedule)
  }

  @inline(__always)
  private func setMomentum(_ schedule: Plain, _ optimizer: inout Optimizer) {
    let kind = optimizer.kind
    for index in optimizer.groups.indices {
      optimizer.groups[index].setMomentum(schedule.momentum(plain.constants(ofGroup: index)), of: kind)
    }
  }

  /// Whether there is a plain schedule for the optimizer as it is.
  @inline(__always)
  mutating func isPlain(_ optimizer: Optimizer) -> Bool {
    let count = optimizer.groups.count
    guard count == state.baseLRs.count else { return false }
    if count == 1 {
      if !optimizer.groups[0].rate.isFloat { return false }
    } else {
      for index in 0..<count where !optimizer.groups[index].rate.isFloat { return false }
    }
    if let schedule = plain.schedule, isCurrent(schedule, optimizer) { return true }
    return preparePlain(optimizer)
  }

  @inline(never)
  private mutating func preparePlain(_ optimizer: Optimizer) -> Bool {
    guard !plain.isRefused, let epoch = state.epoch.integer, epoch >= 0, epoch < Number.exactIntegers / 2
    else {
      return false
    }
    guard let prepared = plainSchedule(at: epoch, optimizer), prepared.groups.count == optimizer.groups.count
    else {
      plain.isRefused = true
      return false
    }
    plain = prepared
    return true
  }
}
