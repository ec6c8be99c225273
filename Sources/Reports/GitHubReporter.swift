import Verdicts

/// A run as workflow commands of GitHub Actions, which annotate the fixtures, and a plain summary.
///
/// What fails the run is an `error`, a known divergence a `warning`.
package struct GitHubReporter: Reporter {
  private var implementation = ""

  private let pytorch: String

  init(pytorch: String) { self.pytorch = pytorch }

  /// The text that an event adds.
  package mutating func text(for event: RunEvent) -> String {
    switch event {
    case .began: return ""
    case .started(let handshake):
      implementation = handshake.implementation.name
      return Self.line(handshake.headline(pytorch: pytorch))
    case .finished(let result): return text(for: result)
    case .ended(let summary): return text(for: summary)
    }
  }

  private func text(for result: CaseResult) -> String {
    switch result.standing {
    case .passed, .skipped: ""
    case .known(let reason):
      annotation("warning", result, "known divergence", [reason, result.headline ?? ""])
    case .failed(let name, let text): annotation("error", result, name, [text] + result.explanation)
    case .broken(let text): annotation("error", result, "broken", [text] + result.errorLines)
    }
  }

  private func annotation(
    _ command: String,
    _ result: CaseResult,
    _ what: String,
    _ lines: [String]
  ) -> String {
    let title = Self.property("\(implementation): \(result.id): \(what)")
    let message = Self.data(lines.map(\.singleLine).joined(separator: "\n"))
    return "::\(command) file=\(Self.property(result.run.path)),title=\(title)::\(message)\n"
  }

  private func text(for summary: RunSummary) -> String {
    var text = ""
    for problem in summary.knownProblems where problem.kind == .unmatched {
      let title = Self.property("\(implementation): \(problem.id): \(problem.kind.rawValue)")
      text += "::error title=\(title)::\(Self.data(problem.detail.singleLine))\n"
    }
    if let reason = summary.endOfRun {
      text +=
        "::error title=\(Self.property("\(implementation): not run"))::\(Self.data(reason.singleLine))\n"
    }
    let summaryText = SummaryText(summary: summary)
    return text + summaryText.end.map(Self.line).joined()
  }

  private static func line(_ text: String) -> String { text.singleLine + "\n" }

  private static func data(_ text: String) -> String {
    text.replacing("%", by: "%25").replacing("\r", by: "%0D").replacing("\n", by: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text.singleLine).replacing(":", by: "%3A").replacing(",", by: "%2C")
  }
}
