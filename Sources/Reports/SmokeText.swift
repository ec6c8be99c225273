import Adapters
import ConformanceSupport
import Scenarios
import Verdicts

/// What a smoke test found, for the adapter's author.
package struct SmokeText {
  private let report: SmokeTest.Report
  private let together: [CaseResult]
  private let style: TextStyle

  /// - Parameter together: Cases that are broken when requests are sent ahead.
  package init(_ report: SmokeTest.Report, brokenTogether together: [CaseResult], style: TextStyle) {
    self.report = report
    self.together = together
    self.style = style
  }

  /// A line for each class and feature, what is not declared, and what to look at first.
  package var text: String {
    let implementation = report.handshake.implementation
    var text = "answers start: \(implementation.name.printable) \(implementation.version.printable), "
    text += "\(report.handshake.precision.text)\n"
    var groups: [(reason: String, names: [String])] = []
    for finding in report.findings { text += line(finding, &groups) }
    for (reason, names) in groups where !names.isEmpty {
      text += list(style.red("✗"), names, "broken in the same way (\(reason.printable))")
    }
    let rest = report.findings.filter { $0.result == nil && $0.reason == nil }.map(\.name)
    if !rest.isEmpty { text += list(style.yellow("-"), rest, "not asked") }
    for (what, names) in undeclared where !names.isEmpty {
      text +=
        style.dim("\(what) that are not declared: \(names.joined(separator: ", "))".wrapped(at: 80)) + "\n"
    }
    if let problem = report.endOfRun { text += "\(problem.printable)\n" }
    if let first = results.first(where: { !$0.verdict.passes && $0.verdict != .skipped }) {
      text += "look first at: lrconform show \(first.id)\n"
    }
    return together.isEmpty ? text : text + Self.wantsRequestsOneByOne
  }

  /// The results, those that were broken when sent ahead among them.
  private var results: [CaseResult] { report.findings.compactMap(result) }

  private func result(_ finding: SmokeTest.Finding) -> CaseResult? {
    together.first { $0.id == finding.result?.id } ?? finding.result
  }

  private func list(_ mark: String, _ names: [String], _ what: String) -> String {
    "\(mark) " + "\(names.joined(separator: ", ")): \(what)".wrapped(at: 78).indented(by: 2).dropFirst(2)
      + "\n"
  }

  private func line(
    _ finding: SmokeTest.Finding,
    _ groups: inout [(reason: String, names: [String])]
  ) -> String {
    guard let result = result(finding) else {
      guard let reason = finding.reason else { return "" }
      return "\(style.yellow("-")) \(finding.name.padded(to: 28)) \(reason.printable)\n"
    }
    if result.verdict == .broken {
      // The same reason is told once.
      let reason = result.brokenGroup ?? result.reason ?? ""
      if let place = groups.firstIndex(where: { $0.reason == reason }) {
        groups[place].names.append(finding.name)
        return ""
      }
      groups.append((reason, []))
    }
    let mark: String
    switch result.verdict {
    case .identical, .within: mark = style.green("✓")
    case .skipped: mark = style.yellow("-")
    case .diverged, .errorMismatch, .broken: mark = style.red("✗")
    }
    return "\(mark) \(finding.name.padded(to: 28)) \(detail(finding, result).printable)\n"
  }

  private func detail(_ finding: SmokeTest.Finding, _ result: CaseResult) -> String {
    let verdict = result.verdict.rawValue
    switch result.verdict {
    case .identical, .within: return "\(verdict) (\(result.id))"
    case .skipped:
      let tries = finding.tries > 1 ? ", as \(finding.tries) cases are" : ""
      return "\(verdict): \(result.reason ?? "")\(tries)"
    case .broken:
      let said = result.errorLines.last.map { "; it said: \($0)" } ?? ""
      return "\(verdict) (\(result.id)): \(result.reason ?? "")\(said)"
    case .diverged, .errorMismatch: return "\(verdict) (\(result.id)): \(result.headline ?? "")"
    }
  }

  private var undeclared: [(String, [String])] {
    let types = report.handshake.schedulers.map { known in
      SchedulerType.allCases.filter { !known.contains($0) }
    }
    let features = report.handshake.features.map { known in Feature.allCases.filter { !known.contains($0) } }
    return [
      ("classes", (types ?? []).map(\.rawValue)), ("features", (features ?? []).map(\.rawValue)),
    ]
  }

  /// What to say where nothing is broken as long as each request is sent after the answer to the one before.
  private static let wantsRequestsOneByOne = """
    with --ahead 0, which sends each request after the answer to the one before, nothing is broken:
      the program must read one line at a time, however many are there, and answer them in order

    """

  /// Why nothing works, with what to do.
  package static func text(_ failure: RunFailure) -> String {
    var text = "does not answer start: \(String(describing: failure).printable)\n"
    if case .adapterBroken(let fault, _) = failure, fault.hint.isEmpty { return text }
    let request = #"{"cmd":"start","protocol":1}"#
    text += "Run the program by hand and give it this line; it must answer with one line and flush it:\n"
    return text + "  \(request)\n"
  }
}
