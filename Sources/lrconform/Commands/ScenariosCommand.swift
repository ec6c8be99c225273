import Adapters
import ArgumentParser

struct ScenariosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios",
    abstract:
      "Print the requests of all cases, one JSON line each, for programs that cannot speak the protocol.",
    discussion: """
      Each line is a `run` request of the protocol. Write one line {"id": …, "trace": …} for each into a file. Then \
      `lrconform check --trace FILE` judges the file.

      With --expected each line is a case for a test framework, with "id", "title", "level", "scenario", "expected", \
      and "tolerance" if the case has its own.
      """
  )

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Flag(help: "What is expected too, for a test framework of another language.")
  var expected = false

  func run() throws {
    var text = ""
    for (index, selected) in try fixtures.source.select().enumerated() {
      let fixture = selected.fixture
      let line =
        expected
        ? Request.example(fixture) : Request.run(sequence: index + 1, id: fixture.id, fixture.scenario)
      if let line { text += line.compact() + "\n" }
    }
    try output.write(text)
  }
}
