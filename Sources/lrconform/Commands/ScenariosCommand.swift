import Adapters
import ArgumentParser

struct ScenariosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios",
    abstract:
      "Print the requests of all cases, one JSON line each, for programs that cannot speak the protocol.",
    discussion: """
      Each line is a `run` request of the protocol. Answer each with a line {"id": …, "trace": …} in a file, as a
      reply of the protocol with the case's id, and judge it with `lrconform check --trace FILE`.
      """
  )

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    var text = ""
    for (index, selected) in try fixtures.source.select().enumerated() {
      let fixture = selected.fixture
      text += Request.run(sequence: index + 1, id: fixture.id, fixture.scenario).compact() + "\n"
    }
    try output.write(text)
  }
}
