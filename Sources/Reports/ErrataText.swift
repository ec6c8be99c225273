import ConformanceSupport
import Fixtures
import Scenarios

/// What the documentation states, against what PyTorch does.
package struct ErrataText: Sendable {
  private let cases: [RunCase]
  private let all: Bool
  private let style: TextStyle

  /// - Parameter all: Whether the claims that are upheld are named too.
  package init(_ cases: [RunCase], all: Bool, style: TextStyle) {
    self.cases = cases
    self.all = all
    self.style = style
  }

  /// The claims by case, each with PyTorch's values, and the counts.
  package var text: String {
    var text = ""
    var counts: [ClaimVerdict: Int] = [:]
    for run in cases {
      var shown = false
      for claim in run.fixture.claims {
        let check = claim.check(against: run.expected)
        counts[check.verdict, default: 0] += 1
        guard all || check.verdict == .erratum else { continue }
        if !shown {
          text += "\(style.bold(run.fixture.id)) \(run.fixture.title.printable)\n"
          for reference in run.fixture.references { text += "  reported: \(reference.printable)\n" }
          shown = true
        }
        text += self.text(claim, check, of: run.expected)
      }
      if shown { text += "\n" }
    }
    let errata = counts[.erratum] ?? 0
    let upheld = counts[.upheld] ?? 0
    return text + "\(errata + upheld) claims: \(upheld) upheld, \(errata) errata\n"
  }

  private func text(_ claim: Claim, _ check: ClaimCheck, of outcome: Outcome) -> String {
    let mark = check.verdict == .upheld ? style.green("✓") : style.red("✗")
    var text = "  \(mark) \(claim.source.printable)\n"
    text += "      documented  \(claim.text.printable)\n"
    switch claim.statement {
    case .value(let value): text += "      actual      \(actual(value, check))\n"
    case .error: text += "      actual      \(end(of: outcome))\n"
    }
    if let note = claim.note { text += note.printable.wrapped(at: 72).indented(by: 6) + "\n" }
    return text
  }

  // The values of the claimed epochs, from the first that fails on.
  private func actual(_ claimed: ClaimedValue, _ check: ClaimCheck) -> String {
    let first = check.firstFailing ?? claimed.epochs.first
    let values = check.actual.dropFirst(first - claimed.epochs.first)
    guard let value = values.first else { return "the run ends before" }
    let later = values.dropFirst().prefix(2).map { ", " + DivergenceText.number($0) }.joined()
    let more = values.count > 3 ? ", …" : ""
    let whose = claimed.channel.breadth == .scheduler ? "scheduler" : "group"
    let column = claimed.column > 0 ? ", \(whose) \(claimed.column)" : ""
    let name = claimed.channel.rawValue
    return "\(name) = \(DivergenceText.number(value))\(later)\(more) from epoch \(first)\(column)"
  }

  private func end(of outcome: Outcome) -> String {
    guard let error = outcome.error else { return "no error" }
    let place = error.step == 0 ? "the constructor" : "step \(error.step)"
    return "\(error.type.printable) in \(place): \(error.message.printable)"
  }
}
