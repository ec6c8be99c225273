/// What was observed: for each channel one column a group or scheduler, each as long as there were observations.
package struct Trace: Sendable {
  /// A channel and its columns.
  package struct Observed: Sendable {
    /// What was observed.
    package var channel: Channel
    /// One column for each group (for `lastEpoch`: scheduler), over time. A missing value is `Trace.missing`.
    package var columns: [[Double]]

    /// A channel and its columns.
    package init(channel: Channel, columns: [[Double]]) {
      self.channel = channel
      self.columns = columns
    }

    /// The largest magnitude that is observed, beside which a value may be small; 0 where none is finite.
    package var scale: Double {
      columns.lazy.flatMap { $0 }.filter(\.isFinite).map(\.magnitude).max() ?? 0
    }
  }

  /// The channels, in the order in which they are observed.
  package var channels: [Observed]

  /// A trace of columns of equal length.
  package init(channels: [Observed]) { self.channels = channels }

  /// The columns of a channel; nil where it was not observed.
  package subscript(channel: Channel) -> [[Double]]? {
    channels.first { $0.channel == channel }?.columns
  }

  /// The number of observations.
  package var length: Int {
    channels.reduce(0) { longest, observed in observed.columns.reduce(longest) { max($0, $1.count) } }
  }

  /// JSON's `null`: no such group yet, or nothing to observe. A NaN with a payload that no arithmetic produces and
  /// no JSON spells.
  package static let missing = Double(nan: 0x6c72, signaling: false)

  /// Whether a value is `missing`.
  @inline(__always)
  package static func isMissing(_ value: Double) -> Bool { value.bitPattern == missing.bitPattern }
}

extension Trace: Equatable {
  /// Whether two traces are equal to the bit.
  package static func == (a: Trace, b: Trace) -> Bool {
    a.channels.count == b.channels.count
      && zip(a.channels, b.channels).allSatisfy { x, y in
        x.channel == y.channel && x.columns.count == y.columns.count
          && zip(x.columns, y.columns).allSatisfy { p, q in
            p.count == q.count && zip(p, q).allSatisfy(Trace.isIdentical)
          }
      }
  }

  /// Whether two values have the same bits; any NaN equals any NaN, a missing value only another.
  @inline(__always)
  package static func isIdentical(_ a: Double, _ b: Double) -> Bool {
    if a.bitPattern == b.bitPattern { return true }
    return a.isNaN && b.isNaN && !isMissing(a) && !isMissing(b)
  }
}

/// The error that ended a run.
package struct RunError: Sendable, Equatable {
  /// The number of observations made before it; 0 is in a constructor.
  package var step: Int
  /// Python's name for it, or the implementation's.
  package var type: String
  /// Its wording.
  package var message: String

  /// An error and where it came.
  package init(step: Int, type: String, message: String) {
    self.step = step
    self.type = type
    self.message = message
  }
}

/// What came of a scenario: what was observed, and the error that ended it, if one did.
package struct Outcome: Sendable, Equatable {
  /// What was observed up to the end or the error.
  package var trace: Trace
  /// The error that ended the run.
  package var error: RunError?
  /// What of it cannot be judged, as the implementation says itself.
  package var gaps: Gaps

  /// A trace, and an error where there was one.
  package init(trace: Trace, error: RunError? = nil, gaps: Gaps = Gaps()) {
    self.trace = trace
    self.error = error
    self.gaps = gaps
  }
}
