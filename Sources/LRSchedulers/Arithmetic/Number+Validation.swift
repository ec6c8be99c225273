extension Number {
  /// The number, after PyTorch's `if x > high or x < low: raise ValueError`; a NaN passes.
  func checked(from low: Number, to high: Number, _ problem: String) throws(PythonError) -> Number {
    guard try !(self > high), try !(self < low) else { throw PythonError(.valueError, problem) }
    return self
  }

  /// The number, after PyTorch's refusal of what is less than 1 or no `int`.
  func positiveInteger(named name: String) throws(PythonError) -> Number {
    guard try self >= 1, isInteger else {
      throw PythonError(.valueError, "\(name) is not a positive integer")
    }
    return self
  }
}
