import Adapters
import ConformanceSupport
import Fixtures
import Verdicts

/// The end of a run in words: causes, counts, verdict.
struct SummaryText {
  let summary: RunSummary
  var style = TextStyle(coloured: false)

  /// How many divergences each cause explains, and what shows it; empty where there is at most one divergence.
  var causes: [(text: String, evidence: [String])] {
    let diverging = summary.count(.diverged) + summary.count(.errorMismatch)
    guard diverging > 1 else { return [] }
    var causes = summary.causes.map { cause in
      ("\(cause.count) of \(diverging) divergences: \(cause.text.printable)", Self.evidence(of: cause))
    }
    // An error and the values before it have a cause each.
    let unexplained = diverging - summary.explained
    if unexplained > 0 { causes.append(("\(unexplained) of \(diverging) divergences: unexplained", [])) }
    return causes
  }

  /// The causes, a line each, and indented below each what shows it.
  var causeLines: [String] { causes.flatMap { [$0.text] + $0.evidence.map { "  \($0)" } } }

  /// The formulas beside each other, where the words do not have them, and the smallest case.
  private static func evidence(of cause: Cause) -> [String] {
    var lines: [String] = []
    if let formula = cause.formula, let apparent = cause.apparent, !cause.text.contains(formula) {
      lines += ["PyTorch has: \(formula.printable)", "here it seems: \(apparent.printable)"]
    }
    if let smallest = cause.smallest { lines.append("smallest case: \(smallest.printable)") }
    return lines
  }

  /// Why cases were skipped: `667 skipped: 656 of classes not declared, 11 that need reload`; nil where none was.
  var skips: String? {
    let skips = summary.tally.skips
    return skips.total > 0 ? "\(skips.total) skipped: \(skips.text)" : nil
  }

  /// What else is to be said of the run, a line each.
  var notes: [String] {
    var notes: [String] = summary.tally.gapsTexts
    if !summary.asked.isEmpty {
      let scenarios = summary.asked.count == 1 ? "1 scenario" : "\(summary.asked.count) scenarios"
      notes.append("\(scenarios) beside the suite asked, to tell causes apart")
    }
    if summary.restarts > 0 {
      let times = summary.restarts == 1 ? "once" : "\(summary.restarts) times"
      notes.append("the adapter ended after an answer \(times) and was started again; the answers count")
    }
    if summary.notRun > 0 {
      notes.append("the run ended early: \(summary.notRun) cases were not run")
    }
    return notes
  }

  /// Reasons for skipping, notes, and in the last line counts and verdict.
  var remarks: [String] { (skips.map { [$0] } ?? []) + notes + [line] }

  /// Causes, reasons for skipping, counts and verdict, a line each; the last says it all.
  var end: [String] { causeLines + remarks }

  /// `109 cases: 98 identical, 11 diverged (3 known) in 120 ms, suite 1.0.0: not conforming`.
  var line: String {
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      let count = summary.count(verdict)
      guard count > 0 else { return nil }
      let text = "\(count) \(verdict.rawValue)"
      switch verdict {
      case .identical, .within: return style.green(text)
      case .skipped: return style.yellow(text)
      case .diverged, .errorMismatch, .broken: return style.red(text)
      }
    }
    let notRun = summary.notRun > 0 ? ", " + style.red("\(summary.notRun) not run") : ""
    let known = summary.known > 0 ? " (\(summary.known) known)" : ""
    let total = style.bold("\(summary.total + summary.notRun) cases")
    let suite = summary.suiteVersion.map { ", suite \($0.printable)" } ?? ""
    return "\(total): \(counts.joined(separator: ", "))\(notRun)\(known) in \(time)\(suite): \(verdict)"
  }

  /// What the run may say of itself; green only where it conforms and nothing narrows that.
  var verdict: String {
    let standing = summary.standing
    if standing.claim == .conforming { return style.green(standing.text) }
    return standing.isAsExpected ? style.yellow(standing.text) : style.red(standing.text)
  }

  /// The run's time, in a unit that suits it.
  var time: String {
    let milliseconds = (summary.seconds * 1000).rounded()
    return milliseconds < 10_000 ? "\(Int(milliseconds)) ms" : "\(Int(summary.seconds.rounded())) s"
  }
}

extension Handshake {
  /// `pytorch 2.13.0 (Python), checked against PyTorch 2.13.0`, made fit for one line.
  package func headline(pytorch: String) -> String {
    let language = implementation.language.map { " (\($0.singleLine))" } ?? ""
    return "\(implementation.name.singleLine) \(implementation.version.singleLine)\(language), "
      + "checked against PyTorch \(pytorch)"
  }
}
