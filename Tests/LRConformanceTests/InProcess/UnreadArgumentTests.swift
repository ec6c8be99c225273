import TestSupport
import Testing

@testable import Adapters
@testable import Fixtures
@testable import InProcess
@testable import Scenarios

/// Arguments that the code under test never asked for: the case is skipped and says so.
@Suite struct UnreadArgumentTests {
  /// StepLR that takes a tenth for every gamma.
  struct NoGamma: SchedulersUnderTest {
    static let schedulers: [SchedulerType] = [.step]
    private let stepSize: Int
    private var rate: Double
    private var steps = 0

    init(_ setup: Setup) throws {
      rate = setup.groups[0].lr
      stepSize = try setup.onlyScheduler().int("step_size")
    }

    mutating func step(_ scheduler: Int) {
      steps += 1
      if steps.isMultiple(of: stepSize) { rate *= 0.1 }
    }

    var lr: [Double] { [rate] }
  }

  /// Keeps the spec and asks it only when it is stepped.
  struct Lazy: SchedulersUnderTest {
    static let schedulers: [SchedulerType] = [.step]
    private let spec: SchedulerSpec
    private var rate: Double
    private var steps = 0

    init(_ setup: Setup) throws {
      rate = setup.groups[0].lr
      spec = try setup.onlyScheduler()
    }

    mutating func step(_ scheduler: Int) throws {
      steps += 1
      if try steps.isMultiple(of: spec.int("step_size")) { rate *= try spec.double("gamma") }
    }

    var lr: [Double] { [rate] }
  }

  /// Reads the step sizes of the children of a SequentialLR, and nothing else.
  struct Children: SchedulersUnderTest {
    static let schedulers: [SchedulerType] = [.sequential, .step]
    static let features: [Feature] = [.errors]
    private let rate: Double

    init(_ setup: Setup) throws {
      rate = setup.groups[0].lr
      let spec = try setup.onlyScheduler()
      if try spec.ints("milestones").isEmpty { throw PeriodRefused() }
      for child in spec.children where try child.int("step_size") == 0 { throw PeriodRefused() }
    }

    mutating func step(_ scheduler: Int) {}
    var lr: [Double] { [rate] }
  }

  private func play<Schedulers: SchedulersUnderTest>(_ type: Schedulers.Type, _ schedulers: String) throws
    -> Reply?
  {
    let scenario = try scenario(scenarioText(schedulers: "[\(schedulers)]"))
    guard case .reply(let reply, _) = InProcessPlayer<Schedulers>().play(scenario) else { return nil }
    if case .skipped(let reason) = reply {
      #expect(InProcessPlayer<Schedulers>().reasonToSkip(scenario) == reason)
    } else {
      #expect(InProcessPlayer<Schedulers>().reasonToSkip(scenario) == nil)
    }
    return reply
  }

  private func step(_ arguments: String) -> String { #"{"type": "StepLR", "args": {\#(arguments)}}"# }

  @Test func unreadArgumentSkipsTheCaseByName() throws {
    #expect(
      try play(NoGamma.self, step(#""step_size": 2, "gamma": 0.5"#))
        == .skipped("StepLR's argument gamma was never read")
    )
    #expect(
      try play(NoGamma.self, step(#""gamma": 0.5, "step_size": 2, "last_epoch": 3"#))
        == .skipped("StepLR's arguments gamma and last_epoch were never read")
    )
  }

  @Test func argumentThatIsLeftOutOrHasTheDefaultNeedNotBeRead() throws {
    for arguments in [#""step_size": 2"#, #""step_size": 2, "gamma": 0.1, "last_epoch": -1"#] {
      guard case .outcome(let outcome) = try play(NoGamma.self, step(arguments)) else {
        Issue.record("not played")
        continue
      }
      #expect(outcome.trace == trace([0.1, 0.1, 0.010000000000000002, 0.010000000000000002]))
    }
  }

  @Test func argumentMayBeReadAtAnyStep() throws {
    guard case .outcome(let outcome) = try play(Lazy.self, step(#""step_size": 2, "gamma": 0.5"#)) else {
      Issue.record("not played")
      return
    }
    #expect(outcome.trace == trace([0.1, 0.1, 0.05, 0.05]))
    #expect(
      try play(Lazy.self, step(#""step_size": 20, "gamma": 0.5"#))
        == .skipped("StepLR's argument gamma was never read")
    )
  }

  @Test func childrenOfACompositeCountToo() throws {
    func sequence(_ milestones: String, _ size: Int) -> String {
      let child = step(#""step_size": \#(size), "gamma": 0.5"#)
      return
        #"{"type": "SequentialLR", "args": {"schedulers": [\#(child), \#(child)], "milestones": [\#(milestones)]}}"#
    }
    #expect(try play(Children.self, sequence("2", 3)) == .skipped("StepLR's argument gamma was never read"))
    // A constructor that refuses has read enough.
    for wrong in [sequence("", 3), sequence("2", 0)] {
      guard case .outcome(let outcome) = try play(Children.self, wrong) else {
        Issue.record("not played")
        continue
      }
      #expect(outcome.error?.type == "PeriodRefused")
      #expect(outcome.error?.step == 0)
    }
  }

  @Test func listOfAllArgumentsReadsEach() {
    let spec = SchedulerSpec(type: .step, arguments: [KeywordArgument("step_size", .number(2))])
    let noting = spec.noting()
    #expect(noting == spec)
    #expect(noting.unreadArguments == "StepLR's argument step_size was never read")
    #expect(noting.arguments.count == 1)
    #expect(noting.unreadArguments == nil)
    #expect(spec.unreadArguments == nil)
  }

  @Test func suiteCountsThemAndPlaysTheRest() throws {
    let folder = try TemporaryFolder()
    let halved = #"{"trace": {"lr": [[0.1, 0.1, 0.05, 0.05]]}}"#
    let scenario = scenarioText(schedulers: "[\(step(#""step_size": 2, "gamma": 0.5"#))]")
    try folder.write(
      "sample.json",
      suiteText(caseText(), caseText(id: #""sample/half""#, scenario: scenario, expected: halved))
    )
    let suite = ConformanceSuite(of: NoGamma.self, fixtures: folder.path)
    #expect(try suite.cases.map(\.id) == ["sample/one"])
    #expect(try suite.cases[0].check().verdict == .identical)
    #expect(
      suite.skippedText == "1 of 2 cases are skipped: StepLR's argument gamma was never read (1)"
    )
    #expect(
      try ConformanceSuite(of: Lazy.self, fixtures: folder.path).skippedText == "0 of 2 cases are skipped"
    )
  }
}
