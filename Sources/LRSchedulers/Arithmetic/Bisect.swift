extension Array {
  /// The index behind the elements that `x`, of which `isBefore` tells whether it comes before an element, does not come
  /// before: by binary search, the same for every kind of number.
  @inline(__always)
  fileprivate func bisect<E>(_ isBefore: (Element) throws(E) -> Bool) throws(E) -> Int {
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

extension [Int] {
  /// Python's `bisect_right`, as of a list of numbers.
  @inline(__always)
  func bisectRight(_ x: Int) -> Int { bisect { x < $0 } }
}

extension [Number] {
  /// The numbers as ints of the machine's size; nil where one is none.
  var integers: [Int]? {
    var integers: [Int] = []
    for number in self {
      guard case .integer(let value) = number else { return nil }
      integers.append(value)
    }
    return integers
  }

  /// Python's `bisect_right`: the index behind the elements that are not greater than `x`, by binary search.
  ///
  /// The list need not be sorted (SequentialLR does not sort its milestones): the result is then what the
  /// search arrives at, as in PyTorch.
  func bisectRight(_ x: Number) throws(PythonError) -> Int {
    try bisect { (element) throws(PythonError) in try x < element }
  }
}
