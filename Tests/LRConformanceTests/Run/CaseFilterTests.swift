import Fixtures
import Testing

@Suite struct CaseFilterTests {
  private let suites: [Suite]

  init() throws {
    let chained = scenarioText(
      schedulers: """
        [{"type": "ChainedScheduler", "args": {"schedulers": [{"type": "StepLR", "args": {"step_size": 2}}]}}]
        """
    )
    let linear = scenarioText(schedulers: #"[{"type": "LinearLR", "args": {}}]"#)
    suites = [
      try suite(
        suiteText(
          caseText(
            id: #""step-lr/documented""#,
            level: #""documented""#,
            tags: #"["chainable", "docstring"]"#
          ),
          caseText(id: #""step-lr/other""#, tags: #"["chainable"]"#)
        )
      ),
      try suite(
        suiteText(
          caseText(id: #""linear-lr/documented""#, level: #""quirk""#, tags: "[]", scenario: linear),
          caseText(id: #""chained-scheduler/one""#, tags: #"["composite"]"#, scenario: chained)
        )
      ),
    ]
  }

  private func selected(_ change: (inout CaseFilter) -> Void) -> [String] {
    var filter = CaseFilter()
    change(&filter)
    return filter.select(suites).map(\.fixture.id)
  }

  private let all = ["step-lr/documented", "step-lr/other", "linear-lr/documented", "chained-scheduler/one"]

  @Test func emptyFilterLetsEverythingThroughInOrder() {
    #expect(CaseFilter().isEmpty)
    #expect(selected { _ in } == all)
  }

  @Test func anyPatternOfAnIDMatches() {
    #expect(selected { $0.ids = ["*/documented"] } == [all[0], all[2]])
    #expect(selected { $0.ids = ["chained*", "step-lr/o*"] } == [all[1], all[3]])
    #expect(selected { $0.ids = ["documented"] } == [])
  }

  @Test func allTagsAreWanted() {
    #expect(selected { $0.tags = ["chainable"] } == [all[0], all[1]])
    #expect(selected { $0.tags = ["chainable", "docstring"] } == [all[0]])
    #expect(selected { $0.tags = ["chain"] } == [])
  }

  @Test func anyLevelMatches() {
    #expect(selected { $0.levels = [.quirk, .documented] } == [all[0], all[2]])
  }

  @Test func classInsideACompositeMatches() {
    #expect(selected { $0.schedulers = [.step] } == [all[0], all[1], all[3]])
    #expect(selected { $0.schedulers = [.linear, .chained] } == [all[2], all[3]])
  }

  @Test func conditionsAllHold() {
    #expect(
      selected {
        $0.ids = ["step-lr/*"]
        $0.levels = [.required]
      } == [all[1]]
    )
  }

  @Test func shardsPartWhatIsSelectedWithoutRest() {
    for count in 1...5 {
      let shards = (1...count).map { index in selected { $0.shard = (index, count) } }
      #expect(shards.flatMap { $0 }.sorted() == all.sorted())
    }
    #expect(selected { $0.shard = (2, 3) } == [all[1]])
    #expect(selected { $0.shard = (5, 5) } == [])
    #expect(
      selected {
        $0.levels = [.quirk, .documented]
        $0.shard = (2, 2)
      } == [all[2]]
    )
  }
}
