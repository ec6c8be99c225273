import Verdicts

/// A run as one JSON document, for programs.
package struct JSONReporter: Reporter {
  private var cases: [ReportedCase] = []

  init() {}

  /// The document, when the run has ended.
  package mutating func text(for event: RunEvent) -> String {
    switch event {
    case .began, .started: return ""
    case .finished(let result):
      cases.append(ReportedCase(result))
      return ""
    case .ended(let summary): return ReportFile(summary, cases: cases).json.canonical().harmlessJSON
    }
  }
}
