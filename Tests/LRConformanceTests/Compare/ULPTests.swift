import Testing

@testable import Fixtures

@Suite struct ULPTests {
  @Test(
    arguments: [
      (1.0, 1.0, 0), (1.0, (1.0).nextUp, 1), (1.0, (1.0).nextDown, 1), (0.1, (0.1).nextUp.nextUp, 2),
      (-1.0, (-1.0).nextDown, 1), (0.0, -0.0, 0), (0.0, 0x1p-1074, 1), (-0.0, 0x1p-1074, 1),
      (-0x1p-1074, 0x1p-1074, 2),
      (1.0, 2.0, 1 << 52), (-1.0, 1.0, 2 * 0x3ff0_0000_0000_0000),
      (.greatestFiniteMagnitude, .infinity, 1), (-.infinity, .infinity, 2 * 0x7ff0_0000_0000_0000),
      (.nan, 1.0, .max), (1.0, .nan, .max), (.nan, .nan, 0),
    ] as [(Double, Double, UInt64)]
  )
  func distanceIsTheNumberOfStepsFromOneToTheOther(a: Double, b: Double, distance: UInt64) {
    #expect(ulpDistance(a, b) == distance)
    #expect(ulpDistance(b, a) == distance)
  }
}
