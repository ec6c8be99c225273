import ArgumentParser
import Fixtures
import Reports

struct ErrataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errata",
    abstract: "Show where PyTorch's documentation states something else than PyTorch does.",
    discussion: """
        lrconform errata
        lrconform errata --all --scheduler CyclicLR
        lrconform errata --coverage
      """
  )

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Flag(help: "Show the claims that are upheld too.")
  var all = false

  @Flag(help: "List the sentences of the documentation that no case tests.")
  var coverage = false

  func run() throws {
    if coverage {
      let documentation: Documentation
      do {
        documentation = try Documentation(folder: fixtures.source.paths()[0])
      } catch let error as FixtureError {
        throw Failure(.fixturesBroken, "\(error)")
      }
      let claims = try fixtures.source.cases().flatMap(\.fixture.claims)
      try output.write(CoverageText(documentation, claims: claims, style: output.style).text)
      return
    }
    let cases = try fixtures.source.cases()
    try output.write(ErrataText(cases, all: all, style: output.style).text)
  }
}
