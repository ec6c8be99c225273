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
    // Python's special cases of a base above zero are also the C library's, but for a result that is not finite.
    if base > 0 {
      let result = CLibrary.power(base, exponent)
      if result.isFinite { return .float(result) }
    }
    return try unusualFloatPower(base, exponent)
  }

  private static func unusualFloatPower(_ base: Double, _ exponent: Double) throws(PythonError) -> Number {
    if base > 0, base.isFinite, exponent.isFinite {
      throw PythonError(.overflowError, "Numerical result out of range")
    }
    if exponent == 0 { return 1.0 }
    if base.isNaN { return .float(base) }
    if exponent.isNaN { return .float(exponent) }
    if exponent.isInfinite {
      if base.magnitude == 1 { return 1.0 }
      return (exponent > 0) == (base.magnitude > 1) ? .float(exponent.magnitude) : 0.0
    }
    let exponentIsOdd = CLibrary.remainder(exponent.magnitude, 2) == 1
    if base.isInfinite {
      if exponent > 0 { return .float(exponentIsOdd ? base : base.magnitude) }
      return .float(exponentIsOdd && base < 0 ? -0.0 : 0.0)
    }
    if base == 0 {
      if exponent < 0 {
        throw PythonError(.zeroDivisionError, "0.0 cannot be raised to a negative power")
      }
      return .float(exponentIsOdd ? base : 0.0)
    }
    // What is left are finite numbers below zero.
    if exponent != exponent.rounded(.down) {
      return .complex(try Complex(base, 0).power(Complex(exponent, 0)))
    }
    let result = CLibrary.power(-base, exponent)
    if result.isInfinite { throw PythonError(.overflowError, "Numerical result out of range") }
    return .float(exponentIsOdd ? -result : result)
  }
}
