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
    // All functions are asked before a rate is set.
    for index in 0..<count {
      state.lastLR.set(try multiplicand(optimizer, index) * lambdas[index](.integer(epoch + 1)), at: index)
    }
    try state.lastLR.assign(to: &optimizer)
  }
}
