/// An integer of any size, for Python's `int` beyond 64 bits.
///
/// Only what the schedulers' arithmetic needs, and off their usual path: schoolbook algorithms on limbs of 64 bits.
/// It stands here because the packages that offer one bring Foundation with them: attaswift/BigInt 6.0.1 makes
/// the program twice as large, and start later.
public struct BigInteger: Sendable, Equatable {
  /// The magnitude's limbs, least significant first. Invariant: no zero at the end; zero is empty.
  var limbs: [UInt]
  /// Whether the value is below zero. Invariant: false for zero.
  public var isNegative: Bool

  /// The number of bits beyond which a product or a power is refused: far past the largest double (1024),
  /// and small enough that no input keeps the machine busy.
  package static let maximumBits = 1 << 19

  init(limbs: some Sequence<UInt>, isNegative: Bool = false) {
    var limbs = Array(limbs)
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  /// The value of a machine integer.
  public init(_ value: Int) { self.init(limbs: [value.magnitude], isNegative: value < 0) }

  /// The value of a double; nil unless that is a finite whole number.
  public init?(exactly value: Double) {
    guard value.isFinite, value == value.rounded(.towardZero) else { return nil }
    if let small = Int(exactly: value) {
      self.init(small)
    } else {
      // Beyond 64 bits a double is its 53-bit significand times a power of two.
      let shift = Int(value.exponent) - 52
      let significand = value / Double(sign: .plus, exponent: shift, significand: 1)
      self = BigInteger(Int(significand)) * BigInteger(powerOfTwo: shift)
    }
  }

  private init(powerOfTwo exponent: Int) {
    self.init(limbs: [UInt](repeating: 0, count: exponent / 64) + [1 << UInt(exponent % 64)])
  }

  /// The value as a machine integer, where it fits.
  public var int: Int? {
    guard let word = magnitude.word else { return nil }
    return isNegative ? Int(exactly: -Int128(word)) : Int(exactly: word)
  }

  /// The value as a machine word without sign, where it fits.
  var word: UInt? { limbs.count <= 1 && !isNegative ? limbs.first ?? 0 : nil }

  /// The number of bits of the magnitude.
  package var bitWidth: Int { limbs.count * 64 - (limbs.last?.leadingZeroBitCount ?? 0) }

  private var magnitude: BigInteger { BigInteger(limbs: limbs) }
}

extension BigInteger {
  static func < (a: BigInteger, b: BigInteger) -> Bool {
    if a.isNegative != b.isNegative { return a.isNegative }
    return a.isNegative ? b.isSmaller(than: a) : a.isSmaller(than: b)
  }

  // Whether the magnitude is less.
  private func isSmaller(than other: BigInteger) -> Bool {
    if limbs.count != other.limbs.count { return limbs.count < other.limbs.count }
    return limbs.reversed().lexicographicallyPrecedes(other.limbs.reversed())
  }

  static prefix func - (a: BigInteger) -> BigInteger {
    BigInteger(limbs: a.limbs, isNegative: !a.isNegative)
  }

  static func - (a: BigInteger, b: BigInteger) -> BigInteger { a + -b }

  static func + (a: BigInteger, b: BigInteger) -> BigInteger {
    let (large, small) = a.isSmaller(than: b) ? (b, a) : (a, b)
    // Of two signs, the smaller magnitude is taken from the larger.
    let sign: Int128 = a.isNegative == b.isNegative ? 1 : -1
    var limbs = large.limbs
    var carry: Int128 = 0
    for index in limbs.indices {
      let limb = index < small.limbs.count ? small.limbs[index] : 0
      carry += Int128(limbs[index]) + sign * Int128(limb)
      limbs[index] = UInt(truncatingIfNeeded: carry)
      carry >>= 64
    }
    return BigInteger(limbs: limbs + [UInt(carry)], isNegative: large.isNegative)
  }

  /// The product, however long.
  static func * (a: BigInteger, b: BigInteger) -> BigInteger {
    var limbs = [UInt](repeating: 0, count: a.limbs.count + b.limbs.count)
    for (i, x) in a.limbs.enumerated() {
      var carry: UInt128 = 0
      for (j, y) in b.limbs.enumerated() {
        // (2⁶⁴ − 1)² + 2 · (2⁶⁴ − 1) is the largest UInt128.
        carry &+= UInt128(x) &* UInt128(y) &+ UInt128(limbs[i + j])
        limbs[i + j] = UInt(truncatingIfNeeded: carry)
        carry >>= 64
      }
      limbs[i + b.limbs.count] = UInt(carry)
    }
    return BigInteger(limbs: limbs, isNegative: a.isNegative != b.isNegative)
  }

  func multiplied(by other: BigInteger) throws(PythonError) -> BigInteger {
    guard bitWidth + other.bitWidth <= BigInteger.maximumBits else {
      throw PythonError(.memoryError, "an integer of more than \(BigInteger.maximumBits) bits")
    }
    return self * other
  }

  /// The value to the power of an exponent that is not negative.
  func power(_ exponent: BigInteger) throws(PythonError) -> BigInteger {
    var result = BigInteger(1)
    if exponent.limbs.isEmpty { return result }
    // 0, 1 and −1 stay as small.
    if bitWidth <= 1 { return isNegative && exponent.limbs[0] % 2 == 0 ? result : self }
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
    let truncated = magnitude.longDivided(by: divisor.magnitude)
    let quotient = isNegative == divisor.isNegative ? truncated : -truncated
    let remainder = self - quotient * divisor
    if remainder.limbs.isEmpty || remainder.isNegative == divisor.isNegative { return (quotient, remainder) }
    return (quotient - BigInteger(1), remainder + divisor)
  }

  // Long division of values that are not negative, one limb of the quotient after the other.
  private func longDivided(by divisor: BigInteger) -> BigInteger {
    // Both are multiplied until the divisor's top bit is set. What the top limbs let guess of the quotient is then at
    // most two too large (Knuth, The Art of Computer Programming 2, 4.3.1).
    let scale = BigInteger(powerOfTwo: divisor.limbs.count * 64 - divisor.bitWidth)
    let (dividend, divisor) = (self * scale, divisor * scale)
    let last = divisor.limbs.count - 1
    var quotient: [UInt] = []
    var remainder = BigInteger(limbs: dividend.limbs.suffix(last))
    for limb in dividend.limbs.dropLast(last).reversed() {
      remainder = BigInteger(limbs: [limb] + remainder.limbs)
      let low = remainder.limbs.count > last ? remainder.limbs[last] : 0
      let high = remainder.limbs.count > last + 1 ? remainder.limbs[last + 1] : 0
      let top = divisor.limbs[last]
      var guess = high < top ? top.dividingFullWidth((high, low)).quotient : .max
      var product = divisor * BigInteger(limbs: [guess])
      while remainder < product { (guess, product) = (guess - 1, product - divisor) }
      remainder = remainder - product
      quotient.append(guess)
    }
    return BigInteger(limbs: quotient.reversed())
  }
}

extension BigInteger {
  /// The nearest double, ties to even; `OverflowError` beyond the largest.
  func double() throws(PythonError) -> Double {
    let magnitude = roundedMagnitude()
    if magnitude.isInfinite { throw .integerTooLarge }
    return isNegative ? -magnitude : magnitude
  }

  /// The double nearest to the magnitude times a power of two, ties to even; infinity beyond the largest.
  func roundedMagnitude(timesTwoTo exponent: Int = 0) -> Double {
    // The two top limbs have more bits than a double. Their last also says whether anything is left below them.
    let below = max(0, limbs.count - 2)
    var top = limbs[below...].reversed().reduce(UInt128(0)) { $0 << 64 | UInt128($1) }
    if limbs[..<below].contains(where: { $0 != 0 }) { top |= 1 }
    return Double(sign: .plus, exponent: below * 64 + exponent, significand: Double(top))
  }

  /// The double nearest to the exact quotient; the divisor is not zero.
  func quotient(dividedBy divisor: BigInteger) throws(PythonError) -> Double {
    // 66 bits or more of the quotient, of which the last also says whether anything is left below them; or all bits
    // down to two below those of the smallest double.
    let shift = max(0, min(divisor.bitWidth - bitWidth + 66, 1076))
    var (quotient, rest) = (magnitude * BigInteger(powerOfTwo: shift)).floorDivided(by: divisor.magnitude)
    if !rest.limbs.isEmpty, (quotient.limbs.first ?? 0) % 2 == 0 { quotient = quotient + BigInteger(1) }
    let magnitude = quotient.roundedMagnitude(timesTwoTo: -shift)
    if magnitude.isInfinite {
      throw PythonError(.overflowError, "integer division result too large for a float")
    }
    // Zero counts as positive: 0 / -n is -0.0.
    return isNegative != divisor.isNegative ? -magnitude : magnitude
  }
}
