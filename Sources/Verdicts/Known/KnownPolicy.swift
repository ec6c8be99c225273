import Diagnostics

/// How a result stands to what is known.
package enum KnownStatus: Sendable, Equatable {
  /// It passes, is skipped or broken, and is not listed.
  case unlisted
  /// It diverges as listed.
  case known(reason: String)
  /// It diverges and is not listed.
  case new
  /// It is listed and diverges in another way.
  case changed(String)
  /// It is listed and does not diverge.
  case stale(String)

  /// Whether the run must fail for it.
  package var isProblem: Bool {
    switch self {
    case .unlisted, .known: false
    case .new, .changed, .stale: true
    }
  }
}

extension KnownDivergences {
  /// How a result stands to the list. Depends on nothing else.
  package func status(of result: CaseResult) -> KnownStatus {
    let diverges = result.verdict == .diverged || result.verdict == .errorMismatch
    guard let entry = self[result.id] else { return diverges ? .new : .unlisted }
    guard diverges else {
      // A broken case says nothing of the divergence, and fails the run by itself.
      return result.verdict == .broken ? .unlisted : .stale("it is \(result.verdict.rawValue)")
    }
    if entry.verdict != result.verdict {
      return .changed("listed as \(entry.verdict.rawValue), it is \(result.verdict.rawValue)")
    }
    let step = result.comparison?.divergence?.firstStep
    if let listed = entry.step, listed != step {
      return .changed("listed for step \(listed), it is at step \(step.map { "\($0)" } ?? "none")")
    }
    if let listed = entry.diagnosis, listed != result.diagnosis?.name {
      let found = result.diagnosis.map { "\"\($0.name)\": \($0.text)" } ?? "of unknown cause"
      return .changed("listed with the diagnosis \"\(listed)\", it is \(found)")
    }
    return .known(reason: entry.reason)
  }

  /// How a result will stand to the list if its cause is the one that is listed: what is known before the run is over.
  func likelyStatus(of result: CaseResult) -> KnownStatus {
    var likely = result
    likely.diagnosis = self[result.id]?.diagnosis.map { Diagnosis(name: $0, text: "") }
    return status(of: likely)
  }

  /// Entries whose case is not in the suite.
  package func unmatched(ids: Set<String>) -> [Entry] { entries.filter { !ids.contains($0.id) } }

  /// The list after a run: an entry for each divergence, reasons kept where it has one already.
  package func updated(with results: [CaseResult]) -> KnownDivergences {
    var entries: [Entry] = []
    for result in results where result.verdict == .diverged || result.verdict == .errorMismatch {
      if let old = self[result.id], case .known = status(of: result) {
        entries.append(old)
        continue
      }
      let old = self[result.id]
      entries.append(
        Entry(
          id: result.id,
          verdict: result.verdict,
          step: result.comparison?.divergence?.firstStep ?? 0,
          diagnosis: result.diagnosis?.name,
          reason: old?.reason ?? result.diagnosis?.text ?? "not yet explained",
          issue: old?.issue
        )
      )
    }
    return KnownDivergences(entries: entries)
  }
}
