import Foundation
import TestSupport
import Testing

/// Requests are pipelined: they are sent before earlier ones are answered.
@Suite struct SentAheadTests {
  // Each is more than a pipe holds, as is the answer to it.
  private static let longCases = (0..<8).map { index in
    """
    {"id": "long/\(index)", "title": "T", "why": "W", "level": "required", "tags": [],
     "scenario": {"optimizer": {"type": "SGD", "groups": [{"lr": 0.1}]},
       "schedulers": [{"type": "CosineAnnealingLR", "args": {"T_max": 1000}}],
       "program": [{"step_epochs": [\((0..<20_000).map { "\($0).5" }.joined(separator: ","))]}]}}
    """
  }

  @Test func requestsAndAnswersThatFillBothPipesGoThrough() async throws {
    let folder = try TemporaryFolder()
    let head = #"{"schema": 1, "suite": "Long", "description": "D", "cases": ["#
    try folder.write("long.json", head + Self.longCases.joined(separator: ",") + "]}")
    let oracle = [try Command.executable(), "oracle"]
    let recorded = try await Command.run(
      ["regenerate", "--fixtures", folder / "long.json", "--ahead", "0", "--"] + oracle
    )
    #expect(recorded.status == 0, "\(recorded.errors)")
    let check = try await Command.run(
      ["check", "--fixtures", folder / "long.json", "--jobs", "1", "--ahead", "1000", "--"] + oracle
    )
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(check.output.contains("8 cases: 8 identical in "))
  }

  @Test func noProcessTakesWhatAnotherCouldDo() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sample.json", Sample.text((0..<12).map { "sample/case-\($0)" }))
    // Each process waits at its first request until the other has got one.
    let liar = Liar("meets")
    let check = try await Command.run(
      ["check", "--fixtures", folder / "sample.json", "--jobs", "2", "--"] + liar.command(),
      environment: ["LRCONFORM_TEST_LOG": folder / "log"]
    )
    #expect(check.status == 0)
    let answered = try String(contentsOfFile: folder / "log", encoding: .utf8).split(separator: "\n")
    let counts = Dictionary(grouping: answered) { $0 }.mapValues(\.count)
    #expect(counts.count == 2)
    #expect(counts.values.allSatisfy { $0 >= 3 }, "\(counts)")
    try await liar.expectGone()
  }

  @Test(.timeLimit(.minutes(5 * TestTime.factor)))
  func failFastDoesNotWaitForWhatWasSentAhead() async throws {
    let folder = try TemporaryFolder()
    let text = Sample.text()
    let first = try #require(text.range(of: "0.125"))
    try folder.write("sample.json", text.replacingCharacters(in: first, with: "0.126"))
    let liar = Liar("hangs", on: "sample/four")
    let check = try await Command.run(
      ["check", "--fixtures", folder / "sample.json", "--jobs", "1", "--fail-fast"]
        + ["--timeout", "86400", "--"] + liar.command()
    )
    #expect(check.status == 1)
    #expect(check.output.contains(": 1 diverged in "), "\(check.output)")
    try await liar.expectGone()
  }

  @Test func eachCaseIsAskedOnceThoughManyAreUnderWayWhenOneFails() async throws {
    let folder = try TemporaryFolder()
    let ids = (0..<100).map { "sample/case-\($0)" }
    try folder.write("sample.json", Sample.text(ids))
    let liar = Liar("crashes", on: "sample/case-40")
    let check = try await Command.run(
      ["check", "--fixtures", folder / "sample.json", "--jobs", "2", "--verbose", "--"] + liar.command()
    )
    #expect(check.status == 1)
    #expect(check.output.contains("100 cases: 99 identical, 1 broken in "))
    let told = check.output.split(separator: "\n").compactMap { line in
      line.split(separator: " ").first { $0.hasPrefix("sample/case-") }.map(String.init)
    }
    #expect(told == ids)
    try await liar.expectGone()
  }
}
