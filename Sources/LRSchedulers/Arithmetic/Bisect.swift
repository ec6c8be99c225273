extension [Int] {
  /// Python's `bisect_right`, as of a list of numbers.
  @inline(__always)
  func bisectRight(_ x: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if x < self[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
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
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if try x < self[middle] {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
