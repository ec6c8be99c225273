import Scenarios

/// A learning rate over the steps, to be drawn.
package struct Series: Sendable {
  /// What it is called in the legend.
  package var name: String
  /// A value for each step; what is not finite is left out.
  package var values: [Double]

  /// A named sequence.
  package init(name: String, values: [Double]) {
    self.name = name
    self.values = values
  }

  /// The columns of a trace's learning rates, or of its first channel where they are not observed.
  package static func of(_ trace: Trace, name: String) -> [Series] {
    guard let columns = trace[.lr] ?? trace.channels.first?.columns else { return [] }
    return columns.enumerated().map { index, values in
      Series(name: columns.count > 1 ? "\(name), group \(index)" : name, values: values)
    }
  }
}

/// The part of the plane that some series fill.
struct PlotRange {
  var lowest: Double
  var highest: Double
  var steps: Int

  init(_ series: [Series]) {
    let finite = series.lazy.flatMap(\.values).filter(\.isFinite)
    let low = finite.min() ?? 0
    let high = finite.max() ?? 1
    // A flat line lies in the middle, and zero is on the axis where it is near.
    lowest = low > 0 && low < high / 2 ? 0 : low
    highest = high
    if lowest == highest {
      let half = lowest == 0 ? 1 : lowest.magnitude / 2
      lowest -= half
      highest += half
    }
    steps = max(1, (series.map(\.values.count).max() ?? 1) - 1)
  }

  /// From 0 at the bottom to 1 at the top.
  func height(_ value: Double) -> Double {
    let span = highest - lowest
    // Half by half, because the span of the largest doubles is none.
    return span.isFinite
      ? (value - lowest) / span
      : value / 2 / (highest / 2 - lowest / 2) - lowest / 2 / (highest / 2 - lowest / 2)
  }
}
