import TestSupport
import Testing

/// Output that cannot be written: never a report that is lost and status 0.
@Suite struct OutputTests {
  private static let commands = [
    ["check"], ["check", "--format", "json"], ["check", "--format", "junit"], ["check", "--format", "tap"],
    ["check", "--format", "markdown"], ["check", "--format", "github"], ["check", "--verbose"], ["validate"],
    ["list"], ["show", "step-lr/documented"], ["show", "step-lr/documented", "--json"], ["errata"],
    ["scenarios"], ["repro", "step-lr/documented"], ["plot", "StepLR", "--step_size", "3"],
    ["trace", "StepLR", "--step_size", "3"], ["--help"], ["help", "check"], ["check", "--help"],
    ["--version"], ["--generate-completion-script", "bash"], ["--experimental-dump-help"],
  ]

  /// Runs the command with its output led somewhere by a shell.
  private func run(_ arguments: [String], _ shell: String) async throws -> Command {
    try await Command.shell("\"$0\" \"$@\" \(shell)", [try Command.executable()] + arguments)
  }

  #if os(Linux)
    @Test(arguments: commands)
    func fullDiskIsStatus2AndOneLine(arguments: [String]) async throws {
      let command = try await run(arguments, "> /dev/full")
      #expect(command.status == 2)
      #expect(command.errors == "lrconform: standard output: no space left\n")
    }

    @Test func fullDiskIsNoticedByEveryOtherCommand() async throws {
      let folder = try TemporaryFolder()
      let report = folder / "report.json"
      let check = try await Command.run("check", "--id", "step-lr/*", "--format", "json", "--output", report)
      #expect(check.status == 0)
      let oracle = [try Command.executable(), "oracle"]
      let commands = [
        ["report", report], ["report", report, "--format", "statement"], ["compare", report, report],
        ["record", "--id", "step-lr/*", "--"] + oracle, ["smoke", "--"] + oracle,
        ["fuzz", "--count", "3", "--"] + oracle,
      ]
      for arguments in commands {
        let command = try await run(arguments, "> /dev/full")
        #expect(command.status == 2, "\(arguments)")
        #expect(command.errors == "lrconform: standard output: no space left\n", "\(arguments)")
      }
      let served = try await Command.shell(
        "echo '{\"cmd\":\"start\",\"protocol\":1}' | \"$0\" oracle > /dev/full",
        [try Command.executable()]
      )
      #expect(served.status == 2)
      #expect(served.errors == "lrconform: standard output: no space left\n")
    }
  #endif

  @Test(arguments: [["check", "--format", "json"], ["validate"], ["--help"]])
  func closedOutputIsStatus2(arguments: [String]) async throws {
    let command = try await run(arguments, ">&-")
    #expect(command.status == 2)
    #expect(command.errors == "lrconform: standard output: closed\n")
  }

  @Test func closedStreamsAreNotTakenByFilesOrAdapters() async throws {
    let command = try await Command.shell(
      "\"$0\" check --jobs 2 -- \"$0\" oracle <&- >&-",
      [try Command.executable()]
    )
    #expect(command.status == 2)
    #expect(command.errors == "lrconform: standard output: closed\n")
  }

  @Test func limitOfAFilesSizeIsStatus2() async throws {
    let folder = try TemporaryFolder()
    let line = "lrconform: standard output: larger than a file may be here (see `ulimit -f`)\n"
    let limited = try await Command.shell(
      "ulimit -f 4; \"$0\" check --format json > \"$1\"",
      [try Command.executable(), folder / "report.json"]
    )
    #expect(limited.status == 2)
    #expect(limited.errors == line)
    let named = try await Command.shell(
      "ulimit -f 4; \"$0\" check --format json --output \"$1\"",
      [try Command.executable(), folder / "named.json"]
    )
    #expect(named.status == 2)
    #expect(named.errors == line.replacing("standard output", with: folder / "named.json"))
    #expect(try folder.names == ["report.json"])
  }

  @Test(arguments: [["list"], ["check", "--format", "json"], ["check", "--verbose"]])
  func readerThatGoesAwayEndsTheCommandWithoutAWord(arguments: [String]) async throws {
    let command = try await Command.shell(
      "{ \"$0\" \"$@\"; echo $? >&2; } | head -n 1",
      [try Command.executable()] + arguments
    )
    // 128 and the number of SIGPIPE, as of any other program.
    #expect(command.errors == "141\n")
    #expect(command.output.split(separator: "\n").count == 1)
  }
}
