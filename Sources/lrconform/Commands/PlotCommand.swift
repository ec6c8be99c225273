import ArgumentParser
import Reports

struct PlotCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case terminal, svg }

  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "What will my learning rate be? Schedules drawn, several over each other.",
    discussion: """
        lrconform plot CosineAnnealingWarmRestarts --T_0 10 --T_mult 2 --lr 0.1 --steps 100
        lrconform plot StepLR --step_size 30 CosineAnnealingLR --T_max 100
        lrconform plot OneCycleLR --max_lr 0.1 --total_steps 100 --format svg --output one-cycle.svg
      """
  )

  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: "A drawing for the terminal, or a picture.")
  var format = Format.terminal

  @Option(help: "Columns of the drawing; the terminal's by default.")
  var width: Int?

  @Option(help: "Lines of the drawing.")
  var height = 16

  func run() throws {
    let outcomes = try schedule.outcomes()
    let series = outcomes.flatMap { Series.of($0.outcome.trace, name: $0.name) }
    switch format {
    case .terminal:
      let plot = TerminalPlot(series, width: width ?? Console.columns, height: height, style: output.style)
      try output.write(plot.text)
    case .svg:
      let title = outcomes.count == 1 ? outcomes[0].name : "learning rate by step"
      try output.write(SVGPlot(series, title: title).text)
    }
    schedule.report(outcomes)
    if outcomes.contains(where: { $0.outcome.error != nil }) { throw ExitStatus.diverged.code }
  }
}
