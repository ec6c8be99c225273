import JSON
import TestSupport
import Testing

@Suite struct CheckCommandTests {
  @Test func referenceConforms() async throws {
    let check = try await Command.run("check")
    #expect(check.status == 0)
    #expect(check.errors == "")
    #expect(check.output.contains("checked against PyTorch 2.13.0\n"))
    #expect(check.output.hasSuffix(": conforming\n"))
    #expect(!check.output.contains("diverged"))
    #expect(!check.output.contains("\u{1b}"))
  }

  @Test func oneChangedDigitIsFoundAndNamed() async throws {
    let folder = try TemporaryFolder()
    let text = try Repository.fixture("step-lr.json")
    let digit = try #require(text.firstRange(of: "0.005000000000000001"))
    try folder.write("step-lr.json", text.replacingCharacters(in: digit, with: "0.005000000000000002"))
    let check = try await Command.run("check", "--fixtures", folder.path)
    #expect(check.status == 1)
    #expect(check.errors == "")
    #expect(check.output.contains("✗ step-lr/"))
    #expect(check.output.contains("diverged: lr, group 0: first diverges at step 30 (drift; 1 of "))
    #expect(check.output.contains(">   30  0.005000000000000002  0.005000000000000001"))
    #expect(check.output.contains("1 diverged"))
    #expect(check.output.hasSuffix(": not conforming; partial: 3 cases (--fixtures \(folder.path))\n"))
  }

  @Test func jsonReportIsADocumentOfAllCases() async throws {
    let check = try await Command.run("check", "--format", "json", "--scheduler", "StepLR")
    #expect(check.status == 0)
    let document = try JSONNode(parsing: check.output)
    // A part of the suite says nothing of the rest.
    #expect(try document.member("conforming").boolean() == false)
    #expect(try document.member("standing").member("claim").string() == "partial")
    #expect(try document.member("standing").member("as_expected").boolean())
    #expect(try document.member("scope").member("total").integer() == Repository.caseCount())
    #expect(
      try document.member("scope").member("command").elements().map { try $0.string() }
        == ["lrconform", "check", "--format", "json", "--scheduler", "StepLR"]
    )
    let cases = try document.member("cases").elements()
    #expect(try document.member("counts").member("total").integer() == cases.count)
    #expect(try document.member("counts").member("identical").integer() == cases.count)
    #expect(cases.count > 3)
  }

  @Test func reportGoesToAFileWithoutColour() async throws {
    let folder = try TemporaryFolder()
    let check = try await Command.run(
      "check",
      "--id",
      "step-lr/*",
      "--verbose",
      "--output",
      folder / "report.txt"
    )
    #expect(check.status == 0)
    #expect(check.output == "")
    let report = try folder.read("report.txt")
    #expect(report.contains("✓ step-lr/documented identical\n"))
    #expect(!report.contains("\u{1b}"))
  }

  @Test func colourIsWrittenWhereItIsAskedFor() async throws {
    let always = try await Command.run("check", "--color", "always")
    #expect(always.output.contains("\u{1b}[32mconforming\u{1b}[0m"))
    let part = try await Command.run("check", "--id", "step-lr/*", "--color", "always")
    #expect(
      part.output.contains(
        "\u{1b}[33mpartial: 26 of \(try Repository.caseCount()) cases (--id 'step-lr/*')\u{1b}[0m"
      )
    )
    let never = try await Command.run("check", "--id", "step-lr/*", "--color", "never")
    #expect(!never.output.contains("\u{1b}"))
  }

  @Test func quietRunSaysNothingButItsStatus() async throws {
    let check = try await Command.run("check", "--quiet", "--id", "step-lr/*")
    #expect(check.status == 0)
    #expect(check.output.isEmpty)
    #expect(check.errors.isEmpty)
  }

  // Whichever of many processes answers first: no case may be lost, and none pass that was not judged.
  @Test func everyCaseIsJudgedHoweverManyProcessesRace() async throws {
    for _ in 0..<5 {
      let check = try await Command.run(
        "check",
        "--id",
        "step-lr/*",
        "--jobs",
        "8",
        "--",
        try Command.executable(),
        "oracle"
      )
      #expect(check.status == 0)
      let list = try await Command.run("list", "--id", "step-lr/*")
      let count = list.output.split(separator: "\n").count
      #expect(check.output.contains("\(count) cases: \(count) identical in"))
    }
  }

  @Test func oracleAsAnAdapterIsIdentical() async throws {
    let check = try await Command.run(
      "check",
      "--strict-errors",
      "--jobs",
      "2",
      "--",
      try Command.executable(),
      "oracle"
    )
    #expect(check.status == 0)
    #expect(check.output.hasSuffix(": conforming\n"))
    for verdict in ["within", "skipped", "diverged", "broken", "error-mismatch"] {
      #expect(!check.output.contains(" \(verdict)"))
    }
  }

  @Test func adapterThatDoesNotStartIsStatus3() async throws {
    let silent = try await Command.run("check", "--", "true")
    #expect(silent.status == 3)
    #expect(
      silent.errors
        == "lrconform: the adapter ended without an answer (`lrconform smoke -- …` shows what works)\n"
    )
    let talkative = try await Command.run("check", "--", "sh", "-c", "echo oops >&2; exit 7")
    #expect(talkative.status == 3)
    #expect(
      talkative.errors
        == "lrconform: the adapter ended without an answer (`lrconform smoke -- …` shows what works); it said: oops\n"
    )
  }
}
