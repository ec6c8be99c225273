extension [Number] {
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
