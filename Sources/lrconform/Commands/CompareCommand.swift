import ArgumentParser
import Reports

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare a JSON report with an earlier one: what got worse, what got better, what changed.",
    discussion: """
      Exit status: 0 nothing got worse, 1 something did, 2 wrong usage. The order from good to bad is: passes, skipped, \
      diverges, broken. Cases that only one report has are named, but count as neither better nor worse.

        lrconform check --format json --output new.json -- ./my-adapter
        lrconform compare old.json new.json
      """
  )

  @Argument(help: "The earlier report, as `check --format json` wrote it.", completion: .file())
  var old: String
  @Argument(help: "The later one.", completion: .file()) var new: String

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let (earlier, later) = (try ReportFile.load(old), try ReportFile.load(new))
    let comparison = ReportComparison(earlier, later)
    // Two runs of which one left more out are not the same, however alike their cases are.
    let heads = [("old", earlier), ("new", later)].map { name, report in
      let implementation = report.implementation
      let run = "\(implementation.name) \(implementation.version): \(report.standing.text)"
      return "\(output.style.bold(name)) \(run.printable)\n"
    }
    try output.write(heads.joined() + comparison.text(style: output.style))
    if comparison.isWorse { throw ExitStatus.diverged.code }
  }
}
