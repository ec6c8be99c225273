import Adapters

/// Counts cases in a row on which an adapter failed. What is skipped was not asked and counts for nothing.
package struct BrokenStreak: Sendable {
  private let limit: Int?
  private var count = 0
  // The first of them: the case, what went wrong, and the last line of standard error.
  private var first: (id: String, fault: String, said: String?)?
  /// Whether there were so many that no more should be asked.
  package private(set) var isTooLong = false

  /// - Parameter limit: How many are too many; nil where no number is.
  package init(limit: Int?) { self.limit = limit }

  /// Notes an answer.
  package mutating func note(_ id: String, _ answer: PlayAnswer) {
    switch answer {
    case .reply(.skipped, _): break
    case .reply: end()
    case .fault(let fault, let errorText): add(id, "\(fault)", errorText)
    }
  }

  /// Notes a result.
  package mutating func note(_ result: CaseResult) {
    switch result.verdict {
    case .skipped: break
    case .broken: add(result.id, result.reason ?? "", result.errorText ?? "")
    case .identical, .within, .diverged, .errorMismatch: end()
    }
  }

  private mutating func add(_ id: String, _ fault: String, _ errorText: String) {
    // The last line of a traceback is the one that says what went wrong.
    if first == nil { first = (id, fault, errorText.split(separator: "\n").last.map(String.init)) }
    count += 1
    if let limit, count >= limit { isTooLong = true }
  }

  private mutating func end() {
    if isTooLong { return }
    count = 0
    first = nil
  }

  /// Why the run ended, in one line; nil where they were not too many.
  package var problem: String? {
    guard isTooLong, let limit, let first else { return nil }
    let said = first.said.map { "; it said: \($0)" } ?? ""
    return
      "\(limit) cases in a row are broken and the run ended (--max-broken \(limit)); the first, \(first.id): "
      + first.fault + said
  }
}
