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
  package static func ** (a: Plain, b: Plain) -> Plain {
    guard a.value > 0, b.value == b.value else { return notPlain }
    let power = CLibrary.power(ofVariable: a.value, b.value)
    return power < 0x1p50 ? Plain(known: power) : notPlain
  }

  package static func /% (a: Plain, b: Plain) -> Plain {
    guard let (dividend, divisor) = integers(a, b) else { return notPlain }
    let remainder = dividend % divisor
    return Plain(known: Double((dividend - remainder) / divisor - (remainder < 0 ? 1 : 0)))
  }

  package static func % (a: Plain, b: Plain) -> Plain {
    guard let (dividend, divisor) = integers(a, b) else { return notPlain }
    // Division of 64 bits takes several times as long as that of 32.
    if let x = UInt32(exactly: dividend), let y = UInt32(exactly: divisor) {
      return Plain(known: Double(x % y))
    }
    let remainder = dividend % divisor
    return Plain(known: Double(remainder < 0 ? remainder + divisor : remainder))
  }

  // Both as integers, the second positive.
  private static func integers(_ a: Plain, _ b: Plain) -> (Int, Int)? {
    guard a.value.magnitude < 0x1p52, b.value > 0, b.value < 0x1p52 else { return nil }
    let (x, y) = (Int(a.value), Int(b.value))
    return Double(x) == a.value && Double(y) == b.value ? (x, y) : nil
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

  package static func cos(_ x: Plain, _ memo: UnsafeMutablePointer<CosineMemo>?) -> Plain {
    memo.map { Plain(known: $0.pointee(x.value)) } ?? cos(x)
  }

  package static func log(_ x: Plain, base: Plain) -> Plain { notPlain }
  package static func floor(_ x: Plain) -> Plain { whole(x.value.rounded(.down)) }
  package static func truncated(_ x: Plain) -> Plain { whole(x.value.rounded(.towardZero)) }
  private static func whole(_ value: Double) -> Plain {
    value.magnitude <= 0x1p50 ? Plain(known: value) : notPlain
  }

  package static func count(of milestones: Milestones, upTo x: Plain) -> Plain {
    guard let sorted = milestones.doubles else { return notPlain }
    return Plain(known: Double(sorted.bisect { x.value < $0 }))
  }

  package static func occurrences(of x: Plain, in milestones: Milestones) -> Plain {
    guard let sorted = milestones.doubles else { return notPlain }
    var index = sorted.bisect { x.value < $0 }
    let end = index
    while index > 0, sorted[index - 1] == x.value { index -= 1 }
    return Plain(known: Double(end - index))
  }

  package static func call(_ function: ScheduleFunction, _ x: Plain) throws(PythonError) -> Plain {
    x.value.magnitude < 0x1p52 ? Plain(try function(.integer(Int(x.value)))) : notPlain
  }
}

extension PythonError {
  /// What stops plain steps; it never leaves the driver.
  static var notPlain: PythonError { PythonError(.runtimeError, "a number that is not plain") }
}
