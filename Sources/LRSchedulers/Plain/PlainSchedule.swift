/// A schedule in the machine's own arithmetic, for the usual case: rates and factors are floats, epochs and periods
/// ints that a double holds exactly.
///
/// There Python's arithmetic is that of doubles, so that the values are equal to the bit to those of `appendLR`,
/// which stays the truth: whatever might raise, or leaves the usual case, is left to it. What PyTorch computes
/// anew in each step and what is the same each time (the cosine of the step before, a period's constant) is kept.
/// A schedule is plain memory: to copy one costs nothing that counts.
protocol PlainSchedule: BitwiseCopyable, Sendable {
  /// What it keeps for each group.
  associatedtype Group: BitwiseCopyable, Sendable

  /// The epoch that the schedule is in.
  var epoch: Int { get }

  /// Goes to the next epoch; false, and nothing is changed, where the exact arithmetic has to decide what comes.
  mutating func advance() -> Bool

  /// A group's rate in the epoch, from its current rate.
  func rate(_ current: Double, _ group: Group) -> Double

  /// Whether most steps leave the rates as they are.
  static var mostlyStays: Bool { get }

  /// Whether the step sets the momentum beside the rates.
  var setsMomentum: Bool { get }

  /// A group's momentum in the epoch.
  func momentum(_ group: Group) -> Double
}

extension PlainSchedule {
  @inline(__always)
  static var mostlyStays: Bool { false }

  @inline(__always)
  var setsMomentum: Bool { false }

  @inline(__always)
  func momentum(_ group: Group) -> Double { 0 }
}

/// What a schedule keeps for a group, where that is nothing.
struct NoConstants: BitwiseCopyable, Sendable {}
