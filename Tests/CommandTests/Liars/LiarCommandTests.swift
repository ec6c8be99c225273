import Foundation
import TestSupport
import Testing

/// Lying adapters at the command: the exit status, and what is said.
@Suite struct LiarCommandTests {
  private func check(_ liar: Liar, _ more: String...) async throws -> Command {
    let folder = try TemporaryFolder()
    try folder.write("sample.json", Sample.text())
    let command = try await Command.run(
      ["check", "--fixtures", folder / "sample.json", "--jobs", "1"]
        + ["--timeout", "\(TestTime.seconds(30))"] + more + ["--"] + liar.command()
    )
    try await liar.expectGone()
    return command
  }

  @Test func oneBrokenCaseIsStatus1() async throws {
    let check = try await check(Liar("crashes"))
    #expect(check.status == 1)
    #expect(check.errors == "")
    #expect(
      check.output.contains(
        """

        ✗ sample/lie broken: the adapter ended without an answer
            | Segmentation fault

        """
      )
    )
    #expect(check.output.contains("5 cases: 4 identical, 1 broken in "))
  }

  @Test func everyPlayedCaseBrokenIsStatus3WhateverWasSkipped() async throws {
    let check = try await check(Liar("skips-the-others"))
    #expect(check.status == 3)
    #expect(check.output.contains("5 cases: 4 skipped, 1 broken in "))
  }

  @Test func whoDiesOnEachCaseEndsTheRunWithWhatItSaidFirst() async throws {
    let check = try await check(Liar("dies-on-each"), "--max-broken", "3")
    #expect(check.status == 3)
    #expect(check.output.contains("5 cases: 3 broken, 2 not run in "))
    #expect(
      check.errors == """
        lrconform: 3 cases in a row are broken and the run ended (--max-broken 3); the first, sample/one: the adapter \
        ended without an answer; it said: ModuleNotFoundError: No module named 'torch', asked for sample/one

        """
    )
    let on = try await self.check(Liar("dies-on-each"), "--max-broken", "0")
    #expect(on.status == 3)
    #expect(on.errors == "")
    #expect(on.output.contains("5 cases: 5 broken in "))
    let wrong = try await Command.run("check", "--max-broken", "-1", "--", "true")
    #expect(wrong.status == 2)
  }

  @Test(
    arguments: [
      (
        "junit",
        #"<error type="not-run" message="2 cases were not run: 3 cases in a row are broken and the run ended "#
      ),
      ("tap", "\nBail out! 3 cases in a row are broken and the run ended "),
      ("github", "::error title=lrconform%3A not run::3 cases in a row are broken and the run ended "),
      ("json", #""not_run": 2,"#),
      ("json", #""end_of_run": "3 cases in a row are broken and the run ended "#),
      (
        "markdown",
        "\nthe run ended early: 2 cases were not run.\n\n`3 cases in a row are broken and the run ended "
      ),
    ]
  )
  func everyFormatSaysWhatWasNotRun(format: String, words: String) async throws {
    let check = try await check(Liar("dies-on-each"), "--max-broken", "3", "--format", format)
    #expect(check.status == 3)
    #expect(check.output.contains(words), "\(check.output)")
    #expect(!check.output.contains("1..3\n"))
  }

  @Test func whoCannotBeStartedAgainLosesNothingOfWhatItAnswered() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sample.json", Sample.text())
    let liar = Liar("starts-once")
    let check = try await Command.run(
      ["check", "--fixtures", folder / "sample.json", "--jobs", "1", "--format", "json", "--"]
        + liar.command(),
      environment: ["LRCONFORM_TEST_LOG": folder / "log"]
    )
    #expect(check.status == 3)
    #expect(
      check.errors.hasPrefix(
        "lrconform: the adapter could not be started again: the adapter ended without an answer (`lrconform smoke -- …` shows what works); it said: once is enough"
      )
    )
    #expect(check.output.contains(#""identical": 2,"#))
    #expect(check.output.contains(#""not_run": 3,"#))
    try await liar.expectGone()
  }

  @Test func twentyBrokenCasesInARowAreEnough() async throws {
    let hello = #"{"protocol":1,"implementation":{"name":"a","version":"1"},"precision":"exact"}"#
    let script = "read -r line; echo '\(hello)'; read -r line; echo oops >&2; exit 1"
    let check = try await Command.run("check", "--", "sh", "-c", script)
    #expect(check.status == 3)
    #expect(check.output.contains(" cases: 20 broken, "))
    #expect(
      check.errors.hasPrefix("lrconform: 20 cases in a row are broken and the run ended (--max-broken 20); ")
    )
    #expect(check.errors.hasSuffix("it said: oops\n"))
  }

  @Test func printedLinesAreNamedOnceWithTheirMend() async throws {
    let mend = "a line on stdout that is no reply: stdout is the protocol; print to stderr"
    let check = try await check(Liar("prints-on-each"))
    #expect(check.status == 3)
    #expect(check.output.contains("✗ sample/one broken: \(mend) (found: \"Epoch 1/10 loss 1\")\n"))
    #expect(
      check.output.contains(
        "✗ 4 more are broken in the same way (\(mend)): sample/two, sample/lie, sample/four, sample/five\n"
      )
    )
    #expect(check.output.components(separatedBy: "print to stderr").count == 3)
  }

  @Test func endsAfterAnswersAreToldOnce() async throws {
    let check = try await check(Liar("exits-after-each"))
    #expect(check.status == 0)
    #expect(
      check.output.contains(
        "\nthe adapter ended after an answer 4 times and was started again; the answers count\n"
      )
    )
  }

  @Test(arguments: ["pretty", "markdown", "junit", "json", "github", "tap"])
  func errorAndWhatWasSaidAreInEveryFormat(format: String) async throws {
    let check = try await check(Liar("raises"), "--format", format)
    #expect(check.status == 1)
    #expect(check.output.contains("step 1: the unexpected error ValueError (x)"))
    #expect(check.output.contains("Traceback of the lie"))
  }

  // Without the kill by its id the run would never end.
  @Test(.timeLimit(.minutes(10 * TestTime.factor))) func whoJoinsTheRunnersGroupIsKilled() async throws {
    let seconds = TestTime.seconds(2)
    let check = try await check(Liar("joins-the-runners-group"), "--timeout", "\(seconds)")
    #expect(check.status == 1)
    #expect(check.output.contains("✗ sample/lie broken: no answer within \(seconds) s\n"))
  }

  @Test func recordingAnAdapterThatDiesWritesNothing() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sample.json", Sample.text())
    let liar = Liar("dies-on-each")
    let record = try await Command.run(
      ["record", "--fixtures", folder / "sample.json", "--jobs", "1", "--max-broken", "2"]
        + ["--output", folder / "replies", "--"] + liar.command()
    )
    #expect(record.status == 3)
    #expect(
      record.errors.hasPrefix("lrconform: nothing is written: 2 cases in a row are broken and the run ended")
    )
    #expect(throws: (any Error).self) { try folder.read("replies") }
    try await liar.expectGone()
  }

  @Test func whatWasSaidIsRecordedAndShownFromTheRecording() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sample.json", Sample.text())
    let liar = Liar("raises")
    let record = try await Command.run(
      ["record", "--fixtures", folder / "sample.json", "--jobs", "1", "--output", folder / "replies", "--"]
        + liar.command()
    )
    #expect(record.status == 0)
    let check = try await Command.run(
      "check",
      "--fixtures",
      folder / "sample.json",
      "--trace",
      folder / "replies"
    )
    #expect(check.status == 1)
    #expect(check.output.contains("    | Traceback of the lie\n"))
    try await liar.expectGone()
  }

  @Test func failureAtTheStartIsStatus3WithWhatTheAdapterSaid() async throws {
    let check = try await check(Liar("crashes-at-start"))
    #expect(check.status == 3)
    #expect(check.output == "")
    #expect(check.errorLines.count == 1)
    #expect(check.errors.contains("no module named torch"))
  }

  @Test func hungStartIsToldAfter5SecondsAndNotTriedAgain() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sample.json", Sample.text())
    let liar = Liar("hangs-at-start")
    // So long that the program is there on a busy machine too, and says in the log that it was started.
    let seconds = TestTime.seconds(20)
    let check = try await Command.run(
      ["check", "--fixtures", folder / "sample.json", "--jobs", "1", "--start-timeout", "\(seconds)", "--"]
        + liar.command(),
      environment: ["LRCONFORM_TEST_LOG": folder / "log"]
    )
    #expect(check.status == 3)
    #expect(
      check.errors == "lrconform: no answer within \(seconds) s (`lrconform smoke -- …` shows what works)\n"
    )
    #expect(
      check.notices == [
        "lrconform: no first line from the adapter for 5 s; waiting up to \(seconds) s (--start-timeout); "
          + "if it loads no large library: is stdout flushed after each line?"
      ]
    )
    #expect(try folder.read("log").split(separator: "\n").count == 1)
    try await liar.expectGone()
  }

  @Test func hangAtTheStartEndsAfterTheStartTimeout() async throws {
    let check = try await check(Liar("hangs-at-start"), "--start-timeout", "1")
    #expect(check.status == 3)
    #expect(check.errors == "lrconform: no answer within 1 s (`lrconform smoke -- …` shows what works)\n")
  }

  @Test func skippedCaseConformsUnlessSkippingIsLimited() async throws {
    let check = try await check(Liar("skips"))
    #expect(check.status == 0)
    #expect(check.output.contains("5 cases: 4 identical, 1 skipped in "))
    let limited = try await self.check(Liar("skips"), "--max-skipped", "0")
    #expect(limited.status == 1)
  }

  @Test func longestLineIsAnOption() async throws {
    let check = try await check(Liar("endless-line"), "--max-line", "1")
    #expect(check.status == 1)
    #expect(check.output.contains("✗ sample/lie broken: a line of more than 1048576 bytes\n"))
    let wrong = try await Command.run("check", "--max-line", "2048", "--", "true")
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("lrconform: --max-line takes a number of MiB from 1 to 2047"))
  }

  @Test func smokeTellsWhoWantsRequestsOneByOne() async throws {
    let hint = "with --ahead 0, which sends each request after the answer to the one before, nothing is "
    let liar = Liar("takes-all-that-has-come")
    let smoke = try await Command.run(["smoke", "--jobs", "1", "--"] + liar.command())
    #expect(smoke.status == 1)
    #expect(smoke.output.contains(hint))
    let waiting = try await Command.run(["smoke", "--jobs", "1", "--ahead", "0", "--"] + liar.command())
    #expect(waiting.status == 0, "\(waiting.output)")
    #expect(!waiting.output.contains("--ahead"))
    let crashing = try await Command.run(
      ["smoke", "--jobs", "1", "--"] + Liar("crashes", on: "step-lr/step-size-1").command()
    )
    #expect(!crashing.output.contains("--ahead"))
    try await liar.expectGone()
  }

  @Test func smokeNamesWhatIsPrintedOnce() async throws {
    let liar = Liar("prints-on-each")
    let smoke = try await Command.run(["smoke", "--max-broken", "4", "--"] + liar.command())
    #expect(smoke.status == 3)
    #expect(smoke.output.contains("print to stderr (found: \"Epoch 1/10 loss 1\")\n"))
    #expect(smoke.output.contains("\n✗ MultiplicativeLR, StepLR, MultiStepLR: broken in the same way ("))
    #expect(smoke.output.contains("4 cases in a row are broken and the run ended (--max-broken 4)"))
    try await liar.expectGone()
  }

  @Test func numberOfRequestsAheadIsLimited() async throws {
    let wrong = try await Command.run("check", "--ahead", "1025", "--", "true")
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("lrconform: --ahead takes a number from 0 to 1024"))
  }

  #if os(Linux)
    @Test(.timeLimit(.minutes(5 * TestTime.factor)), arguments: [SIGINT, SIGTERM, SIGHUP])
    func interruptedRunLeavesNoProcessAndReportsNoFault(signal: Int32) async throws {
      let folder = try TemporaryFolder()
      try folder.write("sample.json", Sample.text())
      let liar = Liar("hangs-with-a-daemon", on: "sample/one")
      let check = Process()
      check.executableURL = URL(fileURLWithPath: try Command.executable())
      let times = ["--timeout", "\(TestTime.seconds(30))", "--start-timeout", "\(TestTime.seconds(120))"]
      check.arguments =
        ["check", "--fixtures", folder / "sample.json"] + times + ["--"] + (try liar.command())
      let output = Pipe()
      check.standardOutput = output
      check.standardError = output
      try check.run()
      let hasLeftDaemon = try await liar.hasLeftDaemon(of: check)
      if check.isRunning { kill(check.processIdentifier, hasLeftDaemon ? signal : SIGTERM) }
      let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      check.waitUntilExit()
      try #require(hasLeftDaemon, "status \(check.terminationStatus): \(said)")
      #expect(check.terminationReason == .uncaughtSignal)
      #expect(check.terminationStatus == signal)
      let lines = said.split(separator: "\n").map(String.init)
      #expect(lines.filter { !Command.isNotice($0) } == [])
      try await liar.expectGone()
    }
  #endif
}
