#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The C library's functions, under one name for all platforms. Python's floats are made of them, and so the last
/// bit of every rate is theirs.
enum CLibrary {
  static func cosine(_ x: Double) -> Double { cos(x) }

  static func sine(_ x: Double) -> Double { sin(x) }

  static func exponential(_ x: Double) -> Double { exp(x) }

  static func logarithm(_ x: Double) -> Double { log(x) }

  static func remainder(_ x: Double, _ y: Double) -> Double { fmod(x, y) }

  // Not inlined: a compiler that sees a constant base replaces pow by exp2 or ldexp, whose last bits are others.
  @inline(never)
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  /// The same, where neither number is known to the compiler.
  static func power(ofVariable base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
