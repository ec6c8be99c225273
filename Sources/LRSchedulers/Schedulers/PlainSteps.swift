/// Steps in the usual case: the formula computed with doubles.
///
/// By hand, for the figures of `tools/bench`: a step takes nanoseconds and neither allocates nor counts references.
/// Nothing is changed where the case turns out not to be usual; that step is then made with Python's numbers.
extension EpochScheduler {
  /// `step()` with doubles; false where it is to be made with Python's numbers.
  @inline(__always)
  mutating func plainStep(_ optimizer: inout Optimizer) throws(PythonError) -> Bool {
    guard let epoch = plainEpoch(optimizer) else { return false }
    do throws(PythonError) {
      var period: Period<Plain>?
      for index in optimizer.groups.indices {
        var now = try plainMoment(optimizer.groups[index], index, epoch)
        try advance(&now)
        state.lastLR[index] = .float(now.lr.value)
        if let momentum = try plainMomentum(now) {
          optimizer.groups[index].setMomentum(.float(momentum), of: optimizer.kind)
        }
        period = now.period
      }
      for index in optimizer.groups.indices {
        // The double alone: to copy the whole number waits until both its parts are written.
        if case .float(let lr) = state.lastLR[index] { optimizer.groups[index].lr = .float(lr) }
      }
      leave(at: epoch &+ 1, steps: 1, period)
      return true
    } catch {
      if error == .notPlain { return false }
      leave(at: epoch &+ 1, steps: 1, nil)
      throw error
    }
  }

  public mutating func step(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    var left = count
    while left > 0 {
      let made = try plainSteps(&optimizer, atMost: left, into: &rates)
      left -= made
      if made > 0 { continue }
      try step(&optimizer)
      try optimizer.appendRates(to: &rates)
      left -= 1
    }
  }

  // As many plain steps of the only group as can be made, its rate in a register.
  @inline(__always)
  private mutating func plainSteps(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) throws(PythonError) -> Int {
    guard optimizer.groups.count == 1, let epoch = plainEpoch(optimizer) else { return 0 }
    var memo = CosineMemo()
    var made = 0
    var end: (lr: Double, momentum: Double?, period: Period<Plain>?)?
    var raised: PythonError?
    withUnsafeMutablePointer(to: &memo) { memo in
      do throws(PythonError) {
        var now = try plainMoment(optimizer.groups[0], 0, epoch)
        now.memo = memo
        defer { if made > 0 { end = (now.lr.value, (try? plainMomentum(now)) ?? nil, now.period) } }
        while made < count {
          try advance(&now)
          // The first momentum tells whether it is plain; only the last is seen.
          if made == 0 { _ = try plainMomentum(now) }
          rates.append(now.lr.value)
          made &+= 1
        }
      } catch {
        raised = error
      }
    }
    if let end {
      optimizer.groups[0].lr = .float(end.lr)
      state.lastLR[0] = .float(end.lr)
      if let momentum = end.momentum { optimizer.groups[0].setMomentum(.float(momentum), of: optimizer.kind) }
      leave(at: epoch &+ made, steps: made, end.period)
    }
    // What a user's function raises ends the run in the step after; it is not asked again.
    if let raised, raised != .notPlain {
      leave(at: epoch &+ made &+ 1, steps: 1, nil)
      throw raised
    }
    return made
  }

  package func foresee(_ optimizer: Optimizer, _ count: Int, into factors: inout [Double]) -> Int {
    guard Self.multipliesLR, optimizer.groups.count == 1, let epoch = plainEpoch(optimizer) else { return 0 }
    guard var now = try? plainMoment(optimizer.groups[0], 0, epoch) else { return 0 }
    for step in 0..<count {
      // What a formula that multiplies makes of 1 is its factor, to the bit.
      now.lr = 1
      do throws(PythonError) { try advance(&now) } catch { return step }
      factors.append(now.lr.value)
    }
    return count
  }

  package mutating func makeForeseen(_ steps: Int, lastLR: Double) {
    guard case .integer(let epoch) = state.lastEpoch else { return }
    state.lastLR[0] = .float(lastLR)
    leave(at: epoch &+ steps, steps: steps, nil)
  }

  @inline(__always)
  private func advance(_ now: inout Moment<Plain>) throws(PythonError) {
    let before = (now.epoch, now.period, now.stepCount)
    do throws(PythonError) {
      now.epoch = Plain(known: now.epoch.value + 1)
      now.stepCount = Plain(known: now.stepCount.value + 1)
      if let period = now.period { now.period = try next(period) }
      let lr = try lr(now)
      // Otherwise ints have become too large for what is computed with them, or something was not plain.
      guard lr.value.magnitude < 0x1p50 else { throw PythonError.notPlain }
      now.lr = lr
    } catch {
      (now.epoch, now.period, now.stepCount) = before
      throw error
    }
  }

  // Writes down where plain steps have led.
  @inline(__always)
  private mutating func leave(at epoch: Int, steps: Int, _ period: Period<Plain>?) {
    state.lastEpoch = .integer(epoch)
    // CosineAnnealingWarmRestarts counts no steps.
    if !Self.keepsPeriod { state.stepCount &+= steps }
    if Self.keepsPeriod, let period {
      self.period = Period(
        current: .integer(Int(period.current.value)),
        length: .integer(Int(period.length.value))
      )
    }
  }

  // The epoch before the step, where all that a step reads may be plain.
  @inline(__always)
  private func plainEpoch(_ optimizer: Optimizer) -> Int? {
    guard case .integer(let epoch) = state.lastEpoch, epoch >= 0, epoch < 1 << 52, state.fault == nil,
      optimizer.groups.count == state.baseLRs.count, optimizer.groups.count == state.lastLR.count
    else { return nil }
    return epoch
  }

  @inline(__always)
  private func plainMoment(
    _ group: borrowing ParameterGroup,
    _ index: Int,
    _ epoch: Int
  ) throws(PythonError) -> Moment<Plain> {
    // An int rate times an int is an int, whose zero has no sign.
    guard case .float(let lr) = group.lr, case .float = state.baseLRs[index] else {
      throw PythonError.notPlain
    }
    var now = Moment(epoch: Plain(known: Double(epoch)), lr: Plain(known: lr))
    now.base = Plain(state.baseLRs[index])
    now.group = index
    now.stepCount = Plain(known: Double(state.stepCount))
    if Self.readsOptions { now.options = try GroupOptions(group) }
    if Self.keepsPeriod, let period {
      // T_cur is no int after a fraction of an epoch.
      guard case .integer = period.current, case .integer = period.length else { throw PythonError.notPlain }
      now.period = Period(current: Plain(period.current), length: Plain(period.length))
    }
    return now
  }

  @inline(__always)
  private func plainMomentum(_ now: Moment<Plain>) throws(PythonError) -> Double? {
    guard Self.setsMomentum, let momentum = try momentum(now) else { return nil }
    guard momentum.value.magnitude < 0x1p50 else { throw PythonError.notPlain }
    return momentum.value
  }
}
