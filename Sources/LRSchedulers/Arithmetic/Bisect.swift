extension Array {
  /// The index behind the elements that `x`, of which `isBefore` tells whether it comes before an element, does not
  /// come before: by binary search.
  func bisect<E>(_ isBefore: (Element) throws(E) -> Bool) throws(E) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if try isBefore(self[middle]) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}

extension [Number] {
  /// Python's `bisect_right`: the index behind the elements that are not greater than `x`, by binary search.
  ///
  /// The list need not be sorted (SequentialLR does not sort its milestones): the result is then what the
  /// search arrives at, as in PyTorch.
  package func bisectRight(_ x: Number) throws(PythonError) -> Int {
    try bisect { (element) throws(PythonError) in try x < element }
  }
}

/// Epochs, mostly in ascending order.
package struct Milestones: Sendable {
  /// The epochs.
  package let numbers: [Number]
  /// The same as doubles; nil where that loses something.
  let doubles: [Double]?

  /// Epochs as they stand; searched as if they were sorted.
  package init(asGiven milestones: [Number]) {
    numbers = milestones
    doubles = nil
  }

  /// Sorts epochs; the order of equal ones does not matter.
  package init(_ milestones: [Number]) throws(PythonError) {
    var sorted: [Number] = []
    for milestone in milestones { sorted.insert(milestone, at: try sorted.bisectRight(milestone)) }
    numbers = sorted
    let doubles = sorted.map { Plain($0).value }
    self.doubles = doubles.contains(where: \.isNaN) ? nil : doubles
  }
}
