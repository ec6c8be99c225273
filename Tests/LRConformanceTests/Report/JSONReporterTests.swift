import JSON
import Testing

@testable import ConformanceSupport
@testable import Fixtures
@testable import Reports
@testable import Verdicts

@Suite struct JSONReporterTests {
  private func report(_ cases: [RunCase]) async throws -> JSONNode {
    let events = RunnerTests.Events()
    _ = try await Runner().run(cases, on: .reference) { events.add($0) }
    var reporter = ReportFormat.json.reporter(style: TextStyle(coloured: true), verbose: true)
    let texts = events.all.map { reporter.text(for: $0) }
    #expect(texts.dropLast().joined() == "")
    return try JSONNode(parsing: try #require(texts.last))
  }

  @Test func countsAreThoseOfTheRun() async throws {
    let document = try await report(RunnerTests.mixedCases())
    let counts = try document.member("counts")
    #expect(try counts.member("total").integer() == 4)
    #expect(try counts.member("identical").integer() == 2)
    #expect(try counts.member("diverged").integer() == 1)
    #expect(try counts.member("error-mismatch").integer() == 1)
    #expect(try counts.member("broken").integer() == 0)
    #expect(try document.member("conforming").boolean() == false)
    #expect(try document.member("schema").integer() == 1)
    #expect(try document.member("pytorch").string() == "2.13.0")
    #expect(try document.member("implementation").member("name").string() == "lrconform")
    #expect(try document.member("cases").elements().count == 4)
  }

  @Test func divergenceHasItsPlaceAndWindow() async throws {
    let cases = try await report(RunnerTests.mixedCases()).member("cases").elements()
    #expect(try cases[0].optionalMember("divergence") == nil)
    #expect(try cases[1].member("verdict").string() == "diverged")
    let divergence = try cases[1].member("divergence")
    #expect(try divergence.member("kind").string() == "value")
    #expect(try divergence.member("step").integer() == 2)
    #expect(try divergence.member("channel").string() == "lr")
    #expect(try divergence.member("column").integer() == 0)
    let window = try divergence.member("window")
    #expect(try window.member("steps").elements().map { try $0.integer() } == [0, 1, 2, 3])
    #expect(try window.member("expected").elements().map { try $0.double() } == [0.1, 0.1, 0.02, 0.02])
    let error = try cases[2].member("divergence")
    #expect(try error.member("kind").string() == "missing-error")
    #expect(try error.member("expected").member("type").string() == "KeyError")
  }

  @Test func colourIsNoPartOfADocument() async throws {
    let events = RunnerTests.Events()
    _ = try await Runner().run(try RunnerTests.mixedCases(), on: .reference) { events.add($0) }
    var reporter = ReportFormat.json.reporter(style: TextStyle(coloured: true), verbose: true)
    #expect(!events.all.map { reporter.text(for: $0) }.joined().contains("\u{1b}"))
  }
}
