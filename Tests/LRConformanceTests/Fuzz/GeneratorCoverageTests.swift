import Testing

@testable import Adapters
@testable import Fuzzing
@testable import Scenarios

/// Random scenarios have everything that a scenario can name.
@Suite struct GeneratorCoverageTests {
  private static let scenarios: [Scenario] = (0..<4000).map { index in
    var generator = ScenarioGenerator(
      seed: 1,
      index: index,
      schedulers: SchedulerType.allCases,
      features: Set(Feature.allCases)
    )
    return generator.scenario()
  }

  @Test(arguments: SchedulerType.allCases)
  func eachArgumentOfTheClassIsGiven(type: SchedulerType) { expectEachArgument(of: type, in: Self.scenarios) }

  @Test(arguments: Action.Name.allCases)
  func theOperationIsMade(name: Action.Name) {
    #expect(Self.scenarios.contains { $0.program.contains { $0.action.name == name } })
  }

  @Test(arguments: Channel.allCases)
  func theChannelIsObserved(channel: Channel) {
    #expect(Self.scenarios.contains { $0.observe.contains(channel) })
  }

  /// What a scenario needs of an adapter; errors are what comes of it.
  @Test(arguments: Feature.allCases.filter { $0 != .errors })
  func theFeatureIsNeeded(feature: Feature) {
    #expect(Self.scenarios.contains { Requirements($0, expectsError: false).features.contains(feature) })
  }
}
