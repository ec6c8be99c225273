import ArgumentParser
import Fixtures
import Reports

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the cases: id, level, number of observations, title.",
    discussion: """
        lrconform list --scheduler StepLR --level documented
        lrconform list --tags
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

  @Flag(help: "List the levels and the tags, each with the number of its cases.")
  var tags = false

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    if classes {
      try output.write(Vocabulary.json.canonical())
    } else if family {
      try output.write(FamilyText(try fixtures.source.families()).text)
    } else if tags {
      let cases = try fixtures.source.select().map(\.fixture)
      try output.write(
        "levels\n"
          + counts(CaseLevel.allCases.map { level in (level.rawValue, cases.count { $0.level == level }) })
          + "\ntags\n"
          + counts(
            Set(cases.flatMap(\.tags)).sorted().map { tag in (tag, cases.count { $0.tags.contains(tag) }) }
          )
      )
    } else {
      try output.write(cases())
    }
  }

  private func counts(_ rows: [(name: String, count: Int)]) -> String {
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { "  \($0.name.padded(to: width))  \("\($0.count)".padded(to: 4, right: true))\n" }
      .joined()
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
