/// Learning rates that are written anew in every step, into the memory of the step before.
package struct RateList: Sendable {
  private var storage: [FloatCell] = []
  private var count = 0

  /// An empty list.
  package init() {}

  /// Starts over; what is there is overwritten.
  mutating func restart() { count = 0 }

  /// Adds a rate.
  @inline(__always)
  package mutating func append(_ rate: Number) {
    if count < storage.count {
      set(rate, at: count)
    } else {
      storage.append(FloatCell(rate))
    }
    count += 1
  }

  /// Makes the list one of `count` rates, each to be written by `set`.
  @inline(__always)
  mutating func prepare(_ count: Int) {
    if self.count != count { resize(count) }
  }

  @inline(never)
  private mutating func resize(_ count: Int) {
    while storage.count < count { storage.append(FloatCell(0.0)) }
    self.count = count
  }

  /// Writes a rate.
  @inline(__always)
  mutating func set(_ rate: Double, at index: Int) { storage[index].set(rate) }

  /// Writes a rate of any kind.
  @inline(__always)
  mutating func set(_ rate: Number, at index: Int) {
    if case .float(let value) = rate { storage[index].set(value) } else { storage[index].number = rate }
  }

  /// Makes the list that of the groups' current rates.
  @inline(__always)
  mutating func copy(from optimizer: Optimizer) {
    prepare(optimizer.groups.count)
    for index in 0..<count {
      if optimizer.groups[index].rate.isFloat {
        storage[index].set(optimizer.groups[index].rate.knownFloat)
      } else {
        storage[index] = optimizer.groups[index].rate
      }
    }
  }

  /// The rates, when all are written.
  package var values: [Number] { storage.prefix(count).map(\.number) }

  /// Gives each group its rate.
  ///
  /// - Throws: `ValueError` where there are more or fewer than groups.
  @inline(__always)
  func assign(to optimizer: inout Optimizer) throws(PythonError) {
    try optimizer.requireGroups(count)
    for index in 0..<count {
      if storage[index].isFloat {
        optimizer.groups[index].rate.set(storage[index].knownFloat)
      } else {
        optimizer.groups[index].rate = storage[index]
      }
    }
  }
}
