import ConformanceSupport

/// A plot drawn with Unicode characters.
package struct TerminalPlot: Sendable {
  private let plot: Plot
  private let width: Int
  private let height: Int
  private let style: TextStyle

  /// A plot of so many columns, axis and labels included; the first panel has so many lines, the others half of them.
  package init(_ plot: Plot, width: Int, height: Int = 16, style: TextStyle) {
    self.plot = plot
    self.width = max(30, min(width, 400))
    self.height = max(4, min(height, 200))
    self.style = style
  }

  /// The panels, the ticks of the steps, a legend, and what is left out.
  package var text: String {
    let heights = plot.panels.indices.map { $0 == 0 ? height : max(4, height / 2) }
    let axes = zip(plot.panels, heights).map { panel, height in
      ValueAxis(panel, most: max(2, height / 2))
    }
    let labels = axes.flatMap { $0.ticks.map(\.label.count) } + plot.panels.map(\.caption.count) + [8]
    let gutter = (labels.max() ?? 0) + 1
    let columns = width - gutter - 2
    let steps = stepTicks(columns)
    var text = ""
    for (panel, (axis, height)) in zip(plot.panels, zip(axes, heights)) {
      text += panel.caption.printable.padded(to: gutter, right: true) + "\n"
      let rows = TerminalPanel(panel, axis, plot, columns: columns, rows: height).rows(style)
      for (index, row) in rows.enumerated() {
        let tick = axis.ticks.last {
          Int(((1 - axis.height($0.value)) * Double(height - 1)).rounded()) == index
        }
        text += (tick?.label ?? "").padded(to: gutter, right: true) + (tick == nil ? " │" : " ┤")
        text += row.trimmedAtEnd() + "\n"
      }
      text += "".padded(to: gutter) + " └" + steps.axis + "\n"
    }
    text += plot.steps.caption.padded(to: gutter, right: true) + "  " + steps.labels.trimmedAtEnd() + "\n"
    return text + legend + plot.notes.map { "  \($0.printable)\n" }.joined()
  }

  private var legend: String {
    let series = plot.panels.first?.series ?? []
    return series.enumerated().map { index, one in
      let mark = series.count > 1 ? TerminalPanel.coloured(TerminalPanel.mark(index), index, style) + " " : ""
      return "  \(mark)\(one.name.printable)\n"
    }.joined()
  }

  /// The axis with its ticks, and the line of numbers below it.
  private func stepTicks(_ columns: Int) -> (axis: String, labels: String) {
    var axis = [Character](repeating: "─", count: columns)
    var labels = [Character](repeating: " ", count: columns)
    for (place, label) in plot.steps.ticks(most: max(2, columns / 10)) {
      let column = min(max(Int((place * Double(columns * 2 - 1)).rounded()) / 2, 0), columns - 1)
      axis[column] = "┬"
      // Below the tick, but inside the drawing.
      let start = min(max(column - label.count / 2, 0), columns - label.count)
      guard start >= 0, start == 0 || labels[start - 1] == " " else { continue }
      for (offset, character) in label.enumerated() { labels[start + offset] = character }
    }
    return (String(axis), String(labels))
  }
}
