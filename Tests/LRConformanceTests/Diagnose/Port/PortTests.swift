import LRSchedulers
import Testing

@testable import Adapters
@testable import Fixtures
@testable import Fuzzing
@testable import Scenarios

/// The port without a mistake is a right implementation: a liar differs from PyTorch by its mistake alone.
@Suite struct PortTests {
  static let handshake = Handshake(
    implementation: Implementation(name: "port", version: "1"),
    precision: .float64,
    schedulers: SchedulerType.allCases.filter { $0 != .swa },
    features: [.momentum, .closedForm, .fractionalEpoch, .reload, .setLR, .groups, .functions]
  )

  @Test func portWithoutMistakeConforms() async throws {
    var options = FuzzOptions()
    options.count = 400
    options.shrinks = false
    let report = try await Fuzzer(options).run(
      .inProcess(Self.handshake) { .reply(.outcome(Port<Double>.play($0))) }
    )
    #expect(report.scenarios == 400)
    #expect(report.findings.map { "\($0.index) \($0.headline) \($0.scenario)" } == [])
  }
}
