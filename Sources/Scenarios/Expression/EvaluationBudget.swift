import LRSchedulers

/// How much the functions of one scenario may cost: integers of many digits make an expression of a few characters
/// arbitrarily slow.
///
/// A run is sequential, so that only the type system needs the budget to be shareable.
package final class EvaluationBudget: @unchecked Sendable {
  /// Products of two 32-bit limbs, some of which a processor does each nanosecond: a second or two.
  package static let standard = 1 << 30

  private var left: Int

  package init(_ limit: Int = standard) { left = limit }

  /// Takes what an operation costs.
  ///
  /// - Throws: `MemoryError` where there is not that much left.
  @inline(__always)
  func charge(_ operation: BinaryOperator, _ a: Number, _ b: Number) throws(PythonError) {
    switch (a, b) {
    case (.big, _), (_, .big): try charge(Self.cost(operation, a, b))
    case (.integer, .integer) where operation == .power: try charge(Self.cost(operation, a, b))
    default: return
    }
  }

  private func charge(_ cost: Int) throws(PythonError) {
    left -= cost
    if left < 0 {
      throw PythonError(.memoryError, "functions that compute too long with integers of too many digits")
    }
  }

  private static func cost(_ operation: BinaryOperator, _ a: Number, _ b: Number) -> Int {
    switch operation {
    case .add, .subtract: return limbs(a) + limbs(b)
    case .multiply, .divide, .floorDivide, .modulo: return limbs(a) * limbs(b)
    case .power:
      guard case .integer(let exponent) = b, exponent > 0 else { return limbs(a) }
      // A power beyond the largest is refused before it is computed.
      let limit = BigInteger.maximumBits / 32
      let result = exponent > limit * 32 ? 0 : min(bits(a) * exponent / 32 + 1, limit)
      return result * result
    }
  }

  private static func limbs(_ number: Number) -> Int { bits(number) / 32 + 1 }

  private static func bits(_ number: Number) -> Int {
    switch number {
    case .big(let value): value.bitWidth
    case .integer(let value): Int.bitWidth - value.magnitude.leadingZeroBitCount
    case .float, .complex, .tensor: 1
    }
  }
}
