/// An outcome held against the expected one.
public struct Comparison: Sendable {
  /// `identical`, `within`, `diverged` or `errorMismatch`.
  public var verdict: Verdict
  /// What is told of it first, if anything goes wrong: an error, then another number of observations or columns, then
  /// a value.
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

/// What goes wrong in a case.
public struct Divergence: Sendable {
  /// What kind of thing it is.
  public var kind: Kind
  /// The observation, 0 after construction.
  public var step: Int
  /// The first value out of tolerance, where there is one and something else is told before it.
  public var value: Value?
  /// The values around the first one out of tolerance; empty where there is none.
  public var window: [Row] = []

  /// The first observation at which anything goes wrong.
  public var firstStep: Int { min(step, valueStep) }

  /// The observation of the first value out of tolerance; `step` where there is none.
  public var valueStep: Int { value?.step ?? step }

  /// A value out of tolerance beside something that is told first.
  public struct Value: Sendable, Equatable {
    /// What was observed.
    public var channel: Channel
    /// The group or scheduler.
    public var column: Int
    /// Drift or break.
    public var nature: Nature
    /// The observation.
    public var step: Int
  }

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
