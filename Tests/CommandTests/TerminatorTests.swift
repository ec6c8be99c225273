import Testing

/// `check -- $ADAPTER` where the variable is empty must not check, and praise, the reference.
@Suite struct TerminatorTests {
  @Test(
    arguments: [
      "check", "record", "smoke", "fuzz", "regenerate", "list", "show", "trace", "plot", "errata", "validate",
      "release", "scenarios", "report", "compare", "oracle", "repro",
    ]
  )
  func nothingAfterTheTerminatorIsWrongUsage(name: String) async throws {
    let command = try await Command.run(name, "--")
    #expect(command.status == 2)
    #expect(command.output == "")
    #expect(command.errors == "lrconform: there is no command after --; is a variable empty?\n")
  }

  @Test func optionsBeforeItChangeNothing() async throws {
    let command = try await Command.run("check", "--id", "step-lr/*", "--quiet", "--")
    #expect(command.status == 2)
    #expect(command.errors == "lrconform: there is no command after --; is a variable empty?\n")
  }

  @Test(arguments: ["", " "])
  func emptyWordAfterItIsWrongUsage(word: String) async throws {
    let command = try await Command.run("check", "--", word)
    #expect(command.status == 2)
    #expect(command.errors == "lrconform: the first word after -- is empty: is a variable empty?\n")
  }

  @Test func terminatorsOfTheAdaptersOwnAreItsOwn() async throws {
    let oracle = try Command.executable()
    let command = try await Command.run(
      "check",
      "--id",
      "step-lr/*",
      "--",
      "sh",
      "-c",
      "exec \"$0\" oracle",
      oracle,
      "--"
    )
    #expect(command.status == 0)
    #expect(command.output.contains("26 cases: 26 identical"))
  }
}
