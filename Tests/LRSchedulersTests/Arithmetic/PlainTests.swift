import Testing

@testable import LRSchedulers

/// Operations of doubles, where the steps that tests make do not show all that there is.
@Suite struct PlainTests {
  private func plain(_ value: Double) -> Plain { Plain(known: value) }

  @Test func remaindersHaveTheSignOfTheDivisor() throws {
    #expect(try (plain(7) % plain(2)).value == 1)
    #expect(try (plain(-7) % plain(20)).value == 13)
    #expect(try (plain(-8) % plain(2)).value == 0)
    #expect(try (plain(0x1p50 - 1) % plain(3)).value == 0)
    #expect(try (plain(0x1p50 - 2) % plain(3)).value == 2)
    for (a, b) in [(7, 0), (7, -2), (7.5, 2), (7, 2.5), (0x1p51, 2), (.nan, 2), (7, .infinity)] {
      #expect(try (plain(a) % plain(b)).value.isNaN)
    }
  }

  @Test(arguments: [
    (2.0, 2.0), (2.5, 2), (-2.5, -3), (-0.1, -1), (0.5, 0), (1.5, 1), (-0.5, -1), (0x1p50, 0x1p50),
  ])
  func floorRoundsDown(value: Double, floor: Double) throws {
    #expect(try Plain.floor(plain(value)).value == floor)
    #expect(try Plain.floor(plain(-0.0)).value.sign == .plus)
    #expect(try Plain.floor(plain(0x1p51)).value.isNaN)
  }

  @Test func whatOnlyClosedFormsHaveIsLeftToNumbers() throws {
    #expect(Plain.count(of: try Milestones([3]), upTo: plain(2)).value.isNaN)
    #expect(try (plain(7) /% plain(2)).value.isNaN)
    #expect(try Plain.truncated(plain(-2.5)).value.isNaN)
    #expect(try Plain.log(plain(8), base: plain(2)).value.isNaN)
  }
}
