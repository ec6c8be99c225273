import Testing

@testable import LRSchedulers

/// Operations of doubles that only closed forms have, for which the steps that tests make never ask.
@Suite struct PlainTests {
  private func plain(_ value: Double) -> Plain { Plain(known: value) }

  @Test func floorDivisionRoundsDown() {
    #expect((plain(7) /% plain(2)).value == 3)
    #expect((plain(-7) /% plain(2)).value == -4)
    #expect((plain(-8) /% plain(2)).value == -4)
    #expect((plain(7) /% plain(0)).value.isNaN)
    #expect((plain(7.5) /% plain(2)).value.isNaN)
  }

  @Test func milestonesAreCounted() throws {
    let milestones = try Milestones([3, 3, 8])
    #expect(Plain.count(of: milestones, upTo: plain(2)).value == 0)
    #expect(Plain.count(of: milestones, upTo: plain(3)).value == 2)
    #expect(Plain.count(of: milestones, upTo: plain(9)).value == 3)
    #expect(Plain.count(of: try Milestones([.integer(1 << 60)]), upTo: plain(9)).value.isNaN)
  }

  @Test func integersAreTruncatedAndLogarithmsLeftToNumbers() {
    #expect(Plain.truncated(plain(-2.5)).value == -2)
    #expect(Plain.log(plain(8), base: plain(2)).value.isNaN)
  }
}
