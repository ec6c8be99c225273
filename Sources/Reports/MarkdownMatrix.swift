import ConformanceSupport
import Fixtures
import Verdicts

/// Any number of reports as two Markdown tables, for a README: the implementations, and how each does in each suite.
package struct MarkdownMatrix: Sendable {
  private let reports: [ReportFile]

  /// Tables of reports, in their order.
  package init(_ reports: [ReportFile]) { self.reports = reports }

  /// The tables.
  package var text: String {
    let suites = Set(reports.compactMap(\.suiteVersion)).sorted().map { MarkdownText.escaped($0) }
    let suite = suites.isEmpty ? "" : ", suite \(suites.joined(separator: ", ")),"
    let versions = Set(reports.map(\.pytorch)).sorted().map { MarkdownText.escaped($0) }
    return overview + "\nCases that pass, of those that were run; – where none was:\n\n" + matrix
      + "\nChecked against PyTorch \(versions.joined(separator: ", "))\(suite) by lrconform \(ProductVersion.current).\n"
  }

  private var overview: String {
    let header =
      ["implementation", "version", "precision"] + Verdict.allCases.map(\.rawValue)
      + ["known", "standing", "most frequent cause"]
    let rows = reports.map { report in
      let cause = report.causes.first.map { "\($0.count) × \(MarkdownText.codeCell($0.text))" } ?? ""
      return [
        MarkdownText.codeCell(report.implementation.name),
        MarkdownText.codeCell(report.implementation.version),
        report.precision.text,
      ] + Verdict.allCases.map { "\(report.count($0))" }
        + ["\(report.known)", MarkdownText.codeCell(report.standing.text), cause]
    }
    return MarkdownText.table([header] + rows)
  }

  private var matrix: String {
    var suites: [String] = []
    var seen: Set<String> = []
    for reported in reports.lazy.flatMap(\.cases) where seen.insert(reported.suite).inserted {
      suites.append(reported.suite)
    }
    let tallies = reports.map(\.tallies)
    let header = ["suite"] + reports.map { MarkdownText.codeCell($0.implementation.name) }
    let rows = suites.map { suite in
      [MarkdownText.codeCell(suite)] + tallies.map { $0[suite].map { $0.text } ?? "" }
    }
    return MarkdownText.table([header] + rows)
  }
}

extension VerdictCounts {
  fileprivate var text: String {
    if run == 0 { return "–" }
    return passing == run ? "\(run)" : "**\(passing)/\(run)**"
  }
}

extension ReportFile {
  /// How each suite went.
  fileprivate var tallies: [String: VerdictCounts] {
    var tallies: [String: VerdictCounts] = [:]
    for reported in cases { tallies[reported.suite, default: VerdictCounts()].note(reported.verdict) }
    return tallies
  }
}
