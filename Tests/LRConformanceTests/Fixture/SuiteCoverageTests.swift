import Testing

@testable import Adapters
@testable import Fixtures
@testable import Scenarios

/// The suite has a case for everything that a scenario can name.
@Suite struct SuiteCoverageTests {
  // Read once for all tests.
  private static let read = Result { try Fixtures.cases().map(\.fixture) }

  private let scenarios: [Scenario]
  private let requirements: [Requirements]

  init() throws {
    let cases = try Self.read.get()
    scenarios = cases.map(\.scenario)
    requirements = cases.map { Requirements($0.scenario, expectsError: $0.expected?.error != nil) }
  }

  @Test(arguments: Feature.allCases)
  func someCaseNeedsTheFeature(feature: Feature) {
    #expect(requirements.contains { $0.features.contains(feature) })
  }

  @Test(arguments: SchedulerType.allCases)
  func someCasesGiveEachArgumentOfTheClass(type: SchedulerType) {
    expectEachArgument(of: type, in: scenarios)
  }

  @Test(arguments: Action.Name.allCases)
  func someCaseHasTheOperation(name: Action.Name) {
    #expect(scenarios.contains { $0.program.contains { $0.action.name == name } })
  }

  @Test(arguments: Channel.allCases)
  func someCaseObservesTheChannel(channel: Channel) {
    #expect(scenarios.contains { $0.observe.contains(channel) })
  }

  @Test(arguments: CaseLevel.allCases)
  func someCaseHasTheLevel(level: CaseLevel) throws {
    #expect(try Self.read.get().contains { $0.level == level })
  }
}
