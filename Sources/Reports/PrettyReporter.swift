import Adapters
import ConformanceSupport
import Verdicts

/// A run for people: each case that does not pass with its divergence, then the counts.
package struct PrettyReporter: Reporter {
  private let style: TextStyle
  private let verbose: Bool
  private let brief: Bool
  private let pytorch: String
  private var groups = BrokenGroups()

  init(style: TextStyle, verbose: Bool, brief: Bool, pytorch: String) {
    self.style = style
    self.verbose = verbose
    self.brief = brief
    self.pytorch = pytorch
  }

  /// The text that an event adds.
  package mutating func text(for event: RunEvent) -> String {
    switch event {
    case .began: ""
    case .started(let handshake): heading(handshake)
    case .finished(let result): text(for: result)
    case .ended(let summary): text(for: summary)
    }
  }

  private func heading(_ handshake: Handshake) -> String {
    let implementation = handshake.implementation
    let language = implementation.language.map { " (\($0.printable))" } ?? ""
    return style.bold("\(implementation.name.printable) \(implementation.version.printable)") + language
      + ", checked against PyTorch \(pytorch)\n"
  }

  private mutating func text(for result: CaseResult) -> String {
    let id = result.id.printable
    switch result.verdict {
    case .identical, .within:
      let unobserved = result.run.unobserved.map(\.rawValue).joined(separator: ", ")
      let gaps = result.run.gaps.text.map { "; \($0)" } ?? ""
      let partly = (unobserved.isEmpty ? "" : ", without \(unobserved)") + gaps
      return verbose ? "\(style.green("✓")) \(id) \(style.dim(result.verdict.rawValue + partly))\n" : ""
    case .skipped:
      let reason = result.reason ?? ""
      return verbose ? "\(style.yellow("-")) \(id) \(style.dim("skipped: \(reason.printable)"))\n" : ""
    case .diverged, .errorMismatch:
      if case .known(let reason) = result.known {
        return verbose ? "\(style.yellow("~")) \(id) \(style.dim("known: \(reason.printable)"))\n" : ""
      }
      return brief ? line(result, result.headline ?? "") : divergence(result)
    case .broken where brief: return line(result, result.reason ?? "")
    case .broken:
      // What has been told once is summed up at the end.
      if !groups.isNew(result), !verbose { return "" }
      return "\n\(style.red("✗")) \(style.bold(id)) broken: \((result.reason ?? "").printable)\n"
        + said(result)
    }
  }

  /// A failing case in one line: what goes wrong and why.
  private func line(_ result: CaseResult, _ what: String) -> String {
    let cause = result.diagnosis.map { ": \($0.text)" } ?? ""
    let text = "\(result.verdict.rawValue): \(what)\(cause)".printable
    return "\(style.red("✗")) \(style.bold(result.id.printable)) \(text)\n"
  }

  private func said(_ result: CaseResult) -> String {
    result.errorLines.map { "    \(style.dim("|")) \($0)\n" }.joined()
  }

  private func divergence(_ result: CaseResult) -> String {
    guard let comparison = result.comparison, let divergence = comparison.divergence else { return "" }
    let description = DivergenceText(divergence: divergence, comparison: comparison)
    var text =
      "\n\(style.red("✗")) \(style.bold(result.id.printable)) \(result.run.fixture.title.printable)\n"
    let headline = "\(result.verdict.rawValue): \(description.headline)".wrapped(at: 76).indented(by: 2)
    text += style.red(result.verdict.rawValue, in: headline) + "\n"
    for line in description.table {
      text += "  \(line.hasPrefix(">") ? style.bold(line) : style.dim(line))\n"
    }
    if let gaps = result.run.gaps.text { text += "  \(style.dim(gaps))\n" }
    text += said(result)
    if let cause = result.cause {
      text += "cause: \(cause.printable)".wrapped(at: 76).indented(by: 2) + "\n"
    }
    let id = result.id.printable
    for line in result.reportedLines { text += "  \(line.printable)\n" }
    text += "  \(style.dim("alone: --id \(id)   in PyTorch: lrconform repro \(id)"))\n"
    return text
  }

  private func text(for summary: RunSummary) -> String {
    var text = ""
    for problem in summary.knownProblems {
      let kind = style.red(problem.kind.rawValue.padded(to: 9))
      text += "\(kind) \(problem.id.printable): \(problem.detail.printable)\n"
    }
    if !verbose { text = groups.lines.map { "\(style.red("✗")) \($0)\n" }.joined() + text }
    if !text.isEmpty { text = "\n" + text }
    let summaryText = SummaryText(summary: summary, style: style)
    // What a cause explains need not be read case by case.
    let causes = summaryText.causeLines
    if !causes.isEmpty { text += "\n" + causes.map { $0 + "\n" }.joined() }
    return text + summaryText.remarks.map { $0 + "\n" }.joined()
  }
}
