import JSON
import TestSupport
import Testing

/// What `check` and `report` say of a clean run, one with known divergences, one with a filter, and one of an adapter
/// that declares little.
@Suite struct ReportCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var template: String { Repository.root + "/tools/adapters/template/python/run" }

  /// The last line of `check`, and the report of the same run.
  private func check(_ arguments: [String], status: Int = 0) async throws -> (line: String, report: String) {
    let report = folder / "report.json"
    let options = arguments.prefix { $0 != "--" }
    let adapter = arguments.dropFirst(options.count)
    let json = try await Command.run(
      ["check"] + options + ["--format", "json", "--output", report] + adapter
    )
    #expect(json.status == status)
    let pretty = try await Command.run(["check"] + arguments)
    #expect(pretty.status == status)
    let line = pretty.output.split(separator: "\n").last.map(String.init) ?? ""
    return (line.replacing(#/ in [0-9]+ m?s,/#, with: ""), report)
  }

  private func badge(_ report: String) async throws -> Command {
    try await Command.run("report", report, "--format", "svg")
  }

  private func statement(_ report: String) async throws -> String {
    let statement = try await Command.run("report", report, "--format", "statement")
    #expect(statement.status == 0)
    return statement.output
  }

  @Test func cleanRun() async throws {
    let (line, report) = try await check([])
    let total = try Repository.caseCount()
    #expect(line == "\(total) cases: \(total) identical suite 1.1.0: conforming")
    #expect(try await badge(report).output.contains("<title>lrconform: \(total)/\(total) identical</title>"))
    #expect(try await badge(report).output.contains("#14713d"))
    #expect(try await statement(report).contains("\n**conforming**\n"))
  }

  @Test func filteredRunHasNoBadge() async throws {
    let total = try Repository.caseCount()
    let (line, report) = try await check(["--id", "step-lr/documented"])
    #expect(
      line == "1 cases: 1 identical suite 1.1.0: partial: 1 of \(total) cases (--id step-lr/documented)"
    )
    let badge = try await badge(report)
    #expect(badge.status == 2)
    #expect(badge.output == "")
    #expect(
      badge.errors == "lrconform: \(report): a badge is about a whole run, and this one is "
        + "partial: 1 of \(total) cases (--id step-lr/documented)\n"
    )
    let statement = try await statement(report)
    #expect(statement.contains("\n**partial: 1 of \(total) cases (--id step-lr/documented)**\n"))
    #expect(statement.contains("| filters | `--id step-lr/documented` |"))
    #expect(statement.contains("lrconform check --id step-lr/documented --format json --output"))
  }

  @Test func knownDivergences() async throws {
    // The fixtures of a suite of one case, whose expected value is none of PyTorch's.
    try folder.write("suite/suite.json", #"{"schema": 1, "version": "7.8.9", "pytorch": "2.13.0"}"#)
    try folder.write("suite/one.json", Sample.text(["sample/one", "sample/lie"]))
    let text = try folder.read("suite/one.json")
    let digit = try #require(text.ranges(of: "0.125").last)
    try folder.write("suite/one.json", text.replacingCharacters(in: digit, with: "0.375"))
    let fixtures = folder / "suite"
    let known = folder / "known.json"
    try folder.write(
      "known.json",
      #"{"schema": 1, "known": [{"case": "sample/lie", "verdict": "diverged", "step": 3, "reason": "It is so."}]}"#
    )
    let (line, report) = try await check(["--fixtures", fixtures, "--known", known])
    #expect(
      line
        == "2 cases: 1 identical, 1 diverged (1 known) suite 7.8.9: as expected: 1 known divergence"
    )
    let badge = try await badge(report)
    #expect(badge.output.contains("<title>lrconform: 1 known divergence, 1/2 identical</title>"))
    #expect(badge.output.contains("#8a5a00"))
    #expect(try await statement(report).contains("\n- 1: It is so.: `sample/lie`\n"))
    let document = try JSONNode(parsing: folder.read("report.json"))
    #expect(try document.member("conforming").boolean() == false)
    #expect(try document.member("standing").member("as_expected").boolean())
  }

  @Test func undeclaredFeatures() async throws {
    let (line, report) = try await check(["--", template])
    let total = try Repository.caseCount()
    let document = try JSONNode(parsing: folder.read("report.json"))
    let identical = try document.member("counts").member("identical").integer()
    #expect(identical >= 20)
    #expect(
      line
        == "\(total) cases: \(identical) identical, \(total - identical) skipped suite 1.1.0: "
        + "conforming, but level error not run (2 of 16 schedulers, 2 of 20 features)"
    )
    let badge = try await badge(report)
    #expect(
      badge.output.contains(
        "<title>lrconform: \(identical)/\(identical) identical, level error not run, \(total - identical) skipped<"
      )
    )
    #expect(badge.output.contains("#0757c2"))
    let statement = try await statement(report)
    #expect(statement.contains(#/\n- [0-9]{3} of classes not declared\n/#))
    #expect(statement.contains("| features declared | `groups, set-lr` |"))
    #expect(statement.contains("\nNot declared, with the number of cases that were not run: LambdaLR ("))
  }

  @Test func skippedCasesAreSummedByReason() async throws {
    let check = try await Command.run("check", "--", template)
    let line = try #require(check.output.split(separator: "\n").dropLast().last)
    let pattern = #/([0-9]+) skipped: ([0-9]+) of classes not declared, (.*)/#
    let match = try #require(String(line).wholeMatch(of: pattern))
    // The reasons add up.
    let reasons = match.3.split(separator: ", ").compactMap { Int($0.prefix { $0.isNumber }) }
    #expect(Int(match.1) == reasons.reduce(Int(match.2) ?? 0, +))
    #expect(match.3.contains("29 that need closed-form"))
  }

  @Test func statementIsAboutOneReport() async throws {
    let (_, report) = try await check(["--id", "step-lr/documented"])
    let two = try await Command.run("report", report, report, "--format", "statement")
    #expect(two.status == 2)
    #expect(two.errors.hasPrefix("lrconform: a statement is about one report, 2 are given"))
  }

  @Test func comparisonSaysWhatEachRunLeftOut() async throws {
    let total = try Repository.caseCount()
    let (_, report) = try await check(["--id", "step-lr/documented"])
    let compare = try await Command.run("compare", report, report)
    #expect(compare.status == 0)
    let said = "lrconform 0.1.0: partial: 1 of \(total) cases (--id step-lr/documented)\n"
    #expect(compare.output.hasPrefix("old \(said)new \(said)"))
  }

  @Test func anotherPyTorchIsNamed() async throws {
    let check = try await Command.run("check", "--id", "step-lr/documented", "--torch", "2.0")
    #expect(check.output.contains(", held against PyTorch 2.0\n"))
  }

  @Test(arguments: [["--brief", "--verbose"], ["--brief", "--format", "json"]])
  func briefIsForPeopleAndNotVerbose(options: [String]) async throws {
    let check = try await Command.run(["check"] + options)
    #expect(check.status == 2)
    #expect(check.errors.hasPrefix("lrconform: --brief"))
  }
}
