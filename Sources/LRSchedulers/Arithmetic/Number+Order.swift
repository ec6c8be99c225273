extension Number: Equatable {
  /// Python's `a == b`: by value, whatever the types; a NaN equals nothing.
  public static func == (a: Number, b: Number) -> Bool {
    if let x = a.exactDouble, let y = b.exactDouble { return x == y }
    return order(a, b) == .equal
  }

  /// Python's `a < b`; throws `TypeError` for a `complex`.
  public static func < (a: Number, b: Number) throws(PythonError) -> Bool {
    if let x = a.exactDouble, let y = b.exactDouble { return x < y }
    return try comparable(a, b) == .less
  }

  /// Python's `a > b`; throws `TypeError` for a `complex`.
  public static func > (a: Number, b: Number) throws(PythonError) -> Bool { try b < a }

  /// Python's `a <= b`; throws `TypeError` for a `complex`.
  public static func <= (a: Number, b: Number) throws(PythonError) -> Bool {
    if let x = a.exactDouble, let y = b.exactDouble { return x <= y }
    let order = try comparable(a, b)
    return order == .less || order == .equal
  }

  /// Python's `a >= b`; throws `TypeError` for a `complex`.
  public static func >= (a: Number, b: Number) throws(PythonError) -> Bool { try b <= a }

  // As a double, where that loses nothing.
  var exactDouble: Double? {
    if case .float(let value) = self { return value }
    if case .integer(let value) = self, value.magnitude <= Number.exactIntegers { return Double(value) }
    return nil
  }

  private enum Order {
    case less, equal, greater, unordered

    var reversed: Order { self == .less ? .greater : self == .greater ? .less : self }
  }

  private static func comparable(_ a: Number, _ b: Number) throws(PythonError) -> Order {
    if a.isComplex || b.isComplex { throw .complexOrder }
    return order(a, b)
  }

  // For what has no `exactDouble`: at least one integer beyond 2 ** 53, a complex or a Tensor.
  private static func order(_ a: Number, _ b: Number) -> Order {
    if case .complex(let x) = a { return x.isEqual(to: b) ? .equal : .unordered }
    if case .complex(let y) = b { return y.isEqual(to: a) ? .equal : .unordered }
    if a.isTensor || b.isTensor {
      guard let (x, y) = try? Tensor.doubles(a, b) else { return .unordered }
      return x == y ? .equal : x < y ? .less : x > y ? .greater : .unordered
    }
    if let x = a.bigInteger, let y = b.bigInteger {
      return x == y ? .equal : x < y ? .less : .greater
    }
    if let x = a.bigInteger, case .float(let y) = b { return order(x, y) }
    if case .float(let x) = a, let y = b.bigInteger { return order(y, x).reversed }
    return .unordered
  }

  // An integer beyond 2 ** 53 and a float are compared by their exact values, as Python does:
  // 2 ** 53 + 1 > 2.0 ** 53. What the float has behind the point cannot decide.
  private static func order(_ x: BigInteger, _ y: Double) -> Order {
    guard let whole = BigInteger(exactly: y.rounded(.towardZero)) else {
      return y.isNaN ? .unordered : y > 0 ? .less : .greater
    }
    return x == whole ? .equal : x < whole ? .less : .greater
  }
}
