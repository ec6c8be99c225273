import ArgumentParser
import Reports

struct PlotCommand: ParsableCommand {
  enum Format: String, FileFormat {
    case terminal, svg, html, csv

    var suffix: String { self == .terminal ? "txt" : rawValue }
  }

  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw the learning rate of one or several schedules.",
    discussion: """
        lrconform plot CosineAnnealingWarmRestarts --T_0 10 --lr 0.1 --steps 100
        lrconform plot StepLR --step_size 30 CosineAnnealingLR --T_max 100
        lrconform plot StepLR --step_size 30 then ExponentialLR --gamma 0.99
        lrconform plot 'LinearLR' 'CosineAnnealingLR --T_max 95' --milestones 5
        lrconform plot OneCycleLR --max_lr 0.1 --total_steps 100 --output one.svg

      Several schedules are drawn over each other; each has its own optimizer. With the word `then` between them they \
      share one optimizer and step in this order. Schedules in quotes followed by --milestones make a SequentialLR. \
      SequentialLR and ChainedScheduler also take theirs in quotes. You may write steplr for StepLR, and --step-size \
      for --step_size.
      """
  )

  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "A drawing for the terminal, a picture, a page that shows the values under the pointer, or the values; by default what the output file's name ends in: .txt, .svg, .html, .csv.",
      valueName: "terminal|svg|html|csv"
    )
  )
  var format: Format?

  @Flag(help: "Draw learning rates on a logarithmic axis. What is not above 0 is left out, and counted.")
  var log = false

  @Option(help: "Columns of the terminal's drawing; those of the terminal by default.")
  var width: Int?

  @Option(help: "Lines of the terminal's drawing; the momentum has half as many.")
  var height = 16

  func run() throws {
    let format = try output.format(
      format,
      usually: .terminal,
      elsewhere: [
        "png": "there is no PNG, since that needs a library; a browser or rsvg-convert makes one of an .svg",
        "pdf": "a browser or rsvg-convert makes a PDF of an .svg", "json": "lrconform trace writes .json",
      ]
    )
    let outcomes = try schedule.outcomes()
    let traces = outcomes.map { (name: $0.name, trace: $0.outcome.trace) }
    let plot = Plot(traces, stepsPerEpoch: schedule.stepsPerEpoch, isLogarithmic: log)
    switch format {
    case .terminal:
      let width = width ?? Console.columns
      try output.write(TerminalPlot(plot, width: width, height: height, style: output.style).text)
    case .svg: try output.write(SVGPlot(plot).text)
    case .html: try output.write(HTMLPlot(plot).text)
    case .csv: try output.write(TraceText(traces, stepsPerEpoch: schedule.stepsPerEpoch).csv)
    }
    schedule.report(outcomes)
    if outcomes.contains(where: { $0.outcome.error != nil }) { throw ExitStatus.diverged.code }
  }
}
