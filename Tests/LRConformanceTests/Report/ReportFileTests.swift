import JSON
import Testing

@testable import Fixtures
@testable import Reports
@testable import Verdicts

@Suite struct ReportFileTests {
  @Test(arguments: [false, true])
  func whatIsReadIsWrittenAgain(known: Bool) throws {
    let text = try SmallRun(said: hostile, known: known).named(hostile).text(.json)
    let report = try ReportFile(JSONNode(parsing: text))
    #expect(report.json.canonical().harmlessJSON == text)
    #expect(
      report.cases.map(\.verdict) == [.identical, .diverged, .errorMismatch, .diverged, .skipped, .broken]
    )
    #expect(report.cases[1].diagnosis?.text == "step_size one late")
    #expect(report.cases[1].series?.actual == [0.5, 0.5, 0.5, 0.25])
    #expect(report.cases[1].scenario?.observationCount == 4)
    #expect(report.cases[0].scenario == nil)
  }

  @Test(arguments: [
    ("\"schema\": 1,", "\"schema\": 2,", "r.json: schema: expected the schema 1"),
    ("\"identical\": 1,", "\"identical\": 2,", "r.json: counts.identical: expected 1, as the cases have"),
    ("\"id\": \"s/two\"", "\"id\": \"s/one\"", "r.json: cases[1].id: the case is there twice"),
    ("\"id\": \"s/two\"", "\"id\": \"s\"", "r.json: cases[1].id: expected a slug as \"step-lr/documented\""),
    (
      "\"nature\": \"break\"", "\"nature\": \"x\"",
      "r.json: cases[1].divergence.nature: expected one of \"drift\", \"break\", found \"x\""
    ),
    (
      "\"steps\": [0, 1, 2, 3]", "\"steps\": [0, 1, 2]",
      "r.json: cases[1].divergence.window: expected columns of the same length"
    ),
    (
      "\"kind\": \"value\"", "\"kind\": \"other\"",
      "r.json: cases[1].divergence.kind: expected one of value, columns, length, unexpected-error, missing-error, "
        + "other-error"
    ),
  ])
  func malformedReportsAreRefusedWithThePlace(part: String, other: String, message: String) throws {
    let text = try SmallRun().text(.json)
    let place = try #require(text.firstRange(of: part))
    let broken = text.replacingCharacters(in: place, with: other)
    let error = #expect(throws: JSONError.self) {
      try ReportFile(JSONNode(parsing: broken, source: "r.json"))
    }
    #expect(error.map { "\($0)" } == message)
  }

  @Test func aValueBesideAnErrorAndAnEarlyEndAreReadAsTheyAreWritten() async throws {
    let expected =
      #"{"trace": {"lr": [[0.1, 0.2]]}, "error": {"step": 2, "type": "KeyError", "message": "m"}}"#
    let events = RunnerTests.Events()
    var summary = try await Runner().run([try runCase(caseText(expected: expected))], on: .reference) {
      events.add($0)
    }
    summary.notRun = 7
    summary.endOfRun = "enough"
    summary.restarts = 2
    let text = ReportFile(summary, cases: events.results.map { ReportedCase($0) }).json.canonical()
    let report = try ReportFile(JSONNode(parsing: text))
    #expect(report.json.canonical() == text)
    #expect(report.notRun == 7)
    #expect(report.endOfRun == "enough")
    #expect(report.restarts == 2)
    let value = Divergence.Value(channel: .lr, column: 0, nature: .break, step: 1)
    #expect(report.cases[0].comparison?.divergence?.value == value)
    #expect(report.cases[0].comparison?.divergence?.window.map(\.expected) == [0.1, 0.2])
  }

  @Test func whatWasSaidIsReportedWhereTheCaseFails() throws {
    var results = try SmallRun(known: true).results
    for index in results.indices { results[index].errorText = "said" }
    let texts = results.map { ReportedCase($0).errorText }
    // The fourth diverges as it is listed.
    #expect(texts[1] == "said")
    #expect(texts[3] == nil)
    #expect(texts[5] == "said")
  }

  @Test func aMissingFileIsOneLine() {
    let error = #expect(throws: JSONError.self) { try ReportFile(path: "no-such-report.json") }
    #expect(error.map { "\($0)" } == "no-such-report.json: no such file or folder")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + self[range.upperBound...]
  }
}
