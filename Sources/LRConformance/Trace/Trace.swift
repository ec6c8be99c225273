/// What was observed: for each channel one column a group or scheduler, each as long as there were observations.
public struct Trace: Sendable {
  /// A channel and its columns.
  public struct Observed: Sendable {
    /// What was observed.
    public var channel: Channel
    /// One column for each group (for `lastEpoch`: scheduler), over time. A missing value is `Trace.missing`.
    public var columns: [[Double]]

    /// A channel and its columns.
    public init(channel: Channel, columns: [[Double]]) {
      self.channel = channel
      self.columns = columns
    }
  }

  /// The channels, in the order in which they are observed.
  public var channels: [Observed]

  /// A trace of columns of equal length.
  public init(channels: [Observed]) { self.channels = channels }

  /// The columns of a channel; nil where it was not observed.
  public subscript(channel: Channel) -> [[Double]]? {
    channels.first { $0.channel == channel }?.columns
  }

  /// The number of observations.
  public var length: Int {
    channels.lazy.flatMap(\.columns).map(\.count).max() ?? 0
  }

  /// JSON's `null`: no such group yet, or nothing to observe. A NaN with a payload that no arithmetic produces and
  /// no JSON spells.
  public static let missing = Double(nan: 0x6c72, signaling: false)

  /// Whether a value is `missing`.
  @inline(__always)
  public static func isMissing(_ value: Double) -> Bool { value.bitPattern == missing.bitPattern }
}

extension Trace: Equatable {
  /// Whether two traces are equal to the bit.
  public static func == (a: Trace, b: Trace) -> Bool {
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
  public static func isIdentical(_ a: Double, _ b: Double) -> Bool {
    if a.bitPattern == b.bitPattern { return true }
    return a.isNaN && b.isNaN && !isMissing(a) && !isMissing(b)
  }
}

/// The error that ended a run.
public struct RunError: Sendable, Equatable {
  /// The number of observations made before it; 0 is in a constructor.
  public var step: Int
  /// Python's name for it, or the implementation's.
  public var type: String
  /// Its wording.
  public var message: String

  /// An error and where it came.
  public init(step: Int, type: String, message: String) {
    self.step = step
    self.type = type
    self.message = message
  }
}

/// What came of a scenario: what was observed, and the error that ended it, if one did.
public struct Outcome: Sendable, Equatable {
  /// What was observed up to the end or the error.
  public var trace: Trace
  /// The error that ended the run.
  public var error: RunError?

  /// A trace, and an error where there was one.
  public init(trace: Trace, error: RunError? = nil) {
    self.trace = trace
    self.error = error
  }
}
