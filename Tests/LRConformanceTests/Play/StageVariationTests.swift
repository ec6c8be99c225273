import Testing

@testable import ReferencePlay
@testable import Scenarios

/// What is done wrong with a state, and in the calls of a step.
@Suite struct StageVariationTests {
  /// LambdaLR halves the lr in each step: 1, 0.5, 0.25, then a reload, an observation and two steps.
  private func rates(
    _ program: String = #"[{"step": 2}, {"reload": "all"}, {"observe": true}, {"step": 2}]"#,
    _ change: (inout PlayVariation) -> Void
  ) throws -> [Double]? {
    var variation = PlayVariation()
    change(&variation)
    let text = scenarioText(
      optimizer: #"{"type": "SGD", "groups": [{"lr": 1.0}]}"#,
      schedulers: #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "0.5 ** epoch"}}}]"#,
      program: program
    )
    return ReferencePlayer(variation).play(try scenario(text)).trace[.lr]?.first
  }

  @Test(
    arguments: [
      (.right, [1, 0.5, 0.25, 0.25, 0.125, 0.0625]),
      (.allSavedBefore, [1, 0.5, 0.25, 0.5, 0.25, 0.125]),
      (.schedulersSavedBefore, [1, 0.5, 0.25, 0.25, 0.25, 0.125]),
      (.step, [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]),
      (.basesFromLR, [1, 0.5, 0.25, 0.25, 0.03125, 0.015625]),
      (.unusedOptimizer, [1, 0.5, 0.25, 0.25, 0.25, 0.25]),
      (.without(.arguments), [1, 0.5, 0.25, 0.25, 0.125, 0.0625]),
      (.without(.allButEpoch), [1, 0.5, 0.25, 0.25, 0.125, 0.0625]),
    ] as [(PlayVariation.Loading, [Double])]
  )
  func aReloadDoesWhatItSays(loading: PlayVariation.Loading, expected: [Double]) throws {
    #expect(try rates { $0.loading = loading } == expected)
  }

  @Test func aSchedulersStateMaySetTheRates() throws {
    let alone = #"[{"step": 2}, {"reload": "scheduler"}, {"observe": true}]"#
    #expect(try rates(alone) { _ in } == [1, 0.5, 0.25, 1])
    #expect(try rates(alone) { $0.loading = .setsRates } == [1, 0.5, 0.25, 0.25])
  }

  @Test(
    arguments: [
      (.once, [1, 0.5, 0.25, 0.125, 0.0625]),
      (.times(2), [1, 0.25, 0.0625, 0.015625, 0.00390625]),
      (.every(2), [1, 1, 0.5, 0.5, 0.25]),
    ] as [(PlayVariation.Calls, [Double])]
  )
  func aCallStepsAsOftenAsItSays(calls: PlayVariation.Calls, expected: [Double]) throws {
    #expect(try rates(#"[{"step": 4}]"#) { $0.calls = calls } == expected)
  }
}
