/// Where an axis has ticks, and what stands there.
struct Tick: Sendable, Equatable {
  var value: Double
  var label: String
}

/// Ticks at round numbers: 1, 2 or 5 times a power of ten apart.
enum Ticks {
  /// The ticks in a range, its ends included where they are round.
  ///
  /// - Parameter most: How many there may be, at least 2.
  /// - Parameter isWhole: Whether only whole numbers may have one, as steps.
  static func linear(from lowest: Double, to highest: Double, most: Int, isWhole: Bool = false) -> [Tick] {
    let ends = [lowest, highest].map { Tick(value: $0, label: NumberLabel.short($0)) }
    guard let step = RoundStep(for: highest - lowest, most: most, isWhole: isWhole) else { return ends }
    // A hair of tolerance: 0.3 is no less than three times 0.1.
    let first = (lowest / step.value - 1e-9).rounded(.up)
    let last = (highest / step.value + 1e-9).rounded(.down)
    // Where the range is far from zero and narrow, the multiples of a step cannot be told apart.
    guard first.magnitude < 1e12, last.magnitude < 1e12, first < last else { return ends }
    let isScientific = isScientific(max(lowest.magnitude, highest.magnitude))
    return (Int(first)...Int(last)).map { multiple in
      Tick(value: step.value(times: multiple), label: step.label(multiple, isScientific: isScientific))
    }
  }

  /// The ticks between two powers of ten that are given by their exponents; at 1, 2 and 5 where there is room.
  static func logarithmic(from lowest: Double, to highest: Double, most: Int) -> [Tick] {
    let exponents = Int(lowest.rounded(.down))...Int(highest.rounded(.up))
    var ticks: [Tick] = []
    let mantissas = exponents.count * 3 <= most + 3 ? [1, 2, 5] : [1]
    let stride =
      mantissas.count > 1 ? 1 : RoundStep(for: highest - lowest, most: most, isWhole: true)?.value ?? 1
    for exponent in exponents where exponent % Int(stride) == 0 {
      for mantissa in mantissas {
        let step = RoundStep(mantissa: mantissa, exponent: exponent)
        let value = step.value(times: 1)
        let logarithm = LogarithmicScale.logarithm(mantissa: mantissa, exponent: exponent)
        guard logarithm > lowest - 1e-9, logarithm < highest + 1e-9, value > 0, value.isFinite else {
          continue
        }
        ticks.append(Tick(value: value, label: step.label(1, isScientific: !(-3...4 ~= exponent))))
      }
    }
    return ticks
  }

  private static func isScientific(_ magnitude: Double) -> Bool { !(1e-3 <= magnitude && magnitude < 1e6) }
}
