import LRSchedulers
import Scenarios

/// How large and how small the numbers of a case are, apart from 0, infinity and NaN.
package enum NumberRange: String, Sendable, Equatable {
  /// Single precision holds all of them.
  case float32
  /// Some are beyond single precision: larger than its largest number, or smaller than its smallest normal one.
  case float64

  /// What holds the numbers of a scenario and of its outcome.
  package init(_ scenario: Scenario, _ outcome: Outcome? = nil) {
    let isWide =
      scenario.numbers.contains(where: NumberRange.isBeyondSingle)
      || (outcome?.trace.channels ?? []).contains { observed in
        observed.channel.holdsRates
          && observed.columns.contains { $0.contains(where: NumberRange.isBeyondSingle) }
      }
    self = isWide ? .float64 : .float32
  }

  private static func isBeyondSingle(_ number: Number) -> Bool {
    (try? number.double()).map(isBeyondSingle) ?? true
  }

  private static func isBeyondSingle(_ value: Double) -> Bool {
    value.isFinite && value != 0
      && !(Double(Float.leastNormalMagnitude)...Double(Float.greatestFiniteMagnitude)).contains(
        value.magnitude
      )
  }
}

extension Channel {
  // What is counted has no precision.
  fileprivate var holdsRates: Bool { self != .lastEpoch }
}

extension Precision {
  /// Whether numbers of a range have a value in this precision.
  package func holds(_ range: NumberRange) -> Bool { self != .float32 || range == .float32 }
}
