import Verdicts

/// How a case counts in formats that know pass, failure, error and skip, and nothing between.
///
/// Agrees with the exit status: a divergence that is listed as known is no failure, a case that the list does not
/// agree with is one.
package enum CaseStanding: Sendable, Equatable {
  case passed
  /// It diverges as listed, for a reason.
  case known(String)
  /// The adapter does not offer what it needs.
  case skipped(String)
  /// It speaks against conformance: by a verdict, or by `NEW`, `CHANGED`, `STALE`; and in which way.
  case failed(String, String)
  /// The adapter failed.
  case broken(String)
}

extension CaseResult {
  /// How the case counts.
  package var standing: CaseStanding {
    switch known {
    case .known(let reason): return .known(reason)
    case .stale(let how): return .failed(KnownProblem.Kind.stale.rawValue, "listed as known, but \(how)")
    case .changed(let how): return .failed(KnownProblem.Kind.changed.rawValue, how)
    case .new:
      return .failed(KnownProblem.Kind.new.rawValue, "not listed as known: \(headline ?? verdict.rawValue)")
    case .unlisted: break
    }
    switch verdict {
    case .identical, .within: return .passed
    case .skipped: return .skipped(reason ?? "")
    case .broken: return .broken(reason ?? "")
    case .diverged, .errorMismatch: return .failed(verdict.rawValue, headline ?? verdict.rawValue)
    }
  }

  /// What goes wrong and where, in one line; nil where nothing does.
  public var headline: String? { divergenceText?.headline }

  /// The table around the divergence, its cause and what the adapter said, one line each; empty where the case passes.
  var explanation: [String] {
    guard let divergenceText else { return [] }
    return divergenceText.table + [cause.map { "cause: \($0)" }].compactMap(\.self) + saidLines
  }

  /// The public reports that the case stems from, each in a line.
  var reportedLines: [String] { run.fixture.references.map { "reported: \($0)" } }

  /// Why the case diverges; nil where it passes, and where an error that the implementation raised says it itself.
  public var cause: String? {
    if let diagnosis { return diagnosis.sentence }
    switch comparison?.divergence?.kind {
    case nil, .unexpectedError, .otherError: return nil
    case .value, .columns, .length, .missingError: return "unknown"
    }
  }

  private var saidLines: [String] { errorLines.isEmpty ? [] : ["stderr:"] + errorLines.map { "  | \($0)" } }

  /// The divergence in words and as a table; nil where there is none.
  var divergenceText: DivergenceText? {
    guard let comparison, let divergence = comparison.divergence else { return nil }
    return DivergenceText(divergence: divergence, comparison: comparison)
  }

  /// The end of what the adapter said on standard error, line by line.
  var errorLines: [String] {
    (errorText ?? "").split(separator: "\n").suffix(8).map { String($0).singleLine }
  }
}
