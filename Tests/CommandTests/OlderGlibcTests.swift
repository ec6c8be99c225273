#if canImport(Glibc)
  import Glibc
  import Testing

  @testable import lrconform

  @Suite struct OlderGlibcTests {
    /// Also as callers of the C library see it.
    @Test func hypotfIsRight() {
      let values: [(Float, Float, Float)] = [
        (3, 4, 5), (-3, 4, 5), (0, -0.0, 0), (1e30, 1e30, 1.4142135e30), (3e-45, 4e-45, 5.6e-45),
        (.infinity, .nan, .infinity), (.nan, -.infinity, .infinity), (3e38, 3e38, .infinity),
      ]
      for (x, y, expected) in values {
        #expect(Glibc.hypotf(x, y) == expected)
        #expect(hypotenuse(x, y) == expected)
      }
      #expect(hypotenuse(.nan, 1).isNaN)
    }
  }
#endif
