/// The functions of Python's `math` module that PyTorch's schedulers and the scenarios' expressions use, with
/// its errors. Results are the C library's.
public enum PythonMath {
  /// `math.pi`.
  public static let pi: Number = .float(Double.pi)

  /// `math.floor(x)`: an `int`.
  ///
  /// - Throws: `ValueError` for a NaN, `OverflowError` for an infinity, `TypeError` for a `complex`.
  public static func floor(_ x: Number) throws(PythonError) -> Number { try integer(x, .down) }

  /// `math.ceil(x)`: an `int`. Throws as `floor` does.
  public static func ceil(_ x: Number) throws(PythonError) -> Number { try integer(x, .up) }

  /// `int(x)`: the integer towards zero. Throws as `floor` does.
  public static func truncated(_ x: Number) throws(PythonError) -> Number { try integer(x, .towardZero) }

  /// `abs(x)`.
  ///
  /// - Throws: `OverflowError` for a `complex` beyond the largest float.
  public static func abs(_ x: Number) throws(PythonError) -> Number {
    switch x {
    case .float(let value): return .float(value.magnitude)
    case .integer, .big: return try x < 0 ? -x : x
    case .complex(let value): return .float(try value.magnitude())
    case .tensor: throw .tensorOperation
    }
  }

  /// `math.cos(x)`, radians.
  ///
  /// - Throws: `ValueError` for an infinity.
  public static func cos(_ x: Number) throws(PythonError) -> Number { .float(CLibrary.cosine(try angle(x))) }

  /// `math.sin(x)`, radians.
  ///
  /// - Throws: `ValueError` for an infinity.
  public static func sin(_ x: Number) throws(PythonError) -> Number { .float(CLibrary.sine(try angle(x))) }

  private static func angle(_ x: Number) throws(PythonError) -> Double {
    let value = try x.double()
    if value.isInfinite { throw .mathDomain }
    return value
  }

  /// `math.exp(x)`.
  ///
  /// - Throws: `OverflowError`.
  public static func exp(_ x: Number) throws(PythonError) -> Number {
    let value = try x.double()
    let result = CLibrary.exponential(value)
    if result.isInfinite, value.isFinite { throw PythonError(.overflowError, "math range error") }
    return .float(result)
  }

  /// `math.sqrt(x)`.
  ///
  /// - Throws: `ValueError` for a negative number.
  public static func sqrt(_ x: Number) throws(PythonError) -> Number {
    let value = try x.double()
    if value < 0 { throw .mathDomain }
    return .float(value.squareRoot())
  }

  /// `math.log(x)`, the natural logarithm.
  ///
  /// - Throws: `ValueError` unless `x` is positive.
  public static func log(_ x: Number) throws(PythonError) -> Number {
    if case .big(let integer) = x {
      if integer.isNegative { throw .mathDomain }
      if integer.roundedMagnitude().isInfinite {
        // As CPython does: the logarithm of a fraction from 0.5 to 1, and that of the power of two.
        let fraction = integer.roundedMagnitude(timesTwoTo: -integer.bitWidth)
        let exponent = integer.bitWidth + Int(fraction.exponent) + 1
        return .float(
          CLibrary.logarithm(fraction.significand / 2) + CLibrary.logarithm(2) * Double(exponent)
        )
      }
    }
    let value = try x.double()
    if value <= 0 { throw .mathDomain }
    return .float(CLibrary.logarithm(value))
  }

  /// `math.log(x, base)`: `log(x) / log(base)`, rounded twice, so that `log(243, 3)` is less than 5.
  ///
  /// - Throws: as `log`; `ZeroDivisionError` for base 1.
  public static func log(_ x: Number, base: Number) throws(PythonError) -> Number {
    let numerator = try log(x)
    let denominator = try log(base)
    return try numerator / denominator
  }

  private static func integer(
    _ x: Number,
    _ rule: FloatingPointRoundingRule
  ) throws(PythonError) -> Number {
    switch x {
    case .integer, .big: return x
    case .complex: throw .complexConversion
    case .tensor: return try integer(.float(x.double()), rule)
    case .float(let value):
      if value.isNaN { throw PythonError(.valueError, "cannot convert float NaN to integer") }
      let rounded = value.rounded(rule)
      if let small = Int(exactly: rounded) { return .integer(small) }
      guard let large = BigInteger(exactly: rounded) else {
        throw PythonError(.overflowError, "cannot convert float infinity to integer")
      }
      return Number(large)
    }
  }
}
