import Scenarios

/// What is drawn, in whatever format.
package struct Plot: Sendable {
  /// What stands above it.
  package var title: String
  /// The pairs of axes, one below the other; they share the steps.
  package var panels: [PlotPanel]
  /// How many steps an epoch has, where the horizontal axis counts epochs.
  package var stepsPerEpoch: Int?

  /// A plot of some traces, named after the one or after what is drawn.
  ///
  /// - Parameter isLogarithmic: Whether equal ratios of learning rates are equally far apart.
  package init(
    _ traces: [(name: String, trace: Trace)],
    stepsPerEpoch: Int? = nil,
    isLogarithmic: Bool = false
  ) {
    panels = PlotPanel.all(traces)
    self.stepsPerEpoch = stepsPerEpoch
    // A momentum changes little: its axis stays linear.
    for place in panels.indices {
      panels[place].isLogarithmic = isLogarithmic && panels[place].caption != "momentum"
    }
    title = ""
    title = traces.count == 1 ? traces[0].name : subject
  }

  /// What is drawn over what: `learning rate by step`.
  var subject: String {
    let what = (panels.first?.caption).map { $0 == "lr" ? "learning rate" : $0 } ?? "nothing"
    return "\(what) by \(steps.caption)"
  }

  /// The horizontal axis of all panels.
  var steps: StepAxis { StepAxis(panels.flatMap(\.series), stepsPerEpoch: stepsPerEpoch) }

  /// What is left out, in words.
  package var notes: [String] {
    panels.flatMap { panel in
      panel.series.compactMap { series in
        // Where nothing is observed, as before a group is added, nothing is left out.
        let hidden = series.values.lazy.filter { !panel.isShown($0) && !Trace.isMissing($0) }.count
        if hidden == 0 { return nil }
        let why = panel.isLogarithmic ? "not finite, or not above 0 on a log axis" : "not finite"
        return
          "\(series.name): \(hidden) \(hidden == 1 ? "value" : "values") of \(panel.caption) not drawn (\(why))"
      }
    }
  }
}
