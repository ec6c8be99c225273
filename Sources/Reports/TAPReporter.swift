import JSON
import Scenarios
import Verdicts

/// A run in the Test Anything Protocol, version 14: a line for each case as it is judged, with a YAML block where it
/// does not pass.
///
/// A known divergence is `not ok` with a `TODO`, which readers do not count as a failure. The plan comes last: a run
/// that was cut off has none.
package struct TAPReporter: Reporter {
  private var count = 0

  private let pytorch: String

  init(pytorch: String) { self.pytorch = pytorch }

  /// The text that an event adds.
  package mutating func text(for event: RunEvent) -> String {
    switch event {
    case .began: "TAP version 14\n"
    case .started(let handshake): "# \(handshake.headline(pytorch: pytorch))\n"
    case .finished(let result): text(for: result)
    case .ended(let summary): end(summary)
    }
  }

  private mutating func text(for result: CaseResult) -> String {
    switch result.standing {
    case .passed: return point(true, result.id)
    case .skipped(let reason): return point(true, result.id, directive: "SKIP", reason)
    case .known(let reason):
      let text = result.headline ?? result.verdict.rawValue
      return point(false, result.id, directive: "TODO", reason) + block(result, text)
    case .failed(_, let text): return point(false, result.id) + block(result, text)
    case .broken(let reason): return point(false, result.id) + block(result, reason)
    }
  }

  private mutating func end(_ summary: RunSummary) -> String {
    var text = ""
    for problem in summary.knownProblems where problem.kind == .unmatched {
      text += point(false, "\(problem.kind.rawValue) \(problem.id)")
      text += "  ---\n  message: \(Self.quoted(problem.detail))\n  ...\n"
    }
    let summaryText = SummaryText(summary: summary)
    for line in summaryText.end { text += "# \(line.singleLine)\n" }
    // Without a plan: so many cases were not run.
    if let reason = summary.endOfRun { return text + "Bail out! \(reason.singleLine)\n" }
    return text + "1..\(count)\n"
  }

  private mutating func point(
    _ passes: Bool,
    _ description: String,
    directive: String = "",
    _ reason: String = ""
  ) -> String {
    count += 1
    // A hash would begin a directive.
    let description = description.singleLine.replacing("\\", by: "\\\\").replacing("#", by: "\\#")
    let end = directive.isEmpty ? "" : " # \(directive) \(reason.singleLine)"
    return "\(passes ? "ok" : "not ok") \(count) - \(description)\(end)\n"
  }

  private func block(_ result: CaseResult, _ message: String) -> String {
    var lines = [
      "verdict: \(Self.quoted(result.verdict.rawValue))",
      "message: \(Self.quoted(message))",
      "file: \(Self.quoted(result.run.path))",
    ]
    let references = result.run.fixture.references
    if !references.isEmpty { lines += ["refs:"] + references.map { "  - \(Self.quoted($0))" } }
    if let divergence = result.comparison?.divergence {
      lines.append("step: \(divergence.step)")
      if !divergence.window.isEmpty {
        lines.append("window:")
        for row in divergence.window {
          let (expected, actual) = (Self.number(row.expected), Self.number(row.actual))
          lines.append("  - {step: \(row.step), expected: \(expected), actual: \(actual)}")
        }
      }
      lines.append("cause: \(result.diagnosis.map { Self.quoted($0.sentence) } ?? "null")")
    }
    if !result.errorLines.isEmpty {
      lines.append("stderr:")
      lines += result.errorLines.map { "  - \(Self.quoted($0))" }
    }
    return (["---"] + lines + ["..."]).map { "  \($0)\n" }.joined()
  }

  /// A text in double quotes: what JSON escapes, YAML reads.
  private static func quoted(_ text: String) -> String { JSONValue.string(text.singleLine).compact() }

  private static func number(_ value: Double) -> String {
    if Trace.isMissing(value) { return "null" }
    if value.isNaN { return ".nan" }
    if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
    let text = "\(value)"
    // Readers of YAML 1.1 take an exponent without a point for a text.
    return text.contains(".") ? text : text.replacing("e", by: ".0e")
  }
}
