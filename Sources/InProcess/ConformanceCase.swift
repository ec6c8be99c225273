import Verdicts

/// A case of the suite, as one case of a parameterised test.
public struct ConformanceCase: Sendable, Identifiable, CustomStringConvertible {
  /// The case's id: `step-lr/documented`.
  public let id: String
  private let content: Content

  private enum Content: Sendable {
    case fixture(KnownDivergences?, play: @Sendable () -> CaseResult)
    /// An entry of the known list that matches no case that is played, and why.
    case listedWrongly(String)
  }

  init(_ id: String, known: KnownDivergences?, play: @Sendable @escaping () -> CaseResult) {
    self.id = id
    content = .fixture(known, play: play)
  }

  init(_ id: String, listedWrongly problem: String) {
    self.id = id
    content = .listedWrongly(problem)
  }

  /// The id.
  public var description: String { id }

  /// Plays the case and judges it.
  ///
  /// - Returns: What became of it, its standing to the known divergences included.
  /// - Throws: Where it diverges and that is not known, is known and does not diverge in that way, or is broken.
  @discardableResult
  public func check() throws(ConformanceFailure) -> CaseResult {
    switch content {
    case .listedWrongly(let problem): throw ConformanceFailure(id, listedWrongly: problem)
    case .fixture(let known, let play):
      var result = play()
      if let known { result.known = known.status(of: result) }
      if result.known.isProblem { throw ConformanceFailure(result) }
      if case .unlisted = result.known, !result.verdict.passes { throw ConformanceFailure(result) }
      return result
    }
  }

  /// The case's result without regard to a known list; nil for an entry of such a list.
  package func play() -> CaseResult? {
    if case .fixture(_, let play) = content { play() } else { nil }
  }
}
