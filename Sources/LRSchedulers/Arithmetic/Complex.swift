/// A Python `complex`, which comes of a negative number's fractional power.
///
/// Each operation is CPython's (3.11, `Objects/complexobject.c`), in the same order of roundings: an `int` or a
/// `float` among the operands is made a complex with the imaginary part 0.0 first.
public struct Complex: Sendable, Equatable {
  /// The real part.
  public var real: Double
  /// The imaginary part.
  public var imaginary: Double

  /// A complex number.
  public init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  /// Python's `complex(x)`.
  ///
  /// - Throws: `OverflowError` for an `int` beyond the largest float.
  init(_ number: Number) throws(PythonError) {
    if case .complex(let value) = number {
      self = value
    } else {
      self.init(try number.double(), 0)
    }
  }

  /// Whether `bool(z)` is false.
  var isZero: Bool { real == 0 && imaginary == 0 }

  static prefix func - (a: Complex) -> Complex { Complex(-a.real, -a.imaginary) }

  static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }

  static func - (a: Complex, b: Complex) -> Complex {
    Complex(a.real - b.real, a.imaginary - b.imaginary)
  }

  static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      a.real * b.real - a.imaginary * b.imaginary,
      a.real * b.imaginary + a.imaginary * b.real
    )
  }

  /// The quotient by Smith's method, which scales by the larger part of the divisor.
  ///
  /// - Throws: `ZeroDivisionError`.
  static func / (a: Complex, b: Complex) throws(PythonError) -> Complex {
    // Multiplied by −i both keep their quotient, and the larger part comes first.
    if b.real.magnitude < b.imaginary.magnitude {
      return try Complex(a.imaginary, -a.real) / Complex(b.imaginary, -b.real)
    }
    guard b.real.magnitude >= b.imaginary.magnitude else { return Complex(.nan, .nan) }
    if b.real == 0 { throw PythonError(.zeroDivisionError, "complex division by zero") }
    let ratio = b.imaginary / b.real
    let divisor = b.real + b.imaginary * ratio
    return Complex((a.real + a.imaginary * ratio) / divisor, (a.imaginary - a.real * ratio) / divisor)
  }

  /// Python's `abs(z)`.
  ///
  /// - Throws: `OverflowError`.
  func magnitude() throws(PythonError) -> Double {
    if real.isInfinite || imaginary.isInfinite { return .infinity }
    if real.isNaN || imaginary.isNaN { return .nan }
    let result = CLibrary.hypotenuse(real, imaginary)
    if result.isInfinite { throw PythonError(.overflowError, "absolute value too large") }
    return result
  }

  /// Python's `a ** b` of complex numbers.
  ///
  /// - Throws: `ZeroDivisionError` for zero to a power that is negative or complex, `OverflowError`.
  func power(_ exponent: Complex) throws(PythonError) -> Complex {
    let isSmallInteger =
      exponent.imaginary == 0 && exponent.real == exponent.real.rounded(.down)
      && exponent.real.magnitude <= 100
    let result = try isSmallInteger ? power(Int(exponent.real)) : polarPower(exponent)
    if result.real.isInfinite || result.imaginary.isInfinite {
      throw PythonError(.overflowError, "complex exponentiation")
    }
    return result
  }

  private func power(_ exponent: Int) throws(PythonError) -> Complex {
    var result = Complex(1, 0)
    var square = self
    var remaining = exponent.magnitude
    while remaining > 0 {
      if remaining & 1 == 1 { result = result * square }
      square = square * square
      remaining >>= 1
    }
    if exponent > 0 { return result }
    if result.isZero { throw .complexZeroToPower }
    return try Complex(1, 0) / result
  }

  private func polarPower(_ exponent: Complex) throws(PythonError) -> Complex {
    if isZero {
      if exponent.imaginary != 0 || exponent.real < 0 { throw .complexZeroToPower }
      return Complex(0, 0)
    }
    let magnitude = CLibrary.hypotenuse(real, imaginary)
    var length = CLibrary.power(magnitude, exponent.real)
    let angle = CLibrary.angle(imaginary, real)
    var phase = angle * exponent.real
    if exponent.imaginary != 0 {
      length /= CLibrary.exponential(angle * exponent.imaginary)
      phase += exponent.imaginary * CLibrary.logarithm(magnitude)
    }
    // The C library calls the cosine of an infinity a domain error, which Python takes for that of a zero.
    if phase.isInfinite { throw .complexZeroToPower }
    return Complex(length * CLibrary.cosine(phase), length * CLibrary.sine(phase))
  }

  /// Python's `z == x`, exact for an `int` of any size.
  func isEqual(to other: Number) -> Bool {
    if case .complex(let other) = other { return self == other }
    return imaginary == 0 && .float(real) == other
  }
}

extension PythonError {
  fileprivate static var complexZeroToPower: PythonError {
    PythonError(.zeroDivisionError, "0.0 to a negative or complex power")
  }
}
