extension Number {
  /// Python's `a % b`: the remainder with the sign of `b`.
  ///
  /// - Throws: `ZeroDivisionError`; `TypeError` for a `complex`.
  public func modulo(_ divisor: Number) throws(PythonError) -> Number {
    if case .integer(let a) = self, case .integer(let b) = divisor, b > 0 {
      let remainder = a % b
      return .integer(remainder < 0 ? remainder + b : remainder)
    }
    return try divided(by: divisor).remainder
  }

  /// Python's `a // b`: the quotient rounded down.
  ///
  /// - Throws: `ZeroDivisionError`; `TypeError` for a `complex`.
  public func floorDivided(by divisor: Number) throws(PythonError) -> Number {
    try divided(by: divisor).quotient
  }

  private func divided(
    by divisor: Number
  ) throws(PythonError) -> (quotient: Number, remainder: Number) {
    if isTensor || divisor.isTensor { throw .tensorOperation }
    if isComplex || divisor.isComplex { throw .complexOrder }
    if let a = bigInteger, let b = divisor.bigInteger {
      if divisor.isZero { throw .divisionByZero }
      let (quotient, remainder) = a.floorDivided(by: b)
      return (Number(quotient), Number(remainder))
    }
    let a = try double()
    let b = try divisor.double()
    if b == 0 { throw .divisionByZero }
    let (quotient, remainder) = Number.floorDivision(a, b)
    return (.float(quotient), .float(remainder))
  }

  // CPython's float_divmod: the remainder is fmod's, moved to the divisor's sign; the quotient is made from it,
  // because floor(a / b) can be one off after rounding. Zeros get the sign of the divisor or of the quotient.
  private static func floorDivision(_ a: Double, _ b: Double) -> (quotient: Double, remainder: Double) {
    var remainder = CLibrary.remainder(a, b)
    var quotient = (a - remainder) / b
    if remainder != 0 {
      if (b < 0) != (remainder < 0) {
        remainder += b
        quotient -= 1
      }
    } else {
      remainder = b.sign == .minus ? -0.0 : 0.0
    }
    guard quotient != 0 else {
      return ((a / b).sign == .minus ? -0.0 : 0.0, remainder)
    }
    var floored = quotient.rounded(.down)
    if quotient - floored > 0.5 { floored += 1 }
    return (floored, remainder)
  }
}
