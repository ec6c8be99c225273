/// How far a value may be from the expected one: |a − e| ≤ max(relative · |e|, absolute · scale).
///
/// `scale` is the largest |expected| in the channel of the case, so that `absolute` is a share of it.
public struct Tolerance: Sendable, Equatable {
  /// The share of the expected value.
  package var relative: Double
  /// The share of the channel's scale.
  package var absolute: Double

  /// A tolerance.
  public init(relative: Double, absolute: Double) {
    self.relative = relative
    self.absolute = absolute
  }

  /// The same bits.
  package static let exact = Tolerance(relative: 0, absolute: 0)
  /// Double precision with operations in another order.
  package static let float64 = Tolerance(relative: 1e-9, absolute: 1e-12)
  /// Single precision.
  package static let float32 = Tolerance(relative: 2e-5, absolute: 1e-6)

  /// The largest admissible difference for an expected value.
  package func bound(for expected: Double, scale: Double) -> Double {
    max(relative * expected.magnitude, absolute * scale)
  }
}

/// The precision that an implementation computes with, which picks the tolerance.
public enum Precision: String, Sendable, CaseIterable {
  /// The same operations in the same order as PyTorch.
  case exact
  /// Doubles.
  case float64
  /// Single precision.
  case float32

  /// The tolerance of the class.
  package var tolerance: Tolerance {
    switch self {
    case .exact: .exact
    case .float64: .float64
    case .float32: .float32
    }
  }
}
