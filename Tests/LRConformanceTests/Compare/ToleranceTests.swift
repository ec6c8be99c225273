import Testing

@testable import Fixtures

@Suite struct ToleranceTests {
  @Test func precisionsPickTheirClasses() {
    #expect(Precision.exact.tolerance == Tolerance(relative: 0, absolute: 0))
    #expect(Precision.float64.tolerance == Tolerance(relative: 1e-9, absolute: 1e-12))
    #expect(Precision.float32.tolerance == Tolerance(relative: 2e-5, absolute: 1e-6))
  }

  @Test func boundIsTheLargerOfBothShares() {
    let tolerance = Tolerance(relative: 0.5, absolute: 0.25)
    #expect(tolerance.bound(for: 10, scale: 4) == 5)
    #expect(tolerance.bound(for: -10, scale: 4) == 5)
    #expect(tolerance.bound(for: 1, scale: 4) == 1)
    #expect(tolerance.bound(for: 0, scale: 0) == 0)
  }
}
