/// How much of a document is read before it is refused.
public struct JSONLimits: Sendable, Equatable {
  /// The most arrays and objects that may be open at once; at most 256 whatever is asked for.
  public var maximumDepth: Int
  /// The most bytes that a document may have; at most 2 GiB whatever is asked for.
  public var maximumBytes: Int
  /// The most values that a document may have, arrays and objects included: each takes some ten times the memory of
  /// the two bytes that it can be written with.
  public var maximumValues: Int

  /// Makes limits: a depth of 64, a size of 256 MiB and 20 million values unless others are given.
  public init(maximumDepth: Int = 64, maximumBytes: Int = 256 << 20, maximumValues: Int = 20_000_000) {
    self.maximumDepth = maximumDepth
    self.maximumBytes = maximumBytes
    self.maximumValues = maximumValues
  }

  /// The limits used when none are given.
  public static let standard = JSONLimits()

  /// Trees are freed, copied and written by recursion, so the depth must leave a small thread stack unharmed.
  var effectiveDepth: Int { min(max(maximumDepth, 0), 256) }

  /// json-c takes a length as a 32-bit integer; offsets are kept in 32 bits too.
  var effectiveBytes: Int { min(max(maximumBytes, 0), Self.largestText) }

  static let largestText = Int(Int32.max) - 1
}
