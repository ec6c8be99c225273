import TestSupport
import Testing

@Suite struct NewCaseTests {
  private static let scenario =
    #"{"optimizer": {"type": "SGD", "groups": [{"lr": 0.3}]}, "#
    + #""schedulers": [{"type": "StepLR", "args": {"step_size": 7, "gamma": 0.3}}], "program": [{"step": 9}]}"#
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("step-lr.json", Repository.fixture("step-lr.json"))
  }

  private func make(_ more: [String], scenario: String = scenario) async throws -> Command {
    let given = ["new-case", "--fixtures", folder.path, "--file", folder / "mine.json"] + more
    return try await Command.run(given + ["--scenario", scenario, "--", Command.executable(), "oracle"])
  }

  private let options = [
    "--id", "mine/sevens", "--title", "Sevens", "--why", "It catches sixes.", "--level", "required", "--tag",
    "chainable",
  ]

  @Test func caseIsRecordedAndAddedToItsFile() async throws {
    let reference = "https://github.com/pytorch/pytorch/issues/47513"
    let command = try await make(options + ["--ref", reference])
    #expect(command.status == 0)
    #expect(command.output.hasPrefix("mine/sevens: added to \(folder / "mine.json")\n"))
    let file = try folder.read("mine.json")
    #expect(file.contains(#""refs": ["\#(reference)"]"#))
    // lr 0.3 for seven epochs, then three tenths of it.
    #expect(file.contains("0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.09, 0.09, 0.09"))
    #expect(try await Command.run(["validate", folder / "mine.json"]).status == 0)
    let again = try await make(["--id", "mine/again"] + options.dropFirst(2))
    #expect(again.status == 2)
    #expect(
      again.errorLines == ["lrconform: mine/sevens has the same scenario: the case would catch nothing new"]
    )
  }

  @Test func findingOfFuzzIsAScenario() async throws {
    let text =
      #"{"schema": 1, "suite": "fuzz", "description": "D", "cases": [{"id": "fuzz/a", "scenario": \#(Self.scenario)}]}"#
    let found = try TemporaryFolder()
    try found.write("found.json", text)
    #expect(try await make(options, scenario: found / "found.json").status == 0)
  }

  @Test(
    arguments: [
      (["--why"], "--why is missing: the reason: which bugs it catches"),
      (["--level"], "--level is missing: the level: required, quirk or documented"),
      (
        ["--tag", "chainible"],
        #"no case has the tag chainible (did you mean "chainable"?); --new-tag allows it"#
      ),
      (["--id", "step-lr/documented"], "the case step-lr/documented exists already"),
      (["--id", "Mine"], "expected an id as step-lr/two-decays, found Mine"),
      (["--level", "error"], "PyTorch raises no error here: not the level error"),
    ]
  )
  func isRefused(change: [String], problem: String) async throws {
    var given = options
    if let place = given.firstIndex(of: change[0]) {
      given.replaceSubrange(place...(place + 1), with: change.count > 1 ? change : [])
    }
    let command = try await make(given)
    #expect(command.status == 2)
    #expect(command.errorLines == ["lrconform: \(problem)"])
    #expect(try !folder.names.contains("mine.json"))
  }

  @Test func beginningOfACaseCatchesNothingNew() async throws {
    let scenario =
      #"{"optimizer": {"type": "SGD", "groups": [{"lr": 0.05}]}, "#
      + #""schedulers": [{"type": "StepLR", "args": {"step_size": 30, "gamma": 0.1}}], "program": [{"step": 1}]}"#
    let command = try await make(options, scenario: scenario)
    #expect(command.status == 2)
    #expect(try #require(command.errorLines.first).hasSuffix("the case would catch nothing new"))
  }
}
