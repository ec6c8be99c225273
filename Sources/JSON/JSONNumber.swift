/// A number as it was written: an integer stays one.
public enum JSONNumber: Sendable, Equatable {
  /// A number without fraction or exponent that fits 64 bits.
  case integer(Int)
  /// Such a number beyond 64 bits: its digits without leading zeros, a minus before them where it is below zero.
  case wideInteger(String)
  /// Any other number, including the infinities and NaN.
  case double(Double)

  /// The number as a double; an integer beyond 2^53 is rounded to the nearest, which is infinite for one beyond the
  /// largest double.
  public var asDouble: Double {
    switch self {
    case .integer(let value): Double(value)
    case .wideInteger(let digits): Double(digits) ?? .nan
    case .double(let value): value
    }
  }

  /// Tells whether both are the same integer, or doubles with the same bits: NaN equals itself, -0 is not 0.
  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left == right
    case (.wideInteger(let left), .wideInteger(let right)): left == right
    case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
    default: false
    }
  }
}
