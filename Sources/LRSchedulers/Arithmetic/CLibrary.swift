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

  /// The length of a vector; the same as `hypot`.
  static func hypotenuse(_ x: Double, _ y: Double) -> Double { magnitudeOfComplex(x, y) }

  /// The angle of a vector, radians.
  static func angle(_ y: Double, _ x: Double) -> Double { atan2(y, x) }

  static func remainder(_ x: Double, _ y: Double) -> Double { fmod(x, y) }

  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}

// `hypot` has a new version in glibc 2.35, which would be the oldest that the program runs with; `cabs`, which calls it,
// is as old as glibc. A complex number is passed as its two parts are, on x86-64 as on arm64.
@_silgen_name("cabs")
private func magnitudeOfComplex(_ real: Double, _ imaginary: Double) -> Double
