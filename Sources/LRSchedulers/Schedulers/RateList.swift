/// Learning rates that are written anew in every step, into the memory of the step before.
package struct RateList: Sendable {
  private var storage: [Number] = []
  private var count = 0

  /// An empty list.
  package init() {}

  /// Starts over; what is there is overwritten.
  mutating func restart() { count = 0 }

  /// Adds a rate.
  @inline(__always)
  package mutating func append(_ rate: Number) {
    if count < storage.count {
      storage[count] = rate
    } else {
      storage.append(rate)
    }
    count += 1
  }

  /// The rates, when all are written.
  package var values: [Number] {
    storage.count == count ? storage : Array(storage.prefix(count))
  }

  /// Gives each group its rate.
  ///
  /// - Throws: `ValueError` where there are more or fewer than groups.
  @inline(__always)
  func assign(to optimizer: inout Optimizer) throws(PythonError) {
    try optimizer.requireGroups(count)
    for index in 0..<count { optimizer.groups[index].lr = storage[index] }
  }
}
