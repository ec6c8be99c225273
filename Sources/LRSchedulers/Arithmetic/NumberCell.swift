/// A place for a number that is nearly always a `float`: reading and writing one costs a load, a test and a store,
/// where a `Number` might hold an integer of any size that has to be released.
struct FloatCell: Sendable {
  private var double: Double
  // What the number is where it is no float.
  private var other: NumberBox?

  init(_ number: Number) {
    if case .float(let value) = number {
      double = value
    } else {
      double = 0
      other = NumberBox(number)
    }
  }

  var number: Number {
    get { other?.number ?? .float(double) }
    set { self = FloatCell(newValue) }
  }

  @inline(__always)
  var isFloat: Bool { other == nil }

  /// The value of what is known to be a float.
  @inline(__always)
  var knownFloat: Double { double }

  @inline(__always)
  mutating func set(_ value: Double) {
    if other != nil { forgetOther() }
    double = value
  }

  // Apart: the usual case then has no call in its way.
  @inline(never)
  private mutating func forgetOther() { other = nil }

  /// Replaces what is known to be a float.
  @inline(__always)
  mutating func set(knownFloat value: Double) { double = value }

  /// Takes over what another place holds.
  @inline(__always)
  mutating func set(_ cell: FloatCell) {
    if cell.isFloat { set(cell.double) } else { self = cell }
  }

  /// Takes over a number of any kind.
  @inline(__always)
  mutating func set(_ number: Number) {
    if case .float(let value) = number { set(value) } else { self = FloatCell(number) }
  }

  /// Replaces what is known to be a float by what is made of it, and returns that.
  @inline(__always)
  mutating func update(_ next: (Double) -> Double) -> Double {
    double = next(double)
    return double
  }
}

extension FloatCell: Equatable {
  static func == (a: FloatCell, b: FloatCell) -> Bool { a.number == b.number }
}

/// A place for a number that is nearly always an `int` of the machine's size: an epoch.
package struct IntegerCell: Sendable {
  private var int: Int
  // What the number is where it is no such int.
  private var other: NumberBox?

  init(_ number: Number) {
    if case .integer(let value) = number {
      int = value
    } else {
      int = 0
      other = NumberBox(number)
    }
  }

  var number: Number {
    get { other?.number ?? .integer(int) }
    set { self = IntegerCell(newValue) }
  }

  /// The value, where it is an int of the machine's size.
  @inline(__always)
  var integer: Int? { other == nil ? int : nil }

  @inline(__always)
  mutating func set(_ value: Int) {
    if other != nil { forgetOther() }
    int = value
  }

  @inline(never)
  private mutating func forgetOther() { other = nil }

  /// Takes over a number of any kind.
  @inline(__always)
  mutating func set(_ number: Number) {
    if case .integer(let value) = number { set(value) } else { self = IntegerCell(number) }
  }
}

// The number of a cell in the rare case: one pointer to test.
private final class NumberBox: Sendable {
  let number: Number

  init(_ number: Number) { self.number = number }
}
