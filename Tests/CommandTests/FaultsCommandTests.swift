import TestSupport
import Testing

@Suite struct FaultsCommandTests {
  @Test func allFaultsOfAClassAreNoticed() async throws {
    let faults = try await Command.run("faults", "--scheduler", "StepLR")
    #expect(faults.status == 0)
    #expect(faults.output.hasSuffix(" passed, 0 failed\n"))
    #expect(faults.output.split(separator: "\n").count == 2)
  }

  @Test func aSurvivorWithoutAReasonFails() async throws {
    let faults = try await Command.run("faults", "--scheduler", "StepLR", "--id", "step-lr/documented")
    #expect(faults.status == 1)
    #expect(faults.output.contains("SURVIVES: StepLR.lr 1: a != 0 → a > 0\n"))
    #expect(!faults.output.hasSuffix(" 0 failed\n"))
  }

  @Test func aReasonThatNoFaultNeedsFails() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "reasons.json",
      """
      [{"reason": "R", "survivors": ["StepLR.lr 2 after yes: a % b → a // b", "StepLR.lr 9: a * b → a"]}]
      """
    )
    let faults = try await Command.run(
      "faults",
      "--scheduler",
      "StepLR",
      "--reasons",
      folder / "reasons.json"
    )
    #expect(faults.status == 1)
    #expect(faults.output.contains("STALE reason, there is no such fault: StepLR.lr 9: a * b → a\n"))
    #expect(faults.output.contains(" notices it: StepLR.lr 2 after yes: a % b → a // b\n"))
    #expect(faults.output.hasSuffix(" passed, 2 failed\n"))
  }

  @Test func aReasonOfNoClassFails() async throws {
    let folder = try TemporaryFolder()
    try folder.write("reasons.json", #"[{"reason": "R", "survivors": ["StpLR.lr 1: a != 0 → a > 0"]}]"#)
    let faults = try await Command.run("faults", "--id", "step-lr/*", "--reasons", folder / "reasons.json")
    #expect(faults.status == 1)
    #expect(faults.output.contains("STALE reason, there is no such fault: StpLR.lr 1: a != 0 → a > 0\n"))
  }

  @Test func aFileWithoutAReasonIsRefused() async throws {
    let folder = try TemporaryFolder()
    try folder.write("reasons.json", #"[{"reason": " ", "survivors": []}]"#)
    let faults = try await Command.run("faults", "--reasons", folder / "reasons.json")
    #expect(faults.status == 2)
    #expect(faults.errors.contains("expected a reason, found none"))
  }

  @Test func nothingToChangeIsWrongUsage() async throws {
    let faults = try await Command.run("faults", "--scheduler", "ChainedScheduler")
    #expect(faults.status == 2)
    #expect(faults.errors == "lrconform: none of the chosen cases uses a formula\n")
  }

  @Test func helpDoesNotShowIt() async throws {
    let help = try await Command.run("--help")
    #expect(help.output.contains("\n  formula "))
    #expect(!help.output.contains("faults"))
  }
}
