import ArgumentParser
import Reports

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List cases: id, level, number of observations, title.",
    discussion: """
        lrconform list --scheduler StepLR --level documented
        lrconform list --family
      """
  )

  @Flag(
    help: ArgumentHelp(
      "Print, as JSON and instead of cases, every name that a scenario may use: classes, operations, channels, features."
    )
  )
  var classes = false

  @Flag(help: "List the families of schedules that trainers offer: formula, arguments, who has them.")
  var family = false

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    if classes {
      try output.write(Vocabulary.json.canonical())
    } else if family {
      try output.write(FamilyText(try fixtures.source.families()).text)
    } else {
      try output.write(cases())
    }
  }

  private func cases() throws -> String {
    let selected = try fixtures.source.select()
    let width = selected.map(\.fixture.id.count).max() ?? 0
    var text = ""
    for (_, fixture) in selected {
      text +=
        [
          fixture.id.padded(to: width), fixture.level.rawValue.padded(to: 10),
          "\(fixture.scenario.observationCount)".padded(to: 6, right: true), fixture.title.printable,
        ].joined(separator: "  ") + "\n"
    }
    return text
  }
}
