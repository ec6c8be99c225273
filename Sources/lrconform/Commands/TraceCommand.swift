import ArgumentParser
import JSON
import Reports

struct TraceCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, csv, json }

  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "What will my learning rate be? A schedule's values, step by step, as PyTorch gives them.",
    discussion: """
        lrconform trace StepLR --step_size 30 --lr 0.05 --steps 90
        lrconform trace LambdaLR --lr_lambda '0.95 ** epoch' --format csv
        lrconform trace --scenario scenario.json
      """
  )

  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: "How the values are written.")
  var format = Format.table

  @Flag(help: "Leave out steps at which nothing changes, and the middle of long tables.")
  var short = false

  func run() throws {
    let outcomes = try schedule.outcomes()
    let text = TraceText(outcomes.map { (name: $0.name, trace: $0.outcome.trace) })
    switch format {
    case .table: try output.write(text.table(elided: short))
    case .csv: try output.write(text.csv)
    case .json:
      let values = outcomes.map { name, outcome in
        JSONValue.object([JSONMember("schedule", .string(name))] + outcome.jsonMembers)
      }
      try output.write(JSONValue.array(values).canonical())
    }
    schedule.report(outcomes)
    if outcomes.contains(where: { $0.outcome.error != nil }) { throw ExitStatus.diverged.code }
  }
}
