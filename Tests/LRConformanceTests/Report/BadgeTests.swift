import Testing

@testable import Fixtures
@testable import Reports

@Suite struct BadgeTests {
  private typealias Standing = RunStandingTests

  /// What the badge says and its colour.
  private func look(_ reports: ReportFile...) throws -> [String] {
    let text = try Badge(reports).text
    let value = try #require(text.firstMatch(of: /aria-label="lrconform: ([^"]*)"/)).1
    let colours = text.matches(of: /fill="(#[0-9a-f]{6})"\/>/).map { String($0.1) }
    return [String(value), try #require(colours.last)]
  }

  private let green = "#14713d"
  private let blue = "#0757c2"
  private let amber = "#8a5a00"
  private let grey = "#5a6068"
  private let red = "#b3202a"

  @Test func onlyAConformingRunIsGreen() async throws {
    #expect(try look(await Standing.report()) == ["2/2 identical", green])
  }

  @Test func knownDivergencesAreNamedAndAmber() async throws {
    let report = try await Standing.report(wrong: ["sample/c1"], known: ["sample/c1"])
    #expect(try look(report) == ["1 known divergence, 1/2 identical", amber])
    #expect(
      try look(report, await Standing.report()) == ["1/2 conforming, 1 with known divergences", amber]
    )
  }

  @Test func partialRunHasNone() async throws {
    let part = try await Standing.report { options, _ in
      options.scope.ids = ["step-lr/documented"]
      options.scope.total = 788
    }
    let whole = try await Standing.report()
    let refusal = #expect(throws: Badge.Refusal.self) { try Badge([whole, part]) }
    #expect(refusal?.index == 1)
    #expect(
      refusal.map { "\($0)" }
        == "a badge is about a whole run, and this one is partial: 2 of 788 cases (--id step-lr/documented)"
    )
  }

  @Test func whatWasNotJudgedIsBlueAndSaid() async throws {
    let level = try await Standing.report(levels: [.documented, .error], skips: ["sample/c1"])
    #expect(try look(level) == ["1/1 identical, level error not run, 1 skipped", blue])
    let wide = try await Standing.report { options, _ in options.tolerance = .float32 }
    #expect(try look(wide) == ["2/2 identical, tolerance rel 2e-05, abs 1e-06", blue])
    #expect(try look(level, await Standing.report()) == ["2/2 conforming", blue])
  }

  @Test func whatIsMissingIsAmberOrGrey() async throws {
    let skipped = try await Standing.report(skips: ["sample/c1"])
    #expect(try look(skipped) == ["incomplete, 1/1 identical, 1 skipped", amber])
    let nothing = try await Standing.report(skips: ["sample/c0", "sample/c1"])
    #expect(try look(nothing) == ["nothing was run", grey])
    var older = try await Standing.report()
    older.scope = nil
    #expect(try look(older) == ["2/2 identical, scope unknown", grey])
  }

  @Test func divergenceIsRed() async throws {
    let report = try await Standing.report(wrong: ["sample/c0"])
    #expect(try look(report) == ["1/2 identical", red])
    #expect(try look(report, await Standing.report()) == ["1/2 conforming", red])
    let stale = try await Standing.report(known: ["sample/c0"])
    #expect(try look(stale) == ["not as expected, 2/2 identical", red])
  }

  @Test func anotherPyTorchIsNamed() async throws {
    let report = try await Standing.report { options, _ in options.scope.torch = "1.13" }
    #expect(try look(report) == ["2/2 identical, PyTorch 1.13", green])
    #expect(report.pytorch == "1.13")
  }

  @Test func picture() async throws {
    let run = try SmallRun()
    let report = ReportFile(run.summary, cases: run.results.map { ReportedCase($0) })
    #expect(
      try Badge([report]).text == """
        <svg xmlns="http://www.w3.org/2000/svg" width="239" height="20" role="img" aria-label="lrconform: 1/5 identical, 1 skipped">
          <title>lrconform: 1/5 identical, 1 skipped</title>
          <rect width="71" height="20" fill="#444c56"/>
          <rect x="71" width="168" height="20" fill="#b3202a"/>
          <text x="6" y="14" textLength="59" fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">lrconform</text>
          <text x="77" y="14" textLength="156" fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">1/5 identical, 1 skipped</text>
        </svg>

        """
    )
  }
}
