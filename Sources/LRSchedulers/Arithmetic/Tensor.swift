/// A PyTorch Tensor of one number, as `torch.tensor(0.1)`: a learning rate may be one.
///
/// A Python number in an operation with a Tensor is first rounded to the Tensor's type, and so is the result. A
/// Tensor in a parameter group stays there: what a scheduler computes is filled into it.
///
/// Source: PyTorch's type promotion (`torch.result_type`), `Tensor.fill_`, `_update_param_group_val`.
public struct Tensor: Sendable, Equatable {
  /// The type of the number.
  public enum DType: String, Sendable, CaseIterable {
    /// 24 bits of precision.
    case float32
    /// 53 bits of precision, as Python's `float`.
    case float64

    func rounded(_ value: Double) -> Double { self == .float32 ? Double(Float(value)) : value }

    // One rounding, not two.
    fileprivate func rounded(_ value: some BinaryInteger) -> Double {
      self == .float32 ? Double(Float(value)) : Double(value)
    }
  }

  /// The type.
  public let dtype: DType
  // A product with a Python `complex` is a complex Tensor; it lives until it is filled into a real one.
  private let parts: Complex
  private let isComplex: Bool

  /// `torch.tensor(value, dtype=dtype)`; the value is rounded to the type.
  public init(_ value: Double, _ dtype: DType) {
    self.init(Complex(value, 0), dtype, isComplex: false)
  }

  private init(_ parts: Complex, _ dtype: DType, isComplex: Bool) {
    self.dtype = dtype
    self.parts = Complex(dtype.rounded(parts.real), dtype.rounded(parts.imaginary))
    self.isComplex = isComplex
  }

  // A number of an operation, in the type in which it is computed.
  private init(_ number: Number, in dtype: DType) throws(PythonError) {
    switch number {
    case .float(let value): self.init(value, dtype)
    case .integer(let value): self.init(dtype.rounded(value), dtype)
    case .big(let value):
      guard let word = value.word else { throw PythonError(.overflowError, "int too big to convert") }
      self.init(dtype.rounded(word), dtype)
    case .complex(let value): self.init(value, dtype, isComplex: true)
    case .tensor(let tensor): self.init(tensor.parts, dtype, isComplex: tensor.isComplex)
    }
  }

  /// PyTorch's `tensor.to(dtype)`.
  package func converted(to dtype: DType) -> Tensor { Tensor(parts, dtype, isComplex: isComplex) }

  /// Python's `float(tensor)`.
  ///
  /// - Throws: `RuntimeError` for a complex Tensor.
  func double() throws(PythonError) -> Double {
    if parts.imaginary != 0 { throw .tensorConversion(to: "double") }
    return parts.real
  }

  /// Python's `-tensor`.
  var negated: Tensor { Tensor(-parts, dtype, isComplex: isComplex) }

  /// PyTorch's `tensor.fill_(value)`.
  ///
  /// - Throws: `RuntimeError` for a number that the type cannot hold, `OverflowError` for an `int` beyond 64 bits.
  func filled(with value: Number) throws(PythonError) -> Tensor {
    if case .float(let number) = value, dtype == .float32, number.isFinite,
      number.magnitude > Double(Float.greatestFiniteMagnitude)
    {
      throw .tensorConversion(to: "float")
    }
    if case .complex(let number) = value, number.imaginary != 0 {
      throw .tensorConversion(to: dtype == .float32 ? "float" : "double")
    }
    return Tensor(try Tensor(value, in: dtype).parts.real, dtype)
  }

  /// An operation of two numbers, at least one of them a Tensor.
  static func combine(
    _ a: Number,
    _ b: Number,
    real: (Double, Double) -> Double,
    complex: (Complex, Complex) throws(PythonError) -> Complex
  ) throws(PythonError) -> Number {
    let (x, y) = try promoted(a, b)
    if x.isComplex || y.isComplex {
      return .tensor(Tensor(try complex(x.parts, y.parts), x.dtype, isComplex: true))
    }
    // Rounding a double's sum, difference, product or quotient of two float32 gives that of float32, to the bit.
    return .tensor(Tensor(real(x.parts.real, y.parts.real), x.dtype))
  }

  /// Python's `a / b`, at least one of them a Tensor. A number over a Tensor is the Tensor's reciprocal times the number.
  static func quotient(_ a: Number, _ b: Number) throws(PythonError) -> Number {
    if case .tensor(let divisor) = b, !a.isTensor {
      return try .tensor(Tensor(1, divisor.dtype)) / b * a
    }
    return try combine(a, b, real: { $0 / $1 }, complex: { (x, y) throws(PythonError) in try x / y })
  }

  /// Both numbers in the type in which PyTorch compares them.
  ///
  /// - Throws: `OverflowError` for an `int` beyond 64 bits.
  static func doubles(_ a: Number, _ b: Number) throws(PythonError) -> (Double, Double) {
    let (x, y) = try promoted(a, b)
    return (try x.double(), try y.double())
  }

  // A Tensor of more precision takes the other along; a Python number never does.
  private static func promoted(_ a: Number, _ b: Number) throws(PythonError) -> (Tensor, Tensor) {
    let isDouble = [a, b].contains {
      if case .tensor(let tensor) = $0 { tensor.dtype == .float64 } else { false }
    }
    let dtype = isDouble ? DType.float64 : .float32
    return (try Tensor(a, in: dtype), try Tensor(b, in: dtype))
  }
}

extension PythonError {
  static func tensorConversion(to type: String) -> PythonError {
    PythonError(.runtimeError, "value cannot be converted to type \(type) without overflow")
  }
  static var tensorOperation: PythonError {
    PythonError(.typeError, "only + - * / and comparisons of a Tensor are computed")
  }
}
