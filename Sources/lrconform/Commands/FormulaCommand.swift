import ArgumentParser
import ReferencePlay
import Scenarios

struct FormulaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formula",
    abstract: "Print a scheduler's formulas, as the reference computes them.",
    discussion: "lrconform formula CosineAnnealingLR"
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, latex
  }

  @Argument(
    help: "PyTorch's class name; all classes where there is none.",
    completion: .list(SchedulerType.allNames),
    transform: SchedulerType.named
  )
  var scheduler: SchedulerType?

  @Option(help: "Plain text or LaTeX.") var format = Format.text

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let types = scheduler.map { [$0] } ?? SchedulerType.allCases
    let texts = types.map { type in
      let formula = FormulaText(of: type)
      let text = format == .text ? formula.text : formula.latex
      return scheduler == nil ? "\(type.rawValue)\n\(text)" : text
    }
    try output.write(texts.joined(separator: "\n"))
  }
}
