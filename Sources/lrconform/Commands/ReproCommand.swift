import ArgumentParser
import Reports

struct ReproCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repro",
    abstract: "Print a case as a Python script for real PyTorch.",
    discussion: "lrconform repro step-lr/documented > repro.py && python3 repro.py"
  )

  @Argument(help: "The case's id.", completion: .caseIDs) var id: String

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let fixture = try fixtures.source.find(id).fixture
    try output.write(PythonScript(fixture.scenario, title: "\(id): \(fixture.title)").text)
  }
}
