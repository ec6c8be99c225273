/// An outcome held against the expected one.
public struct Comparison: Sendable {
  /// `identical`, `within`, `diverged` or `errorMismatch`.
  public var verdict: Verdict
  /// Where it first goes wrong, if it does.
  public var divergence: Divergence?
  /// How many values were compared.
  public var compared = 0
  /// How many of them are out of tolerance.
  public var diverging = 0
  /// The largest error of a value, in units in the last place.
  public var largestULP: UInt64 = 0
  /// The largest error of a value relative to the expected one.
  public var largestRelative = 0.0
}

/// The first thing that goes wrong in a case.
public struct Divergence: Sendable {
  /// What kind of thing it is.
  public var kind: Kind
  /// The observation, 0 after construction.
  public var step: Int
  /// The values around it; empty for other kinds than a value.
  public var window: [Row] = []

  /// What kind of thing goes wrong.
  public enum Kind: Sendable, Equatable {
    /// A value out of tolerance, in a channel's column.
    case value(channel: Channel, column: Int, nature: Nature)
    /// Another number of columns in a channel.
    case columns(channel: Channel, expected: Int, actual: Int)
    /// Another number of observations.
    case length(expected: Int, actual: Int)
    /// An error that is not expected.
    case unexpectedError(RunError)
    /// No error where one is expected.
    case missingError(expected: RunError)
    /// An error at another step, or with `strictErrors` of another type.
    case otherError(expected: RunError, actual: RunError)
  }

  /// Whether rounding or a bug is to be looked for.
  public enum Nature: String, Sendable, CaseIterable {
    /// Grows slowly, as rounding errors do.
    case drift
    /// A jump.
    case `break`
  }

  /// A line of the table around a divergence.
  public struct Row: Sendable, Equatable {
    /// The observation.
    public var step: Int
    /// PyTorch's value; `Trace.missing` for none.
    public var expected: Double
    /// The implementation's.
    public var actual: Double

    /// The distance in units in the last place.
    public var ulp: UInt64 { ulpDistance(expected, actual) }
    /// The distance relative to the expected value.
    public var relative: Double {
      Trace.isIdentical(expected, actual) ? 0 : ((actual - expected) / expected).magnitude
    }
  }
}
