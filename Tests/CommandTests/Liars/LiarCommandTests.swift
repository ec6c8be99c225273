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

  @Test func failureAtTheStartIsStatus3WithWhatTheAdapterSaid() async throws {
    let check = try await check(Liar("crashes-at-start"))
    #expect(check.status == 3)
    #expect(check.output == "")
    #expect(check.errorLines.count == 1)
    #expect(check.errors.contains("no module named torch"))
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
      #expect(said == "")
      try await liar.expectGone()
    }
  #endif
}
