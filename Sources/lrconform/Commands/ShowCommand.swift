import ArgumentParser
import Reports

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one case: its reason, scenario, expected values and claims."
  )

  @Argument(help: "The case's id.", completion: .caseIDs) var id: String

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Flag(help: "As it stands in the fixture.")
  var json = false

  func run() throws {
    let (suite, fixture) = try fixtures.source.find(id)
    if json {
      try output.write(fixture.json.canonical().harmlessJSON)
    } else {
      try output.write(CaseText(fixture, of: suite, style: output.style).text)
    }
  }
}
