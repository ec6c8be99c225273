import Fixtures
import Verdicts

/// A run as Markdown, for a comment on a pull request: counts, causes, each divergence in a section of its own.
package struct MarkdownReporter: Reporter {
  /// A comment on GitHub has at most 65536 characters: sections beyond this many bytes are left out and counted.
  static let sectionBytes = 48_000

  private var sections = ""
  private var omitted = 0
  private var groups = BrokenGroups()

  init() {}

  /// The document, when the run has ended.
  package mutating func text(for event: RunEvent) -> String {
    switch event {
    case .began, .started: return ""
    case .finished(let result):
      guard let section = section(result) else { return "" }
      if sections.utf8.count + section.utf8.count <= Self.sectionBytes {
        sections += section
      } else {
        omitted += 1
      }
      return ""
    case .ended(let summary): return document(summary)
    }
  }

  private mutating func section(_ result: CaseResult) -> String? {
    let title = MarkdownText.escaped(result.run.fixture.title)
    let heading = "\n#### \(MarkdownText.code(result.id)) \(title)\n\n"
    switch result.standing {
    case .passed, .skipped, .known: return nil
    case .failed(let name, let text):
      // The types and wordings of errors in it are the adapter's.
      var section = heading + "**\(MarkdownText.escaped(name))** \(MarkdownText.code(text))\n"
      if let table = result.divergenceText?.table, !table.isEmpty {
        section += "\n" + MarkdownText.fenced(table)
      }
      if !result.errorLines.isEmpty { section += "\nstderr:\n\n" + MarkdownText.fenced(result.errorLines) }
      if let cause = result.cause {
        // An error's words are the implementation's.
        let isError = result.diagnosis?.isError == true
        section += "\nCause: \(isError ? MarkdownText.code(cause) : MarkdownText.escaped(cause))\n"
      }
      return section + Self.reported(result)
    case .broken(let text):
      if !groups.isNew(result) { return nil }
      var section = heading + "**broken** \(MarkdownText.code(text))\n"
      if !result.errorLines.isEmpty { section += "\n" + MarkdownText.fenced(result.errorLines) }
      return section + Self.reported(result)
    }
  }

  private static func reported(_ result: CaseResult) -> String {
    let links = result.run.fixture.references.map(MarkdownText.link)
    return links.isEmpty ? "" : "\nReported: \(links.joined(separator: ", "))\n"
  }

  private func document(_ summary: RunSummary) -> String {
    let summaryText = SummaryText(summary: summary)
    let implementation = summary.handshake.implementation
    let name = MarkdownText.code("\(implementation.name) \(implementation.version)")
    let language = implementation.language.map { " (\(MarkdownText.code($0)))" } ?? ""
    var text = "### lrconform: \(name)\(language): \(MarkdownText.escaped(summary.standing.text))\n\n"
    text += MarkdownText.table([
      Verdict.allCases.map(\.rawValue) + ["total"],
      Verdict.allCases.map { "\(summary.count($0))" } + ["\(summary.total)"],
    ])
    let tolerance = "rel \(summary.tolerance.relative), abs \(summary.tolerance.absolute)"
    let suite = summary.suiteVersion.map { ", suite \(MarkdownText.escaped($0))," } ?? ""
    text +=
      "\nChecked against PyTorch \(MarkdownText.escaped(summary.scope.pytorch))\(suite) in \(summaryText.time), tolerance \(tolerance)."
    if summary.known > 0 { text += " Known divergences: \(summary.known)." }
    text += "\n"
    let skips = summary.tally.skips
    if skips.total > 0 { text += "\n\(skips.total) skipped: \(skips.text(MarkdownText.code)).\n" }
    if let command = summary.scope.commandLine { text += "\nCommand: \(MarkdownText.code(command))\n" }
    let causes = summaryText.causes
    if !causes.isEmpty { text += "\n" }
    for cause in causes {
      text += "- \(MarkdownText.code(cause.text))\n"
      text += cause.evidence.map { "  - \(MarkdownText.code($0))\n" }.joined()
    }
    if !summary.knownProblems.isEmpty {
      text += "\nThe list of known divergences does not agree:\n\n"
      for problem in summary.knownProblems.prefix(100) {
        text += "- **\(problem.kind.rawValue)** \(MarkdownText.code(problem.id)): "
        text += "\(MarkdownText.escaped(problem.detail))\n"
      }
      if summary.knownProblems.count > 100 { text += "- and \(summary.knownProblems.count - 100) more\n" }
    }
    for note in summaryText.notes { text += "\n\(MarkdownText.escaped(note)).\n" }
    if let reason = summary.endOfRun { text += "\n\(MarkdownText.code(reason))\n" }
    text += sections
    if !groups.lines.isEmpty {
      text += "\n" + groups.lines.map { "- \(MarkdownText.escaped($0))\n" }.joined()
    }
    if omitted > 0 { text += "\n… and \(omitted) more that are not shown here.\n" }
    return text
  }
}
