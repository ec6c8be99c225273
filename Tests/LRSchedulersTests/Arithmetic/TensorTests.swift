import Testing

@testable import LRSchedulers

// Values of PyTorch 2.13.0.
@Suite struct TensorTests {
  static let tenth = Number.tensor(Tensor(0.1, .float32))
  static let double = Number.tensor(Tensor(0.1, .float64))

  @Test func aValueIsRoundedToItsType() throws {
    #expect(try Self.tenth.double() == 0.10000000149011612)
    #expect(try Self.double.double() == 0.1)
  }

  @Test func aPythonNumberIsRoundedBeforeTheOperation() throws {
    #expect(try (Self.tenth * 0.3).double() == 0.030000001192092896)
    #expect(try (0.3 - Self.tenth).double() == 0.20000001788139343)
    #expect(try (Self.tenth / 3).double() == 0.03333333507180214)
    #expect(try (Self.tenth * 16_777_217).double() == 1677721.625)
  }

  @Test func anIntIsRoundedOnce() throws {
    let one = Number.tensor(Tensor(1, .float32))
    // By way of a double it would be 2 ** 54.
    let odd = Number.integer(1 << 54 + 1 << 30 + 1)
    #expect(try (one * odd).double() == 18014400656965632)
  }

  @Test func aNumberOverATensorIsItsReciprocalTimesTheNumber() throws {
    #expect(try (3 / Number.tensor(Tensor(0.7, .float32))).double() == 4.285714149475098)
    #expect(try (3 / Number.tensor(Tensor(0.7, .float64))).double() == 4.285714285714286)
  }

  @Test func theWiderTensorDecides() throws {
    #expect(try (Self.tenth + Self.double).double() == 0.20000000149011612)
  }

  @Test func nothingOverflowsAndNothingDividesByZero() throws {
    #expect(try (Self.tenth * 1e300).double() == .infinity)
    #expect(try (Self.tenth / 0).double() == .infinity)
  }

  @Test func anIntBeyond64BitsIsRefused() throws {
    let large = try Number.integer(2).power(63)
    #expect(try (Self.tenth * large).double() == 9.223372174293729e17)
    #expect(throws: PythonError.self) { try Self.tenth * Number.integer(2).power(64) }
  }

  @Test func aTensorIsFilled() throws {
    var group = ParameterGroup(lr: Self.tenth)
    try group.assign(lr: 0.3)
    #expect(try group.lr.double() == 0.30000001192092896)
    #expect(group.lr.isTensor)
    try group.assign(lr: .float(.infinity))
    #expect(try group.lr.double() == .infinity)
    #expect(throws: PythonError.tensorConversion(to: "float")) { try group.assign(lr: 1e300) }
  }

  @Test func aComplexFactorLosesItsImaginaryPartWhereTheTensorIsFilled() throws {
    let product = try Self.tenth * Number.complex(Complex(0.5, 2))
    #expect(throws: PythonError.tensorConversion(to: "double")) { try product.double() }
    var group = ParameterGroup(lr: Self.tenth)
    try group.assign(lr: product)
    #expect(try group.lr.double() == 0.05000000074505806)
  }

  @Test func comparisonsRoundToTheTensorsType() throws {
    #expect(Self.tenth == 0.1)
    #expect(!(Self.tenth == Self.double))
    #expect(try !(Self.tenth > 0.1))
    #expect(try Self.tenth < 0.2)
  }

  @Test func otherOperationsAreRefused() {
    #expect(throws: PythonError.tensorOperation) { try Self.tenth.power(2) }
    #expect(throws: PythonError.tensorOperation) { try Self.tenth.modulo(2) }
    #expect(throws: PythonError.tensorOperation) { try PythonMath.abs(Self.tenth) }
  }
}
