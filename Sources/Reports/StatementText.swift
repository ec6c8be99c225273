import Fixtures
import Scenarios
import Verdicts

extension Statement {
  /// The statement as Markdown.
  package var text: String {
    let implementation = report.implementation
    var text =
      "# Conformance statement: \(MarkdownText.code("\(implementation.name) \(implementation.version)"))\n\n"
    text += "**\(MarkdownText.escaped(standing.text))**\n\n"
    text += MarkdownText.table(facts, alignedRight: false)
    text += "\n## By level\n\n" + levelTable
    text += "\n## By scheduler and level\n\n" + schedulerTable
    text += undeclaredText + skippedText + knownText + failingText
    return text + reproduction
  }

  private var facts: [[String]] {
    let implementation = report.implementation
    let scope = report.scope
    var rows = [["", ""]]
    func add(_ name: String, _ text: String?) {
      if let text { rows.append([name, MarkdownText.codeCell(text)]) }
    }
    add("implementation", "\(implementation.name) \(implementation.version)")
    add("language", implementation.language)
    add("home page", implementation.homepage)
    add("checked against", "PyTorch \(report.pytorch)")
    add("suite", report.suiteVersion ?? "of no version")
    add("lrconform", report.lrconform)
    add("precision", report.precision.text)
    add("tolerance", toleranceText)
    if let scope {
      add("types of errors", scope.strictErrors ? "compared" : "not compared")
      add("filters", scope.isPartial ? scope.filters.joined(separator: " ") : "none")
    } else {
      add("filters", "not recorded by the lrconform that wrote the report")
    }
    add("schedulers declared", names(report.declaration.schedulers))
    add("features declared", names(report.declaration.features))
    add("channels declared", names(report.declaration.channels))
    return rows
  }

  private func names<Name: RawRepresentable>(_ names: [Name]?) -> String where Name.RawValue == String {
    guard let names else { return "all: nothing is declared, everything was asked" }
    return names.isEmpty ? "none" : names.map(\.rawValue).joined(separator: ", ")
  }

  private static let columns = [
    "cases", "run", "identical", "within", "known", "diverged", "broken", "skipped",
  ]

  /// `diverged` has what is not listed as known.
  private static func cells(_ counts: VerdictCounts) -> [String] {
    let numbers = [
      counts.total, counts.run, counts[.identical], counts[.within], counts.known,
      counts.diverging - counts.known, counts[.broken], counts[.skipped],
    ]
    return numbers.map { "\($0)" }
  }

  private var levelTable: String {
    let rows = CaseLevel.allCases.compactMap { level in
      tally.levels[level].map { [level.rawValue] + Self.cells($0) }
    }
    return MarkdownText.table([["level"] + Self.columns] + rows + [["all"] + Self.cells(tally.all)])
  }

  private var schedulerTable: String {
    let rows = schedulers.filter(\.isDeclared).flatMap { row in
      CaseLevel.allCases.compactMap { level in
        row.levels[level].map { counts in
          let why = row.skips[level]?.text(MarkdownText.code).replacing("|", by: "\\|") ?? ""
          return [row.scheduler.rawValue, level.rawValue] + Self.cells(counts) + [why]
        }
      }
    }
    return MarkdownText.table([["scheduler", "level"] + Self.columns + ["why skipped"]] + rows)
      + "\nA case counts for the first scheduler in it.\n"
  }

  private var undeclaredText: String {
    let missing = schedulers.filter { !$0.isDeclared }
    guard !missing.isEmpty else { return "" }
    let names = missing.map { "\($0.scheduler.rawValue) (\($0.all.total))" }.joined(separator: ", ")
    return "\nNot declared, with the number of cases that were not run: \(names).\n"
  }

  private var skippedText: String {
    var text = "\n## Skipped\n\n"
    if tally.skips.total == 0 { text += "Nothing.\n" }
    for part in tally.skips.parts {
      let by = part.isSaidByAdapter ? ", said by the adapter when it was asked: " : " "
      let reason = part.isSaidByAdapter ? MarkdownText.code(part.reason) : MarkdownText.escaped(part.reason)
      text += "- \(part.count)\(by)\(reason)\n"
    }
    for (channel, count) in tally.unobserved.sorted(by: { $0.key.order < $1.key.order }) {
      text += "- In \(count) cases that were run, `\(channel.rawValue)` was not observed and not judged.\n"
    }
    for sentence in tally.gapsTexts { text += "- \(sentence).\n" }
    for reported in report.cases {
      if let gaps = reported.gaps.text { text += "- \(MarkdownText.code(reported.id)): \(gaps).\n" }
    }
    return text
  }

  private var knownText: String {
    guard !known.isEmpty || !report.knownProblems.isEmpty else { return "" }
    var text = "\n## Known divergences\n\n"
    var reasons: [String] = []
    var cases: [String: [String]] = [:]
    for reported in known {
      let reason = reported.known ?? ""
      if cases[reason] == nil { reasons.append(reason) }
      cases[reason, default: []].append(MarkdownText.code(reported.id))
    }
    for reason in reasons {
      let ids = cases[reason] ?? []
      text += "- \(ids.count): \(MarkdownText.escaped(reason)): \(ids.joined(separator: ", "))\n"
    }
    for problem in report.knownProblems {
      text += "- **\(problem.kind.rawValue)** \(MarkdownText.code(problem.id)): "
      text += "\(MarkdownText.escaped(problem.detail))\n"
    }
    return text
  }

  private var failingText: String {
    guard !failing.isEmpty else { return "" }
    var text = "\n## Not as expected\n\n"
    for reported in failing {
      let what = reported.headline ?? reported.reason ?? ""
      let cause = reported.diagnosis.map { ": \(MarkdownText.escaped($0.sentence))" } ?? ""
      let verdict = reported.verdict.rawValue
      text += "- \(MarkdownText.code(reported.id)) **\(verdict)** \(MarkdownText.code(what))\(cause)\n"
    }
    return text
  }

  private var reproduction: String {
    guard let command = report.scope?.commandLine else { return "" }
    return "\n## Run it again\n\n" + MarkdownText.fenced([command])
  }
}
