import ArgumentParser
import JSON
import Reports

struct TraceCommand: ParsableCommand {
  enum Format: String, FileFormat {
    case table, csv, json

    var suffix: String { self == .table ? "txt" : rawValue }
  }

  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Print the learning rate of a schedule, step by step, as PyTorch gives it.",
    discussion: """
        lrconform trace StepLR --step_size 30 --lr 0.05 --steps 90
        lrconform trace LambdaLR --lr_lambda '0.95 ** epoch' --format csv
        lrconform trace ReduceLROnPlateau --patience 3 --metrics log.csv:val_loss
        lrconform trace step-lr/documented
        lrconform trace --scenario scenario.json

      Schedules are written as for `lrconform plot`.
      """
  )

  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "How the values are written; by default what the output file's name ends in: .txt, .csv, .json.",
      valueName: "table|csv|json"
    )
  )
  var format: Format?

  @Flag(help: "Leave out steps at which nothing changes, and the middle of long tables.")
  var short = false

  func run() throws {
    let picture = "lrconform plot draws pictures"
    let format = try output.format(
      format,
      usually: .table,
      elsewhere: ["svg": picture, "html": picture, "png": picture, "pdf": picture]
    )
    let outcomes = try schedule.outcomes()
    let traces = outcomes.map { (name: $0.name, trace: $0.outcome.trace) }
    let text = TraceText(traces, stepsPerEpoch: schedule.stepsPerEpoch)
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
