import ConformanceSupport

/// A plot as a page that shows the values under the pointer.
package struct HTMLPlot: Sendable {
  private let plot: Plot

  /// A page of a plot.
  package init(_ plot: Plot) { self.plot = plot }

  /// A self-contained document.
  package var text: String {
    let picture = SVGPlot(plot)
    let parts = [
      "title": plot.title.markup, "picture": picture.text(withValues: true), "rows": rows,
      "left": SVGText.number(SVGPlot.left), "right": SVGText.number(SVGPlot.right),
      "top": SVGText.number(SVGPlot.top), "bottom": SVGText.number(picture.bottom),
      "last": "\(plot.steps.last)",
    ]
    let template = String(decoding: PackageResources.picture_html, as: UTF8.self)
    // Each part once, so that a mark inside a title stays what it is.
    var text = ""
    for (index, piece) in template.split(separator: "{{", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = piece.firstRange(of: "}}") else {
        text += piece
        continue
      }
      text += (parts[String(piece[..<end.lowerBound])] ?? "") + piece[end.upperBound...]
    }
    return text
  }

  /// A row for each line, with its value at the first step.
  private var rows: String {
    plot.panels.enumerated().map { place, panel in
      panel.series.enumerated().map { index, series in
        let first = series.values.first.map { panel.isShown($0) ? "\($0)" : "" } ?? ""
        return "<tr><th scope='row'>\(series.name.markup)</th><th>\(panel.caption.markup)</th>"
          + "<td data-cell='\(place)-\(index)'>\(first)</td></tr>\n"
      }.joined()
    }.joined()
  }
}
