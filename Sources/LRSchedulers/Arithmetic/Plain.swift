/// A double, in the usual case, in which Python's arithmetic is IEEE arithmetic.
///
/// It stands for a `float`, or for an `int` that a double holds exactly. A NaN stands for everything else: what Python
/// raises for, and what is no double. It passes through operations, and comparisons refuse it; the driver then makes the
/// step with `Number`. Ints are at most 2⁵⁰, so that no sum of them leaves what doubles hold exactly.
///
/// No operation but a comparison throws: the compiler makes a formula a few instructions.
package struct Plain: Arithmetic {
  let value: Double

  private static var notPlain: Plain { Plain(known: .nan) }

  package init(known value: Double) { self.value = value }
  package init(integerLiteral value: Int) { self.value = Double(value) }
  package init(floatLiteral value: Double) { self.value = value }

  package init(_ number: __shared Number) {
    switch number {
    case .float(let value): self.value = value
    case .integer(let value): self.value = -1 << 50...1 << 50 ~= value ? Double(value) : .nan
    default: self.value = .nan
    }
  }

  @inline(__always)
  package static func compute(
    _ operation: FormulaOperation,
    _ a: Plain,
    _ b: Plain
  ) throws(PythonError) -> Plain {
    switch operation {
    case .plus: Plain(known: a.value + b.value)
    case .minus: Plain(known: a.value - b.value)
    case .times: Plain(known: a.value * b.value)
    // By zero it gives an infinity or a NaN, of which no formula makes a finite number again.
    case .divided: Plain(known: a.value / b.value)
    case .power: power(a, b)
    case .modulo: remainder(a, b)
    case .minimum: try b < a ? b : a
    case .maximum: try b > a ? b : a
    // Only closed forms and periods have them, and those are not computed with doubles.
    case .floorDivided, .log: notPlain
    }
  }

  // Python's special cases have a base that is not positive, or a result that is not finite; one too large for an int
  // may be one.
  //
  // Where the base is written as 2, the compiler may take exp2: CyclicLR raises it to whole cycles, which is exact.
  private static func power(_ a: Plain, _ b: Plain) -> Plain {
    guard a.value > 0, b.value == b.value else { return notPlain }
    let power = CLibrary.power(a.value, b.value)
    return power < 0x1p50 ? Plain(known: power) : notPlain
  }

  // The quotient of two integers below 2⁵⁰ is not rounded up to the next integer, and the product is exact.
  private static func remainder(_ a: Plain, _ b: Plain) -> Plain {
    guard a.value == a.floor.value, b.value > 0, b.value == b.floor.value else { return notPlain }
    return Plain(known: a.value - Plain(known: a.value / b.value).floor.value * b.value)
  }

  package static func compare(
    _ comparison: FormulaComparison,
    _ a: Plain,
    _ b: Plain
  ) throws(PythonError) -> Bool {
    let (x, y) = (a.value, b.value)
    let (holds, fails) =
      switch comparison {
      case .equal: (x == y, x < y || x > y)
      case .unequal: (x < y || x > y, x == y)
      case .less: (x < y, x >= y)
      case .greater: (x > y, x <= y)
      case .lessOrEqual: (x <= y, x > y)
      case .greaterOrEqual: (x >= y, x < y)
      }
    // A NaN is on neither side.
    if !holds, !fails { try refuse() }
    return holds
  }

  // Out of line: the compiler does not specialise a formula for an operation that holds a `throw` itself.
  @inline(never)
  private static func refuse() throws(PythonError) { throw .notPlain }

  package static func apply(_ function: FormulaFunction, _ x: Plain) -> Plain {
    switch function {
    case .cos: Plain(known: CLibrary.cosine(x.value))
    case .floor: x.floor
    case .sin, .ceil, .truncated, .rounded: notPlain
    }
  }

  // A sum of this size has no digits behind the point; the C library's function would be a call.
  private var floor: Plain {
    guard value.magnitude <= 0x1p50 else { return .notPlain }
    let nearest = value + 0x1.8p52 - 0x1.8p52
    return Plain(known: nearest > value ? nearest - 1 : nearest)
  }

  package static func cos(_ x: Plain, _ memo: UnsafeMutablePointer<Memo>?) -> Plain {
    memo.map { Plain(known: $0.pointee.cosine(x.value)) } ?? apply(.cos, x)
  }

  package static func count(of milestones: Milestones, upTo x: Plain) -> Plain { notPlain }

  package static func occurrences(
    of x: Plain,
    in milestones: Milestones,
    _ memo: UnsafeMutablePointer<Memo>?
  ) -> Plain {
    if let (low, high) = memo?.pointee.between, low < x.value, x.value < high { return 0 }
    guard let sorted = milestones.doubles else { return notPlain }
    let end = sorted.bisect { x.value < $0 }
    var index = end
    while index > 0, sorted[index - 1] == x.value { index -= 1 }
    memo?.pointee.between = (
      end > 0 ? sorted[end - 1] : -.infinity, end < sorted.count ? sorted[end] : .infinity
    )
    return Plain(known: Double(end - index))
  }

  package static func call(_ functions: ScheduleFunctions, _ x: Plain, group: Int) throws(PythonError)
    -> Plain
  {
    x.value.magnitude < 0x1p52 ? Plain(try functions(.integer(Int(x.value)), group: group)) : notPlain
  }
}

extension PythonError {
  /// What stops plain steps; it never leaves the driver.
  static var notPlain: PythonError { PythonError(.runtimeError, "a number that is not plain") }
}
