import TestSupport
import Testing

@Suite struct UsageTests {
  @Test(
    arguments: [
      ["frobnicate"], ["check", "--format", "xml"], ["check", "--jobs", "0"], ["check", "--timeout", "0"],
      ["check", "--tolerance", "loose"], ["check", "--tolerance", "-1"], ["check", "--shard", "0/2"],
      ["check", "--shard", "3/2"], ["check", "--shard", "1"], ["check", "--level", "optional"],
      ["check", "--scheduler", "Step"], ["check", "--id", "no-such-case"], ["show"], ["show", "no/such"],
      ["check", "--trace", "a.jsonl", "--", "true"], ["check", "--update-known"],
      ["check", "--update-known", "--known", "k.json", "--id", "*"], ["regenerate"], ["list", "extra"],
    ]
  )
  func wrongUsageIsStatus2AndSaidOnStandardError(arguments: [String]) async throws {
    let command = try await Command.run(arguments)
    #expect(command.status == 2)
    #expect(command.output == "")
    #expect(!command.errors.isEmpty)
  }

  @Test func helpAndVersionAreStatus0() async throws {
    let help = try await Command.run("--help")
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE: lrconform <subcommand>"))
    let version = try await Command.run("--version")
    #expect(version.status == 0)
    #expect(version.output.contains(/^lrconform [0-9.]+, suite [0-9.]+, PyTorch 2\.13\.0\n$/))
  }

  @Test func outputThatCannotBeWrittenIsNamed() async throws {
    let folder = try TemporaryFolder()
    let command = try await Command.run("list", "--output", folder / "no/list.txt")
    #expect(command.status == 2)
    #expect(command.errorLines == ["lrconform: \(folder / "no/list.txt"): no such file or folder"])
  }
}
