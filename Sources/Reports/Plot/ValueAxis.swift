/// The vertical axis: its ends, its ticks, and how high a value is.
struct ValueAxis {
  private let scale: any ValueScale
  let ticks: [Tick]

  /// The axis that the values of a panel need.
  ///
  /// - Parameter most: How many ticks it may have.
  init(_ panel: PlotPanel, most: Int) {
    if panel.isLogarithmic {
      let scale = LogarithmicScale(panel.series)
      self.scale = scale
      ticks = Ticks.logarithmic(from: scale.lowest, to: scale.highest, most: most)
    } else {
      let range = LinearScale(panel.series)
      let scale = range.rounded(most: most)
      self.scale = scale
      ticks = Ticks.linear(from: scale.lowest, to: scale.highest, most: most)
    }
  }

  /// From 0 at the bottom to 1 at the top.
  func height(_ value: Double) -> Double { min(max(scale.height(value), 0), 1) }
}

/// How high a value is.
protocol ValueScale: Sendable {
  /// From 0 at the bottom to 1 at the top.
  func height(_ value: Double) -> Double
}

/// Equal differences are equally far apart.
struct LinearScale: ValueScale {
  private(set) var lowest: Double
  private(set) var highest: Double

  init(_ series: [Series]) {
    let finite = series.lazy.flatMap(\.values).filter(\.isFinite)
    let low = finite.min() ?? 0
    let high = finite.max() ?? 1
    // Zero is on the axis where it is near.
    lowest = low > 0 && low < high / 2 ? 0 : low
    highest = high < 0 && high > low / 2 ? 0 : high
    if lowest == highest {
      // A flat line lies in the middle.
      let half = lowest == 0 ? 1 : lowest.magnitude / 2
      lowest -= half
      highest += half
    }
  }

  /// The same, made longer up to the next round numbers.
  func rounded(most: Int) -> LinearScale {
    guard let step = RoundStep(for: highest - lowest, most: most, isWhole: false)?.value else { return self }
    var longer = self
    let low = (lowest / step + 1e-9).rounded(.down) * step
    let high = (highest / step - 1e-9).rounded(.up) * step
    if low.isFinite { longer.lowest = min(lowest, low) }
    if high.isFinite { longer.highest = max(highest, high) }
    return longer
  }

  func height(_ value: Double) -> Double {
    let span = highest - lowest
    // Half by half, because the span of the largest doubles is none.
    return span.isFinite
      ? (value - lowest) / span
      : (value / 2 - lowest / 2) / (highest / 2 - lowest / 2)
  }
}
