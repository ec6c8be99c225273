extension Number {
  /// PyTorch's `if x > high or x < low: raise ValueError`; a NaN passes.
  func refuse(below low: Number, above high: Number, _ problem: String) throws(PythonError) {
    if try self > high { throw PythonError(.valueError, problem) }
    if try self < low { throw PythonError(.valueError, problem) }
  }

  /// PyTorch's refusal of counts that are too small or no `int`.
  func refuseUnlessInteger(from low: Number, _ problem: String) throws(PythonError) {
    if try self < low { throw PythonError(.valueError, problem) }
    guard isInteger else { throw PythonError(.valueError, problem) }
  }
}
