import ConformanceSupport
import Reports

/// What a campaign found, for people.
package struct FuzzText: Sendable {
  private let report: FuzzReport
  private let seed: UInt64
  private let command: [String]
  private let style: TextStyle

  /// A report of a campaign with a seed against a command.
  package init(_ report: FuzzReport, seed: UInt64, command: [String], style: TextStyle) {
    self.report = report
    self.seed = seed
    self.command = command
    self.style = style
  }

  /// Each finding with its scenario, then the figures.
  package var text: String {
    var text = ""
    for finding in report.findings.sorted(by: { $0.count > $1.count }) { text += self.text(finding) }
    let rate = report.seconds > 0 ? Int(Double(report.scenarios) / report.seconds) : 0
    let own = report.seconds > 0 ? Int((report.ownSeconds / report.seconds * 100).rounded()) : 0
    let implementation = report.handshake.implementation
    text += "\(implementation.name.printable) \(implementation.version.printable), seed \(seed): "
    text += "\(report.scenarios) scenarios, \(report.observations) observations, "
    text += "\(rate) scenarios/s (\(own) % of the time this program's own)"
    if report.skipped > 0 { text += ", \(report.skipped) skipped" }
    text += "\n"
    let divergences = report.findings.reduce(0) { $0 + $1.count }
    let verdict =
      report.findings.isEmpty
      ? style.green("none differs")
      : style.red("\(divergences) differ, \(report.findings.count) distinct causes")
    return text + verdict + "\n"
  }

  private func text(_ finding: FuzzFinding) -> String {
    let times = finding.count == 1 ? "once" : "\(finding.count) times"
    var text = "\(style.red("✗")) \(style.bold(finding.headline.printable)) (\(times))\n"
    if let diagnosis = finding.diagnosis {
      text += ("cause: " + diagnosis.sentence.printable).wrapped(at: 76).indented(by: 2) + "\n"
    }
    text += finding.scenario.json().canonical(width: 96).indented(by: 2)
    if let actual = finding.actual {
      let traces = [(name: "expected", trace: finding.expected.trace), (name: "actual", trace: actual.trace)]
      text += TraceText(traces).table(elided: true).indented(by: 2)
    }
    let scenario = finding.scenario.json().compact()
    let words = command.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: " ").printable
    return text + "\(style.dim("again: lrconform fuzz --scenario '\(scenario)' -- \(words)"))\n\n"
  }
}
