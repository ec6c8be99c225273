/// A number as PyTorch's schedulers see it: a Python `int` or `float`, with Python's arithmetic.
///
/// The distinction is observable: integers are exact and unbounded, an `int` too large for a `float` raises
/// `OverflowError`, and PyTorch refuses `pct_start=1` where it takes `1.0`. Literals choose as Python's do:
///
/// ```swift
/// let epochs: Number = 3      // int
/// let gamma: Number = 0.1     // float
/// try gamma.power(epochs)     // 0.0010000000000000002
/// ```
///
/// `+ - * /` and the named operations follow CPython operation by operation, so that results are equal to the
/// bit on the same C library. They throw where Python raises.
public enum Number: Sendable {
  /// A `float`: an IEEE 754 double.
  case float(Double)
  /// An `int` that fits 64 bits.
  case integer(Int)
  /// An `int` beyond 64 bits. Invariant: never holds a value that `integer` can hold.
  case big(BigInteger)
  /// A `complex`, which Python makes of a negative number's fractional power. To observe it raises `TypeError`. It is
  /// kept apart, so that the usual numbers stay as small as they are.
  indirect case complex(Complex)
  /// A PyTorch Tensor, where a learning rate is one.
  indirect case tensor(Tensor)
}

extension Number: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// A Python `int`.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A Python `float`.
  public init(floatLiteral value: Double) { self = .float(value) }
}

extension Number {
  /// Whether `isinstance(x, int)` holds.
  public var isInteger: Bool {
    switch self {
    case .integer, .big: true
    case .float, .complex, .tensor: false
    }
  }

  /// Whether the number is a NaN.
  public var isNaN: Bool {
    if case .float(let value) = self { value.isNaN } else { false }
  }

  /// Python's `float(x)`.
  ///
  /// - Throws: `OverflowError` for an `int` too large, `TypeError` for a `complex`, `RuntimeError` for a complex Tensor.
  public func double() throws(PythonError) -> Double {
    switch self {
    case .float(let value): return value
    case .integer(let value): return Double(value)
    case .big(let value): return try value.double()
    case .tensor(let value): return try value.double()
    case .complex: throw .complexConversion
    }
  }

  /// The integer as one of any size; nil for a `float` or a `complex`.
  var bigInteger: BigInteger? {
    switch self {
    case .integer(let value): BigInteger(value)
    case .big(let value): value
    case .float, .complex, .tensor: nil
    }
  }

  /// The `int` of a value of any size, in its one representation.
  init(_ value: BigInteger) {
    if let small = value.int { self = .integer(small) } else { self = .big(value) }
  }

  var isComplex: Bool {
    if case .complex = self { true } else { false }
  }

  /// Whether the number is a PyTorch Tensor.
  public var isTensor: Bool {
    if case .tensor = self { true } else { false }
  }

  // An operation as Python makes it of each pair of types.
  private static func combine(
    _ a: Number,
    _ b: Number,
    rounded: (Double, Double) -> Double,
    whole: (Int, Int) -> (partialValue: Int, overflow: Bool),
    exact: (BigInteger, BigInteger) throws(PythonError) -> BigInteger,
    complex: (Complex, Complex) -> Complex
  ) throws(PythonError) -> Number {
    if case .float(let x) = a, let y = b.exactDouble { return .float(rounded(x, y)) }
    if case .float(let y) = b, let x = a.exactDouble { return .float(rounded(x, y)) }
    if case .integer(let x) = a, case .integer(let y) = b {
      let (result, overflow) = whole(x, y)
      if !overflow { return .integer(result) }
    }
    if a.isTensor || b.isTensor {
      return try Tensor.combine(a, b, real: rounded) { (x, y) throws(PythonError) in complex(x, y) }
    }
    if a.isComplex || b.isComplex { return .complex(complex(try Complex(a), try Complex(b))) }
    if let x = a.bigInteger, let y = b.bigInteger { return Number(try exact(x, y)) }
    return .float(rounded(try a.double(), try b.double()))
  }
}

extension Number {
  /// Python's `a + b`.
  public static func + (a: Number, b: Number) throws(PythonError) -> Number {
    try combine(a, b, rounded: +, whole: { $0.addingReportingOverflow($1) }, exact: +, complex: +)
  }

  /// Python's `a - b`.
  public static func - (a: Number, b: Number) throws(PythonError) -> Number {
    try combine(a, b, rounded: -, whole: { $0.subtractingReportingOverflow($1) }, exact: -, complex: -)
  }

  /// Python's `a * b`.
  public static func * (a: Number, b: Number) throws(PythonError) -> Number {
    let exact = { (x: BigInteger, y: BigInteger) throws(PythonError) in try x.multiplied(by: y) }
    return try combine(
      a,
      b,
      rounded: *,
      whole: { $0.multipliedReportingOverflow(by: $1) },
      exact: exact,
      complex: *
    )
  }

  /// Python's `a / b`: a float, of two integers the nearest to the exact quotient.
  ///
  /// - Throws: `ZeroDivisionError`, `OverflowError`.
  public static func / (a: Number, b: Number) throws(PythonError) -> Number {
    if let x = a.exactDouble, let y = b.exactDouble, y != 0 { return .float(x / y) }
    if a.isTensor || b.isTensor { return try Tensor.quotient(a, b) }
    if a.isComplex || b.isComplex { return .complex(try Complex(a) / Complex(b)) }
    // An int is made a float before it is divided by one, and may be too large for it.
    if case .big(let integer) = a, case .float = b { _ = try integer.double() }
    if b.isZero { throw .divisionByZero }
    if let x = a.bigInteger, let y = b.bigInteger { return .float(try x.quotient(dividedBy: y)) }
    return .float(try a.double() / b.double())
  }

  /// Python's `-a`.
  public static prefix func - (a: Number) -> Number {
    switch a {
    case .float(let value): .float(-value)
    case .integer(let value): Number(-BigInteger(value))
    case .big(let value): Number(-value)
    case .complex(let value): .complex(-value)
    case .tensor(let value): .tensor(value.negated)
    }
  }

  /// Integers up to this magnitude are doubles without rounding.
  static let exactIntegers: UInt = 1 << 53

  /// Whether the number is an `int` or `float` equal to zero.
  var isZero: Bool {
    switch self {
    case .float(let value): value == 0
    case .integer(let value): value == 0
    case .big, .complex, .tensor: false
    }
  }
}
