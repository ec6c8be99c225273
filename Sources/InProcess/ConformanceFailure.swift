import Reports
import Verdicts

/// Why a case does not pass, for whoever reads the output of a test.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
  /// The case.
  public let id: String
  /// What became of it; nil where it was not played.
  public let result: CaseResult?
  private let problem: String?

  init(_ result: CaseResult) {
    id = result.id
    self.result = result
    problem =
      switch result.known {
      case .changed(let how), .stale(let how): how
      case .unlisted, .known, .new: nil
      }
  }

  init(_ id: String, listedWrongly problem: String) {
    self.id = id
    result = nil
    self.problem = problem
  }

  /// The case, what the known list says otherwise, the divergence with the values around it, its cause, and what to
  /// do about it.
  public var description: String {
    var lines = [id.printable + (result.map { " " + $0.run.fixture.title.printable } ?? "")]
    if let problem { lines.append("  the list of known divergences is wrong: \(problem.printable)") }
    guard let result else { return lines.joined(separator: "\n") }
    if result.verdict == .broken { lines.append("  broken: \((result.reason ?? "").printable)") }
    if let comparison = result.comparison, let divergence = comparison.divergence {
      let text = DivergenceText(divergence: divergence, comparison: comparison)
      lines.append("\(result.verdict.rawValue): \(text.headline)".wrapped(at: 76).indented(by: 2))
      lines += text.table.map { "  " + $0 }
      if let cause = result.cause {
        lines.append("cause: \(cause.printable)".wrapped(at: 76).indented(by: 2))
      }
      if let entry = KnownDivergences().updated(with: [result]).entries.first {
        lines.append("  known: \(entry.json.compact())")
      }
    }
    lines.append(
      "  alone: LRCONFORM_ID=\(id.printable) swift test   in PyTorch: lrconform repro \(id.printable)"
    )
    return lines.joined(separator: "\n")
  }
}
