import Scenarios

/// A learning rate, or a momentum, over the steps, to be drawn.
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

  /// The columns of a channel of a trace.
  fileprivate static func of(_ observed: Trace.Observed, name: String) -> [Series] {
    observed.columns.enumerated().map { index, values in
      Series(name: observed.columns.count > 1 ? "\(name), group \(index)" : name, values: values)
    }
  }
}

/// Series on one pair of axes.
package struct PlotPanel: Sendable {
  /// What is drawn: `lr`, `momentum`.
  package var caption: String
  /// The lines.
  package var series: [Series]
  /// Whether equal ratios are equally far apart on the vertical axis.
  package var isLogarithmic = false

  /// Series with a caption.
  package init(caption: String, series: [Series]) {
    self.caption = caption
    self.series = series
  }

  /// Whether a value has a place on the vertical axis.
  func isShown(_ value: Double) -> Bool { value.isFinite && (!isLogarithmic || value > 0) }

  /// The learning rates of some traces and, where they are observed, their momenta; of a trace with neither, the first
  /// channel.
  package static func all(_ traces: [(name: String, trace: Trace)]) -> [PlotPanel] {
    var panels: [PlotPanel] = []
    for (name, trace) in traces {
      let shown = trace.channels.filter { $0.channel == .lr || $0.channel == .momentum }
      for observed in shown.isEmpty ? Array(trace.channels.prefix(1)) : shown {
        let caption = observed.channel.rawValue
        let series = Series.of(observed, name: name)
        if let place = panels.firstIndex(where: { $0.caption == caption }) {
          panels[place].series += series
        } else {
          panels.append(PlotPanel(caption: caption, series: series))
        }
      }
    }
    return panels
  }
}
