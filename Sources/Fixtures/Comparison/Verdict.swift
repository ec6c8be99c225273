/// What became of a case.
public enum Verdict: String, Sendable, CaseIterable {
  /// The same bits everywhere.
  case identical
  /// Within tolerance everywhere.
  case within
  /// A value out of tolerance, or another number of values.
  case diverged
  /// An error where none is expected, none where one is, or one at another step.
  case errorMismatch = "error-mismatch"
  /// Not run: the adapter does not offer what the case needs.
  case skipped
  /// The adapter failed.
  case broken

  /// Whether the case speaks for conformance.
  public var passes: Bool { self == .identical || self == .within }
}
