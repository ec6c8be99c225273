import Foundation
import Synchronization
import Testing

@testable import Adapters
@testable import ConformanceSupport
@testable import Fixtures
@testable import ReferencePlay
@testable import Reports
@testable import Scenarios
@testable import Verdicts

/// What is asked of somebody who comes for the first time.
@Suite struct SmokeTests {
  private static let cases: [RunCase] = {
    var path = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    path.removeLast(4)
    let suites = try? SuiteLoader.load(["\(path.joined(separator: "/"))/fixtures"])
    return (suites ?? []).flatMap { suite in
      suite.cases.compactMap { fixture in
        fixture.expected.map {
          RunCase(suite: suite.name, path: suite.path, fixture: fixture, expected: $0)
        }
      }
    }
  }()

  private func handshake(
    _ schedulers: [SchedulerType]? = nil,
    _ features: [Feature]? = nil,
    _ channels: [Channel]? = nil
  ) -> Handshake {
    Handshake(
      implementation: Implementation(name: "port", version: "1"),
      precision: .exact,
      schedulers: schedulers,
      features: features,
      channels: channels
    )
  }

  private func smoke(
    _ handshake: Handshake,
    maximumBroken: Int? = nil,
    answer: @Sendable @escaping (Scenario) -> PlayAnswer = {
      .reply(.outcome(ReferencePlayer().play($0)))
    }
  ) async throws -> SmokeTest.Report {
    try await SmokeTest(.inProcess(handshake, answer), maximumBroken: maximumBroken).run(Self.cases)
  }

  @Test func eachClassAndFeatureHasAPlainCase() async throws {
    let report = try await smoke(Oracle.handshake)
    let names = SchedulerType.allCases.map(\.rawValue) + Feature.allCases.map(\.rawValue)
    #expect(report.findings.map(\.name) == names)
    for finding in report.findings {
      let result = try #require(finding.result, "\(finding.name)")
      #expect(result.verdict == .identical)
      let fixture = result.run.fixture
      #expect(finding.name == "errors" || [.documented, .required].contains(fixture.level), "\(fixture.id)")
      let values = result.run.expected.trace.channels.flatMap(\.columns).joined()
      #expect(values.allSatisfy { Trace.isMissing($0) || $0.magnitude <= 10_000 }, "\(fixture.id)")
      #expect(fixture.scenario.observationCount <= 300, "\(fixture.id)")
    }
    let step = try #require(report.findings.first { $0.name == "StepLR" }?.result)
    #expect(step.run.fixture.level == .documented)
    #expect(report.endOfRun == nil)
  }

  @Test func onlyWhatIsDeclaredIsAsked() async throws {
    let port = handshake([.step, .sequential, .exponential], [.setLR], [.lr])
    let report = try await smoke(port)
    #expect(report.findings.map(\.name) == ["StepLR", "SequentialLR", "ExponentialLR", "set-lr"])
    for finding in report.findings {
      let run = try #require(finding.result?.run)
      #expect(run.task.requirements.reasonToSkip(port) == nil, "\(finding.name)")
      #expect(finding.result?.verdict == .identical)
    }
    let text = SmokeText(report, brokenTogether: [], style: TextStyle(coloured: false)).text
    #expect(text.contains("\n✓ StepLR                       identical (step-lr/"))
    #expect(text.contains("\nclasses that are not declared: LambdaLR, MultiplicativeLR, MultiStepLR,"))
    #expect(text.contains("\nfeatures that are not declared: momentum, closed-form,"))
  }

  @Test func whatCannotBeShownIsSaid() async throws {
    let report = try await smoke(handshake([.lambda], []))
    #expect(report.findings.map(\.name) == ["LambdaLR"])
    #expect(report.findings[0].result == nil)
    #expect(report.findings[0].reason?.hasPrefix("not asked: ") == true)
    let text = SmokeText(report, brokenTogether: [], style: TextStyle(coloured: false)).text
    #expect(text.contains("\n- LambdaLR                     not asked: "))
  }

  @Test func nextIsTriedWhereOneIsSkipped() async throws {
    let asked = Mutex(0)
    let report = try await smoke(handshake([.step], [])) { scenario in
      let number = asked.withLock { count in
        count += 1
        return count
      }
      return .reply(number < 3 ? .skipped("no gamma") : .outcome(ReferencePlayer().play(scenario)))
    }
    #expect(report.findings.map(\.tries) == [3])
    #expect(report.findings[0].result?.verdict == .identical)
    let skipping = try await smoke(handshake([.step], [])) { _ in .reply(.skipped("no gamma")) }
    #expect(skipping.findings.map(\.tries) == [4])
    let text = SmokeText(skipping, brokenTogether: [], style: TextStyle(coloured: false)).text
    #expect(text.contains("- StepLR                       skipped: no gamma, as 4 cases are\n"))
  }

  @Test func sameFaultIsToldOnceAndEndsTheTest() async throws {
    let report = try await smoke(Oracle.handshake, maximumBroken: 3) { _ in
      .fault(.printed("\"Epoch 1\""), errorText: "a\nb\n")
    }
    #expect(report.results.map(\.verdict) == [.broken, .broken, .broken])
    let text = SmokeText(report, brokenTogether: [], style: TextStyle(coloured: false)).text
    #expect(text.contains("print to stderr (found: \"Epoch 1\"); it said: b\n"))
    #expect(
      text.contains(
        """
        ✗ MultiplicativeLR, StepLR: broken in the same way (a line on stdout that is no
          reply: stdout is the protocol; print to stderr)
        - MultiStepLR, ConstantLR, LinearLR,
        """
      )
    )
    #expect(text.contains(" state: not asked\n3 cases in a row are broken and the run ended"))
  }
}
