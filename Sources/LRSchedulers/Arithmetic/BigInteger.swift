/// An integer of any size, for Python's `int` beyond 64 bits.
///
/// Only what the schedulers' arithmetic needs, and off their usual path: schoolbook algorithms on 32-bit limbs.
/// It stands here because the packages that offer one bring Foundation with them: attaswift/BigInt 6.0.1 makes
/// the program twice as large, and start later.
public struct BigInteger: Sendable, Equatable {
  /// The magnitude's limbs, least significant first. Invariant: no zero at the end; zero is empty.
  var limbs: [UInt32]
  /// Whether the value is below zero. Invariant: false for zero.
  public var isNegative: Bool

  /// The number of bits beyond which a product or a power is refused: far past the largest double (1024),
  /// and small enough that no input keeps the machine busy.
  package static let maximumBits = 1 << 19

  init(limbs: [UInt32], isNegative: Bool) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  /// The value of a machine integer.
  public init(_ value: Int) {
    let magnitude = value.magnitude
    self.init(
      limbs: [UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32)],
      isNegative: value < 0
    )
  }

  /// The value of a double; nil unless that is a finite whole number.
  public init?(exactly value: Double) {
    guard value.isFinite, value == value.rounded(.towardZero) else { return nil }
    if let small = Int(exactly: value) {
      self.init(small)
      return
    }
    // Beyond 64 bits a double is its 53-bit significand times a power of two.
    let shift = Int(value.exponent) - 52
    let significand = value.significandBitPattern | (1 << 52)
    let low = UInt32(truncatingIfNeeded: significand)
    let high = UInt32(truncatingIfNeeded: significand >> 32)
    self.init(limbs: BigInteger.shiftedLeft([low, high], by: shift), isNegative: value < 0)
  }

  /// The value as a machine integer, where it fits.
  public var int: Int? {
    guard limbs.count <= 2 else { return nil }
    let magnitude = limbs.reversed().reduce(UInt(0)) { $0 << 32 | UInt($1) }
    if isNegative { return magnitude <= UInt(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int(exactly: magnitude)
  }

  /// The value as a machine word without sign, where it fits.
  var word: UInt64? {
    guard limbs.count <= 2, !isNegative else { return nil }
    return limbs.reversed().reduce(0) { $0 << 32 | UInt64($1) }
  }

  /// The number of bits of the magnitude.
  package var bitWidth: Int {
    guard let top = limbs.last else { return 0 }
    return limbs.count * 32 - top.leadingZeroBitCount
  }

  var negated: BigInteger { BigInteger(limbs: limbs, isNegative: !isNegative) }
}

extension BigInteger {
  func isLess(than other: BigInteger) -> Bool {
    if isNegative != other.isNegative { return isNegative }
    return isNegative
      ? BigInteger.isLess(other.limbs, limbs)
      : BigInteger.isLess(limbs, other.limbs)
  }

  func adding(_ other: BigInteger) -> BigInteger {
    if isNegative == other.isNegative {
      return BigInteger(limbs: BigInteger.sum(limbs, other.limbs), isNegative: isNegative)
    }
    if BigInteger.isLess(limbs, other.limbs) {
      return BigInteger(
        limbs: BigInteger.difference(other.limbs, limbs),
        isNegative: other.isNegative
      )
    }
    return BigInteger(limbs: BigInteger.difference(limbs, other.limbs), isNegative: isNegative)
  }

  func multiplied(by other: BigInteger) throws(PythonError) -> BigInteger {
    guard bitWidth + other.bitWidth <= BigInteger.maximumBits else {
      throw PythonError(.memoryError, "an integer of more than \(BigInteger.maximumBits) bits")
    }
    return BigInteger(
      limbs: BigInteger.product(limbs, other.limbs),
      isNegative: isNegative != other.isNegative
    )
  }

  /// The value to the power of an exponent that is not negative.
  func power(_ exponent: BigInteger) throws(PythonError) -> BigInteger {
    var result = BigInteger(1)
    if exponent.limbs.isEmpty { return result }
    if limbs.isEmpty || limbs == [1] {
      let isOdd = exponent.limbs[0] & 1 == 1
      return BigInteger(limbs: limbs, isNegative: isNegative && isOdd)
    }
    // The power has at least (bits - 1) · exponent bits: what must be too large is not computed.
    guard var remaining = exponent.int, remaining <= BigInteger.maximumBits,
      (bitWidth - 1) * remaining <= BigInteger.maximumBits
    else {
      throw PythonError(.memoryError, "an integer of more than \(BigInteger.maximumBits) bits")
    }
    var square = self
    while true {
      if remaining & 1 == 1 { result = try result.multiplied(by: square) }
      remaining >>= 1
      if remaining == 0 { return result }
      square = try square.multiplied(by: square)
    }
  }

  /// The quotient rounded down and the remainder with the divisor's sign; the divisor is not zero.
  func floorDivided(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    let (q, r) = BigInteger.divided(limbs, by: divisor.limbs)
    let quotient = BigInteger(limbs: q, isNegative: isNegative != divisor.isNegative)
    let remainder = BigInteger(limbs: r, isNegative: isNegative)
    if !remainder.limbs.isEmpty, isNegative != divisor.isNegative {
      return (quotient.adding(BigInteger(-1)), remainder.adding(divisor))
    }
    return (quotient, remainder)
  }
}

extension BigInteger {
  /// Whether `double()` succeeds.
  var fitsDouble: Bool { BigInteger.rounded(limbs, exponent: 0, inexact: false).isFinite }

  /// The nearest double, ties to even; `OverflowError` beyond the largest.
  func double() throws(PythonError) -> Double {
    let magnitude = BigInteger.rounded(limbs, exponent: 0, inexact: false)
    if magnitude.isInfinite { throw .integerTooLarge }
    return isNegative ? -magnitude : magnitude
  }

  /// A fraction in 0.5 ..< 1, rounded to a double, and the power of two by which it is multiplied.
  var fractionAndExponent: (Double, Int) {
    let width = bitWidth
    let fraction = BigInteger.rounded(limbs, exponent: -width, inexact: false)
    // Rounding can reach 1, which belongs to the next power.
    return fraction == 1 ? (0.5, width + 1) : (fraction, width)
  }

  /// The double nearest to the exact quotient; the divisor is not zero.
  func quotient(dividedBy divisor: BigInteger) throws(PythonError) -> Double {
    // 66 bits or more of the quotient, and whether anything is left below them, decide the rounding.
    let shift = Swift.max(0, divisor.bitWidth - bitWidth + 66)
    let (q, r) = BigInteger.divided(
      BigInteger.shiftedLeft(limbs, by: shift),
      by: divisor.limbs
    )
    let magnitude = BigInteger.rounded(q, exponent: -shift, inexact: !r.isEmpty)
    if magnitude.isInfinite {
      throw PythonError(.overflowError, "integer division result too large for a float")
    }
    // Zero counts as positive: 0 / -n is -0.0.
    return isNegative != divisor.isNegative ? -magnitude : magnitude
  }
}

// Arithmetic on magnitudes: limbs of 32 bits, least significant first.
extension BigInteger {
  private static func trimmed(_ limbs: [UInt32]) -> [UInt32] {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    return limbs
  }

  private static func isLess(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    if a.count != b.count { return a.count < b.count }
    for (x, y) in zip(a.reversed(), b.reversed()) where x != y { return x < y }
    return false
  }

  private static func sum(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for i in 0..<Swift.max(a.count, b.count) {
      let total = UInt64(i < a.count ? a[i] : 0) + UInt64(i < b.count ? b[i] : 0) + carry
      result.append(UInt32(truncatingIfNeeded: total))
      carry = total >> 32
    }
    result.append(UInt32(truncatingIfNeeded: carry))
    return result
  }

  // Requires a >= b.
  private static func difference(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var borrow: UInt64 = 0
    for i in a.indices {
      let total = UInt64(a[i]) &- UInt64(i < b.count ? b[i] : 0) &- borrow
      result.append(UInt32(truncatingIfNeeded: total))
      borrow = total >> 63
    }
    return result
  }

  private static func product(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result = [UInt32](repeating: 0, count: a.count + b.count)
    for i in a.indices {
      var carry: UInt64 = 0
      for j in b.indices {
        let total = UInt64(a[i]) * UInt64(b[j]) + UInt64(result[i + j]) + carry
        result[i + j] = UInt32(truncatingIfNeeded: total)
        carry = total >> 32
      }
      result[i + b.count] = UInt32(truncatingIfNeeded: carry)
    }
    return result
  }

  private static func shiftedLeft(_ limbs: [UInt32], by bits: Int) -> [UInt32] {
    var result = [UInt32](repeating: 0, count: bits / 32)
    var carry: UInt32 = 0
    let shift = UInt32(bits % 32)
    for limb in limbs {
      result.append(shift == 0 ? limb : limb << shift | carry)
      carry = shift == 0 ? 0 : limb >> (32 - shift)
    }
    result.append(carry)
    return result
  }

  // Long division (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D); the divisor is not zero.
  private static func divided(
    _ a: [UInt32],
    by b: [UInt32]
  ) -> (quotient: [UInt32], remainder: [UInt32]) {
    let a = trimmed(a)
    if isLess(a, b) { return ([], a) }
    guard let top = b.last, b.count > 1 else { return dividedByLimb(a, b.first ?? 1) }
    // Normalised, so that the divisor's top limb estimates the quotient's to within two.
    let shift = top.leadingZeroBitCount
    let divisor = trimmed(shiftedLeft(b, by: shift))
    var remainder = shiftedLeft(a, by: shift)
    let n = divisor.count
    let high = UInt64(divisor[n - 1])
    let next = UInt64(divisor[n - 2])
    var quotient = [UInt32](repeating: 0, count: remainder.count - n)
    for j in stride(from: remainder.count - n - 1, through: 0, by: -1) {
      let numerator = UInt64(remainder[j + n]) << 32 | UInt64(remainder[j + n - 1])
      var estimate = numerator / high
      var rest = numerator % high
      while estimate >> 32 != 0 || estimate * next > (rest << 32 | UInt64(remainder[j + n - 2])) {
        estimate -= 1
        rest += high
        if rest >> 32 != 0 { break }
      }
      if subtract(divisor, times: estimate, from: &remainder, at: j) {
        estimate -= 1
        add(divisor, to: &remainder, at: j)
      }
      quotient[j] = UInt32(truncatingIfNeeded: estimate)
    }
    return (trimmed(quotient), shiftedRight(trimmed(remainder), by: shift))
  }

  private static func dividedByLimb(
    _ a: [UInt32],
    _ divisor: UInt32
  ) -> (quotient: [UInt32], remainder: [UInt32]) {
    var quotient = a
    var remainder: UInt64 = 0
    for index in a.indices.reversed() {
      let numerator = remainder << 32 | UInt64(a[index])
      quotient[index] = UInt32(truncatingIfNeeded: numerator / UInt64(divisor))
      remainder = numerator % UInt64(divisor)
    }
    return (trimmed(quotient), trimmed([UInt32(truncatingIfNeeded: remainder)]))
  }

  // Returns whether the result would be below zero; it is then off by one power of the limbs' base.
  private static func subtract(
    _ limbs: [UInt32],
    times factor: UInt64,
    from value: inout [UInt32],
    at offset: Int
  ) -> Bool {
    var carry: UInt64 = 0
    var borrow: UInt64 = 0
    for index in 0...limbs.count {
      let product = (index < limbs.count ? UInt64(limbs[index]) * factor : 0) &+ carry
      carry = product >> 32
      let difference = UInt64(value[offset + index]) &- (product & 0xffff_ffff) &- borrow
      value[offset + index] = UInt32(truncatingIfNeeded: difference)
      borrow = difference >> 63
    }
    return borrow != 0
  }

  private static func add(_ limbs: [UInt32], to value: inout [UInt32], at offset: Int) {
    var carry: UInt64 = 0
    for index in 0...limbs.count {
      let total = UInt64(value[offset + index]) + (index < limbs.count ? UInt64(limbs[index]) : 0) + carry
      value[offset + index] = UInt32(truncatingIfNeeded: total)
      carry = total >> 32
    }
  }

  private static func shiftedRight(_ limbs: [UInt32], by bits: Int) -> [UInt32] {
    guard bits > 0 else { return limbs }
    var result = limbs
    for index in limbs.indices {
      let above = index + 1 < limbs.count ? limbs[index + 1] << UInt32(32 - bits) : 0
      result[index] = limbs[index] >> UInt32(bits) | above
    }
    return trimmed(result)
  }

  // The double nearest to limbs × 2^exponent (plus a little, where inexact), ties to even; infinity beyond the
  // largest. Rounds once, at the precision of the result: subnormal results have fewer bits.
  private static func rounded(_ limbs: [UInt32], exponent: Int, inexact: Bool) -> Double {
    let limbs = trimmed(limbs)
    guard let top = limbs.last else { return 0 }
    let width = limbs.count * 32 - top.leadingZeroBitCount
    let topExponent = width - 1 + exponent
    if topExponent > 1023 { return .infinity }
    let precision = topExponent >= -1022 ? 53 : 53 - (-1022 - topExponent)
    if precision < 0 { return 0 }
    func bit(_ index: Int) -> Bool {
      index >= 0 && limbs[index / 32] >> UInt32(index % 32) & 1 == 1
    }
    var significand: UInt64 = 0
    for index in stride(from: width - 1, to: width - 1 - precision, by: -1) {
      significand = significand << 1 | (bit(index) ? 1 : 0)
    }
    let halfIndex = width - 1 - precision
    if bit(halfIndex) {
      let above = inexact || (0..<Swift.max(0, halfIndex)).contains(where: bit)
      if above || significand & 1 == 1 { significand += 1 }
    }
    // Exact: at most 53 bits, and the scale is chosen so that the result needs no rounding.
    return scaled(Double(significand), by: topExponent + 1 - precision)
  }

  private static func scaled(_ value: Double, by exponent: Int) -> Double {
    var value = value
    var exponent = exponent
    // Downwards in steps of which only the last can be subnormal, and that one is exact.
    while exponent < -1000 {
      value *= 0x1p-1000
      exponent += 1000
    }
    return value * Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
