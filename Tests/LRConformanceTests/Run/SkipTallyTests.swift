import Testing

@testable import Fixtures
@testable import Scenarios
@testable import Verdicts

@Suite struct SkipTallyTests {
  @Test func reasonsAreSummed() {
    var tally = SkipTally()
    #expect(tally.text == "")
    for type in [SchedulerType.lambda, .lambda, .cyclic] { tally.note(.scheduler(type), reason: "x") }
    tally.note(.feature(.reload), reason: "x")
    for _ in 0..<2 { tally.note(.feature(.errors), reason: "x") }
    tally.note(.channel(.momentum), reason: "x")
    tally.note(nil, reason: "no nesterov")
    #expect(tally.total == 8)
    #expect(tally.saidByAdapter == 1)
    #expect(
      tally.text
        == "3 of classes not declared, 2 that need errors, 1 that need momentum, 1 that need reload, "
        + "1 by the adapter: no nesterov (1)"
    )
  }

  @Test func manyReasonsOfAnAdapterAreCutOff() {
    var tally = SkipTally()
    for number in 1...7 {
      for _ in 0..<number { tally.note(nil, reason: "reason \(number)") }
    }
    #expect(
      tally.text
        == "28 by the adapter: reason 7 (7), reason 6 (6), reason 5 (5), reason 4 (4), reason 3 (3) "
        + "and 2 other reasons"
    )
  }
}
