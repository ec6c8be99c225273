import Adapters
import Fixtures
import JSON
import Scenarios

/// A suite whose expected values are recorded again.
package struct Regeneration: Sendable {
  /// What is wrong with a recording, by case.
  package enum Problem: Error, Sendable, CustomStringConvertible {
    /// The adapter skipped a case or failed it; nothing may be written then.
    case unanswered(id: String, reason: String)

    /// The case and the reason.
    package var description: String {
      switch self {
      case .unanswered(let id, let reason): "\(id): \(reason)"
      }
    }
  }

  /// The suite with the new values.
  package var suite: Suite
  /// The ids of the cases whose expected values changed.
  package var changed: [String] = []

  /// Puts answers in the place of a suite's expected values.
  ///
  /// - Parameter answers: One for each case, in order.
  package init(_ suite: Suite, answers: [PlayAnswer], provenance: Provenance) throws(Problem) {
    self.suite = suite
    self.suite.provenance = provenance
    for (index, answer) in answers.enumerated() {
      let id = suite.cases[index].id
      switch answer {
      case .reply(.outcome(let outcome), _):
        guard outcome.gaps.isEmpty else {
          let reason = "observations are missing: \"unobserved\" or \"ends\" in the reply"
          throw .unanswered(id: id, reason: reason)
        }
        let old = suite.cases[index].expected
        if old.map({ !Self.areSame($0, outcome) }) ?? true { changed.append(id) }
        self.suite.cases[index].expected = outcome
      case .reply(.skipped(let reason), _): throw .unanswered(id: id, reason: "skipped: \(reason)")
      case .fault(let fault, _): throw .unanswered(id: id, reason: "\(fault)")
      }
    }
  }

  private static func areSame(_ a: Outcome, _ b: Outcome) -> Bool {
    a.trace == b.trace && a.error == b.error
  }
}
