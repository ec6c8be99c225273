/// A scheduler that multiplies a rate of each group with a function of the epoch.
protocol FunctionScheduler: EpochScheduler {
  /// One function for each group that there was at construction.
  var lambdas: [ScheduleFunction] { get }

  /// The rate that a group's function is multiplied with.
  func multiplicand(_ optimizer: borrowing Optimizer, _ index: Int) -> Number
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
    guard let last = state.epoch.integer, last >= 0, count < Int.max - last, optimizer.groups.count == 1,
      state.baseLRs.count == 1, lambdas.count == 1
    else {
      for _ in 0..<max(0, count) {
        try functionStep(&optimizer)
        try optimizer.appendRates(to: &rates)
      }
      return
    }
    // The one function is held once for all steps: to hold it costs more than the rest of a step.
    let function = lambdas[0]
    state.lastLR.prepare(1)
    for epoch in last..<last + max(0, count) {
      state.stepCount &+= 1
      state.epoch.set(epoch + 1)
      try setRate(&optimizer, function(.integer(epoch + 1)))
      try optimizer.appendRates(to: &rates)
    }
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
