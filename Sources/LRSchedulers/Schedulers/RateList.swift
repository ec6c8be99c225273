/// Learning rates that are written anew in every step, into the memory of the step before.
package struct RateList: Sendable {
  // Most optimizers have one group: its rate stands here, where to write it asks nobody.
  private var first = FloatCell(0.0)
  private var others: [FloatCell] = []
  private var count = 0

  /// An empty list.
  package init() {}

  /// Starts over; what is there is overwritten.
  mutating func restart() { count = 0 }

  /// Adds a rate.
  @inline(__always)
  package mutating func append(_ rate: Number) {
    if count > others.count { others.append(FloatCell(0.0)) }
    set(rate, at: count)
    count += 1
  }

  /// Makes the list one of `count` rates, each to be written by `set`.
  @inline(__always)
  mutating func prepare(_ count: Int) {
    if self.count != count { resize(count) }
  }

  @inline(never)
  private mutating func resize(_ count: Int) {
    while others.count < count - 1 { others.append(FloatCell(0.0)) }
    self.count = count
  }

  /// Makes the list one of `count` floats, the first to be written by `setFirst`, the others by `set`.
  @inline(__always)
  mutating func prepareFloats(_ count: Int) {
    if self.count != count || !first.isFloat { startFloats(count) }
  }

  @inline(never)
  private mutating func startFloats(_ count: Int) {
    first = FloatCell(0.0)
    resize(count)
  }

  /// Writes the first of some floats.
  @inline(__always)
  mutating func setFirst(_ rate: Double) { first.set(knownFloat: rate) }

  /// Writes a rate.
  @inline(__always)
  mutating func set(_ rate: Double, at index: Int) {
    if index == 0 { first.set(rate) } else { others[index - 1].set(rate) }
  }

  /// Writes a rate of any kind.
  @inline(__always)
  mutating func set(_ rate: Number, at index: Int) {
    if index == 0 { first.set(rate) } else { others[index - 1].set(rate) }
  }

  private func cell(_ index: Int) -> FloatCell { index == 0 ? first : others[index - 1] }

  /// Makes the list that of the groups' current rates.
  @inline(__always)
  mutating func copy(from optimizer: Optimizer) {
    prepare(optimizer.groups.count)
    if count == 1 {
      first.set(optimizer.groups[0].rate)
    } else {
      copyAll(from: optimizer)
    }
  }

  @inline(never)
  private mutating func copyAll(from optimizer: Optimizer) {
    for index in 0..<count {
      let rate = optimizer.groups[index].rate
      if index == 0 { first.set(rate) } else { others[index - 1].set(rate) }
    }
  }

  /// The rates, when all are written.
  package var values: [Number] { (0..<count).map { cell($0).number } }

  /// Gives each group its rate.
  ///
  /// - Throws: `ValueError` where there are more or fewer than groups.
  @inline(__always)
  func assign(to optimizer: inout Optimizer) throws(PythonError) {
    try optimizer.requireGroups(count)
    if count == 1 {
      optimizer.groups[0].rate.set(first)
    } else {
      for index in 0..<count { optimizer.groups[index].rate.set(cell(index)) }
    }
  }
}
