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
    case .integer(let value): self.value = value.magnitude <= 1 << 50 ? Double(value) : .nan
    default: self.value = .nan
    }
  }

  package static func + (a: Plain, b: Plain) -> Plain { Plain(known: a.value + b.value) }
  package static func - (a: Plain, b: Plain) -> Plain { Plain(known: a.value - b.value) }
  package static func * (a: Plain, b: Plain) -> Plain { Plain(known: a.value * b.value) }
  package static func / (a: Plain, b: Plain) -> Plain {
    b.value == 0 ? notPlain : Plain(known: a.value / b.value)
  }

  // Python's special cases have a base that is not positive, or a result that is not finite; one too large for an int
  // may be one.
  //
  // Where the base is written as 2, the compiler may take exp2: CyclicLR raises it to whole cycles, which is exact.
  package static func ** (a: Plain, b: Plain) -> Plain {
    guard a.value > 0, b.value == b.value else { return notPlain }
    let power = CLibrary.power(a.value, b.value)
    return power < 0x1p50 ? Plain(known: power) : notPlain
  }

  // Only closed forms have it, and those are not computed with doubles.
  package static func /% (a: Plain, b: Plain) -> Plain { notPlain }

  // The quotient of two integers below 2⁵⁰ is not rounded up to the next integer, and the product is exact.
  package static func % (a: Plain, b: Plain) -> Plain {
    guard a.value == floor(a).value, b.value > 0, b.value == floor(b).value else { return notPlain }
    return a - floor(a / b) * b
  }

  package static func == (a: Plain, b: Plain) throws(PythonError) -> Bool {
    if a.value != a.value || b.value != b.value { try refuse() }
    return a.value == b.value
  }
  package static func != (a: Plain, b: Plain) throws(PythonError) -> Bool { try !(a == b) }
  package static func < (a: Plain, b: Plain) throws(PythonError) -> Bool {
    if a.value < b.value { return true }
    if !(a.value >= b.value) { try refuse() }
    return false
  }
  package static func > (a: Plain, b: Plain) throws(PythonError) -> Bool { try b < a }
  package static func <= (a: Plain, b: Plain) throws(PythonError) -> Bool { try !(b < a) }
  package static func >= (a: Plain, b: Plain) throws(PythonError) -> Bool { try !(a < b) }

  // Out of line: the compiler does not specialise a formula for an operation that holds a `throw` itself.
  @inline(never)
  private static func refuse() throws(PythonError) { throw .notPlain }

  package static func cos(_ x: Plain) -> Plain { Plain(known: CLibrary.cosine(x.value)) }

  package static func cos(_ x: Plain, _ memo: UnsafeMutablePointer<Memo>?) -> Plain {
    memo.map { Plain(known: $0.pointee.cosine(x.value)) } ?? cos(x)
  }

  package static func log(_ x: Plain, base: Plain) -> Plain { notPlain }
  // A sum of this size has no digits behind the point; the C library's function would be a call.
  package static func floor(_ x: Plain) -> Plain {
    guard x.value.magnitude <= 0x1p50 else { return notPlain }
    let nearest = x.value + 0x1.8p52 - 0x1.8p52
    return Plain(known: nearest > x.value ? nearest - 1 : nearest)
  }
  package static func truncated(_ x: Plain) -> Plain { notPlain }
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
