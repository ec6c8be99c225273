extension Number {
  /// Python's `a ** b`.
  ///
  /// An `int` to a non-negative `int` is exact; everything else is the C library's `pow` with Python's special
  /// cases. A negative number to a fractional power is a `complex`.
  ///
  /// - Throws: `ZeroDivisionError` for zero to a negative power, `OverflowError` for a float too large.
  @inline(never)
  public func power(_ exponent: Number) throws(PythonError) -> Number {
    // Not inlined: a compiler that sees a constant base replaces pow by exp2 or ldexp, whose last bits are others.
    switch (self, exponent) {
    case (.float(let base), .float(let power)): return try Number.floatPower(base, power)
    case (.float(let base), .integer(let power)): return try Number.floatPower(base, Double(power))
    case (.integer(let base), .float(let power)): return try Number.floatPower(Double(base), power)
    default: return try anyPower(exponent)
    }
  }

  private func anyPower(_ exponent: Number) throws(PythonError) -> Number {
    if isTensor || exponent.isTensor { throw .tensorOperation }
    if isComplex || exponent.isComplex { return .complex(try Complex(self).power(Complex(exponent))) }
    if let base = bigInteger, let power = exponent.bigInteger, !power.isNegative {
      return Number(try base.power(power))
    }
    return try Number.floatPower(double(), exponent.double())
  }

  // CPython's float_pow.
  private static func floatPower(_ base: Double, _ exponent: Double) throws(PythonError) -> Number {
    let result = CLibrary.power(base, exponent)
    if base > 0, result.isFinite { return .float(result) }
    return try unusual(result, base, exponent)
  }

  // CPython's special cases are the C library's as well, but for these.
  private static func unusual(_ result: Double, _ base: Double, _ exponent: Double) throws(PythonError)
    -> Number
  {
    guard base.isFinite, exponent.isFinite else { return .float(result) }
    if base == 0, exponent < 0 {
      throw PythonError(.zeroDivisionError, "0.0 cannot be raised to a negative power")
    }
    if base < 0, exponent != exponent.rounded(.down) {
      return .complex(try Complex(base, 0).power(Complex(exponent, 0)))
    }
    if result.isInfinite { throw PythonError(.overflowError, "Numerical result out of range") }
    return .float(result)
  }
}
