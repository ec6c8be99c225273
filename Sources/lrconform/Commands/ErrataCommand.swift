import ArgumentParser
import Reports

struct ErrataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errata",
    abstract: "What the documentation states, against what PyTorch does."
  )

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Flag(help: "The claims that are upheld too.")
  var all = false

  func run() throws {
    let cases = try fixtures.source.cases()
    try output.write(ErrataText(cases, all: all, style: output.style).text)
  }
}
