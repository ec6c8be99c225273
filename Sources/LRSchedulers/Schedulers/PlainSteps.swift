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
      var memo = Memo(cosine: state.cosine)
      defer { state.cosine = memo.cosine }
      var period: Period<Plain>?
      for index in optimizer.groups.indices {
        var now = try plainMoment(optimizer.groups[index], index)
        try advance(&now, &memo)
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

  /// Plain steps of the only group: some hundreds, or as many as can be made.
  package mutating func manySteps(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) throws(PythonError) -> Int {
    guard optimizer.groups.count == 1, let epoch = plainEpoch(optimizer) else { return 0 }
    // To append each rate takes as long as to compute one.
    let (start, count) = (rates.count, min(count, 512))
    rates.append(contentsOf: repeatElement(0, count: count))
    var memo = Memo(cosine: state.cosine)
    defer { state.cosine = memo.cosine }
    let run = rates.withUnsafeMutableBufferPointer { rates in
      plainRun(optimizer.groups[0], &memo, UnsafeMutableBufferPointer(rebasing: rates[start...]))
    }
    rates.removeLast(count - run.steps)
    if let end = run.end {
      optimizer.groups[0].lr = .float(end.lr)
      state.lastLR[0] = .float(end.lr)
      if let momentum = end.momentum { optimizer.groups[0].setMomentum(.float(momentum), of: optimizer.kind) }
      leave(at: epoch &+ run.steps, steps: run.steps, end.period)
    }
    // What a user's function raises ends the run in the step after; it is not asked again.
    if let raised = run.raised, raised != .notPlain {
      leave(at: epoch &+ run.steps &+ 1, steps: 1, nil)
      throw raised
    }
    return run.steps
  }

  // Steps that change nothing but a register and the list of rates: where they lead, and what stops them.
  private func plainRun(
    _ group: borrowing ParameterGroup,
    _ memo: inout Memo,
    _ rates: UnsafeMutableBufferPointer<Double>
  ) -> PlainRun {
    guard var now = firstMoment(group) else { return PlainRun() }
    var run = PlainRun()
    do throws(PythonError) {
      while run.steps < rates.count {
        try advance(&now, &memo)
        rates[run.steps] = now.lr.value
        run.steps &+= 1
      }
    } catch {
      run.raised = error
    }
    if run.steps == 0 { return run }
    // Only the last momentum is seen.
    do throws(PythonError) {
      run.end = (now.lr.value, try plainMomentum(now), now.period)
    } catch {
      return PlainRun()
    }
    return run
  }

  package func foresee(_ optimizer: Optimizer, _ factors: UnsafeMutableBufferPointer<Double>) -> Int {
    guard Self.multipliesLR, optimizer.groups.count == 1, plainEpoch(optimizer) != nil,
      var now = firstMoment(optimizer.groups[0])
    else { return 0 }
    for step in factors.indices {
      // What a formula that multiplies makes of 1 is its factor, to the bit.
      now.lr = 1
      do throws(PythonError) { try advance(&now, nil) } catch { return step }
      factors[step] = now.lr.value
    }
    return factors.count
  }

  package mutating func makeForeseen(_ steps: Int, lastLR: Double) {
    guard case .integer(let epoch) = state.lastEpoch else { return }
    state.lastLR[0] = .float(lastLR)
    leave(at: epoch &+ steps, steps: steps, nil)
  }

  @inline(__always)
  private func advance(
    _ now: inout Moment<Plain>,
    _ memo: UnsafeMutablePointer<Memo>?
  ) throws(PythonError) {
    now.memo = memo
    defer { now.memo = nil }
    let (epoch, period) = (now.epoch, now.period)
    do throws(PythonError) {
      now.epoch = Plain(known: epoch.value + 1)
      if Self.keepsPeriod, let period { now.period = try next(period) }
      let lr = try lr(now)
      // Otherwise ints have become too large for what is computed with them, or something was not plain.
      guard lr.value.magnitude < 0x1p50 else { throw PythonError.notPlain }
      now.lr = lr
      now.stepCount = Plain(known: now.stepCount.value + 1)
    } catch {
      (now.epoch, now.period) = (epoch, period)
      throw error
    }
  }

  // Writes down where plain steps have led.
  private mutating func leave(at epoch: Int, steps: Int, _ period: Period<Plain>?) {
    state.lastEpoch = .integer(epoch)
    // CosineAnnealingWarmRestarts counts no steps.
    guard Self.keepsPeriod else { return state.stepCount &+= steps }
    if let period {
      self.period = Period(
        current: .integer(Int(period.current.value)),
        length: .integer(Int(period.length.value))
      )
    }
  }

  // The epoch before the step, where all that a step reads may be plain.
  private func plainEpoch(_ optimizer: Optimizer) -> Int? {
    guard case .integer(let epoch) = state.lastEpoch, epoch >= 0, epoch < 1 << 49, state.fault == nil,
      optimizer.groups.count == state.baseLRs.count, optimizer.groups.count == state.lastLR.count
    else { return nil }
    return epoch
  }

  @inline(__always)
  private func plainMoment(
    _ group: borrowing ParameterGroup,
    _ index: Int
  ) throws(PythonError) -> Moment<Plain> {
    // An int rate times an int is an int, whose zero has no sign.
    guard case .float = group.lr, case .float = state.baseLRs[index] else { throw PythonError.notPlain }
    var now: Moment<Plain> = moment(group, index)
    now.isInitial = false
    // Of the step that comes.
    now.stepCount = Plain(known: now.stepCount.value + 1)
    if Self.keepsPeriod, let period {
      // T_cur is no int after a fraction of an epoch.
      guard case .integer = period.current, case .integer = period.length else { throw PythonError.notPlain }
      now.period = Period(current: Plain(period.current), length: Plain(period.length))
    }
    return now
  }

  // Out of line, so that what many steps do again and again is inlined.
  @inline(never)
  private func firstMoment(_ group: borrowing ParameterGroup) -> Moment<Plain>? {
    do throws(PythonError) {
      let now = try plainMoment(group, 0)
      // A momentum that is not plain would undo the run.
      _ = try plainMomentum(now)
      return now
    } catch {
      return nil
    }
  }

  private func plainMomentum(_ now: Moment<Plain>) throws(PythonError) -> Double? {
    guard Self.setsMomentum, let momentum = try momentum(now) else { return nil }
    guard momentum.value.magnitude < 0x1p50 else { throw PythonError.notPlain }
    return momentum.value
  }
}

private struct PlainRun {
  var steps = 0
  var end: (lr: Double, momentum: Double?, period: Period<Plain>?)?
  var raised: PythonError?
}
