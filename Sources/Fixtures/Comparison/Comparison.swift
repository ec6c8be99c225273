import Scenarios

/// An outcome compared with the expected one.
package struct Comparison: Sendable {
  /// `identical`, `within`, `diverged` or `errorMismatch`.
  package var verdict: Verdict
  /// What is told of it first, if anything goes wrong: an error, then another number of observations or columns, then
  /// a value.
  package var divergence: Divergence?
  /// How many values were compared.
  package var compared = 0
  /// How many of them are out of tolerance.
  package var diverging = 0
  /// The largest error of a value, in units in the last place.
  package var largestULP: UInt64 = 0
  /// The largest error of a value relative to the expected one.
  package var largestRelative = 0.0

  /// All of its parts.
  package init(
    verdict: Verdict,
    divergence: Divergence? = nil,
    compared: Int = 0,
    diverging: Int = 0,
    largestULP: UInt64 = 0,
    largestRelative: Double = 0.0
  ) {
    self.verdict = verdict
    self.divergence = divergence
    self.compared = compared
    self.diverging = diverging
    self.largestULP = largestULP
    self.largestRelative = largestRelative
  }
}

/// What goes wrong in a case.
package struct Divergence: Sendable {
  /// What kind of thing it is.
  package var kind: Kind
  /// The observation, 0 after construction.
  package var step: Int
  /// The first value out of tolerance, where there is one and something else is told before it.
  package var value: Value?
  /// The values around the first one out of tolerance; empty where there is none.
  package var window: [Row] = []

  /// All of its parts.
  package init(kind: Kind, step: Int, value: Value? = nil, window: [Row] = []) {
    self.kind = kind
    self.step = step
    self.value = value
    self.window = window
  }

  /// The first observation at which anything goes wrong.
  package var firstStep: Int { min(step, valueStep) }

  /// The observation of the first value out of tolerance; `step` where there is none.
  package var valueStep: Int { value?.step ?? step }

  /// A value out of tolerance beside something that is told first.
  package struct Value: Sendable, Equatable {
    /// What was observed.
    package var channel: Channel
    /// The group or scheduler.
    package var column: Int
    /// Drift or break.
    package var nature: Nature
    /// The observation.
    package var step: Int

    /// All of its parts.
    package init(channel: Channel, column: Int, nature: Nature, step: Int) {
      self.channel = channel
      self.column = column
      self.nature = nature
      self.step = step
    }
  }

  /// What kind of thing goes wrong.
  package enum Kind: Sendable, Equatable {
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
  package enum Nature: String, Sendable, CaseIterable {
    /// Grows slowly, as rounding errors do.
    case drift
    /// A jump.
    case `break`
  }

  /// A line of the table around a divergence.
  package struct Row: Sendable, Equatable {
    /// The observation.
    package var step: Int
    /// PyTorch's value; `Trace.missing` for none.
    package var expected: Double
    /// The implementation's.
    package var actual: Double

    /// All of its parts.
    package init(step: Int, expected: Double, actual: Double) {
      self.step = step
      self.expected = expected
      self.actual = actual
    }

    /// The distance in units in the last place.
    package var ulp: UInt64 { ulpDistance(expected, actual) }
    /// The distance relative to the expected value.
    package var relative: Double {
      Trace.isIdentical(expected, actual) ? 0 : ((actual - expected) / expected).magnitude
    }
  }
}
