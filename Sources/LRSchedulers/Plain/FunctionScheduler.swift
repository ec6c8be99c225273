/// A scheduler that multiplies a rate of each group with a function of the epoch.
protocol FunctionScheduler: EpochScheduler {
  /// One function for each group that there was at construction.
  var lambdas: [ScheduleFunction] { get }

  /// Whether a group's function is multiplied with its base lr, and not with its current one.
  static var multipliesBase: Bool { get }
}

extension FunctionScheduler {
  /// `step()`, quick where the epoch is an int and no group was added.
  @inline(__always)
  mutating func functionStep(_ optimizer: inout Optimizer) throws(PythonError) {
    let count = optimizer.groups.count
    guard let epoch = state.epoch.integer, epoch < Int.max, count == state.baseLRs.count,
      count == lambdas.count
    else { return try exactStep(&optimizer) }
    state.stepCount &+= 1
    state.epoch.set(epoch + 1)
    state.lastLR.prepare(count)
    // The usual case, without the loop.
    if count == 1 { return try setRate(&optimizer, lambdas[0](.integer(epoch + 1))) }
    // All functions are asked before a rate is set.
    for index in 0..<count {
      try setProduct(optimizer, lambdas[index](.integer(epoch + 1)), index)
    }
    try state.lastLR.assign(to: &optimizer)
  }

  // The rate that a group's function is multiplied with.
  @inline(__always)
  func multiplicand(_ optimizer: borrowing Optimizer, _ index: Int) -> Number {
    Self.multipliesBase ? state.baseLRs[index] : optimizer.groups[index].lr
  }

  // The rate of the only group.
  @inline(__always)
  private mutating func setRate(_ optimizer: inout Optimizer, _ factor: Number) throws(PythonError) {
    if case .float(let factor) = factor, case .float(let rate) = multiplicand(optimizer, 0) {
      state.lastLR.set(rate * factor, at: 0)
      optimizer.groups[0].rate.set(rate * factor)
    } else {
      try setProduct(optimizer, factor, 0)
      try state.lastLR.assign(to: &optimizer)
    }
  }

  /// `step()`, many times.
  @inline(__always)
  mutating func functionSteps(
    _ optimizer: inout Optimizer,
    count: Int,
    into rates: inout [Double]
  ) throws(PythonError) {
    var left = count
    // Room is made before it is known how many floats come: little where the last ones were few.
    var atOnce = 32
    while left > 0 {
      let made = try floatRun(&optimizer, atMost: min(left, atOnce), into: &rates)
      atOnce = made < atOnce ? max(1, made) : min(512, 2 * atOnce)
      left -= made
      if made > 0 { continue }
      try functionStep(&optimizer)
      try optimizer.appendRates(to: &rates)
      left -= 1
    }
  }

  // As many steps as can be made at once, up to a few hundred: those of one group whose rate is a float, as long as the
  // function gives floats. Only the last has to be seen in the optimizer.
  @inline(__always)
  private mutating func floatRun(
    _ optimizer: inout Optimizer,
    atMost count: Int,
    into rates: inout [Double]
  ) throws(PythonError) -> Int {
    guard let last = state.epoch.integer, last >= 0, last < Int.max - 512, optimizer.groups.count == 1,
      state.baseLRs.count == 1, lambdas.count == 1, case .float(var rate) = multiplicand(optimizer, 0)
    else { return 0 }
    let base = rate
    // The function is held once for all steps: to hold it costs more than the rest of a step.
    let function = lambdas[0]
    let start = rates.count
    rates.append(contentsOf: repeatElement(0, count: count))
    var made = 0
    // What the function gave beside a float: the exact arithmetic goes on from there.
    var other: Result<Number, PythonError>?
    rates.withUnsafeMutableBufferPointer { rates in
      while made < count {
        do throws(PythonError) {
          let value = try function(.integer(last &+ made &+ 1))
          guard case .float(let factor) = value else {
            other = .success(value)
            return
          }
          rates[start &+ made] = factor
          made &+= 1
        } catch {
          other = .failure(error)
          return
        }
      }
    }
    // Apart from the calls, so that a rate stays in its register.
    rates.withUnsafeMutableBufferPointer { rates in
      for index in start..<start &+ made {
        rate = (Self.multipliesBase ? base : rate) * rates[index]
        rates[index] = rate
      }
    }
    rates.removeLast(count - made)
    state.stepCount &+= made
    state.epoch.set(last + made)
    if made > 0 {
      optimizer.groups[0].rate.set(rate)
      state.lastLR.prepare(1)
      state.lastLR.set(rate, at: 0)
    }
    guard let other else { return made }
    state.stepCount &+= 1
    state.epoch.set(last + made + 1)
    state.lastLR.prepare(1)
    try setRate(&optimizer, other.get())
    try optimizer.appendRates(to: &rates)
    return made + 1
  }

  // Any numbers.
  @inline(never)
  private mutating func setProduct(
    _ optimizer: borrowing Optimizer,
    _ factor: Number,
    _ index: Int
  ) throws(PythonError) {
    state.lastLR.set(try multiplicand(optimizer, index) * factor, at: index)
  }
}
