/// One pair of axes of a picture, with its lines.
struct SVGPanel {
  private let plot: Plot
  private let place: Int
  private let top: Double
  private let bottom: Double
  private let hasValues: Bool

  init(_ plot: Plot, _ place: Int, top: Double, bottom: Double, hasValues: Bool) {
    self.plot = plot
    self.place = place
    self.top = top
    self.bottom = bottom
    self.hasValues = hasValues
  }

  private static let colours = ["#0b6bcb", "#d1560b", "#2f8132", "#8e3bb0", "#b3261e", "#00798c"]
  private static let dashes = ["", "8 4", "2 3", "10 3 2 3", "16 4", "5 2"]

  /// How the line of a series looks. With the colour the dashes change too, for whoever sees or prints no colours.
  static func stroke(_ index: Int) -> String {
    let dash = dashes[(index + index / dashes.count) % dashes.count]
    return
      "fill='none' stroke='\(colours[index % colours.count])' stroke-width='1.75' stroke-linejoin='round'"
      + (dash.isEmpty ? " stroke-linecap='round'" : " stroke-dasharray='\(dash)'")
  }

  /// Grid, ticks and lines.
  var text: String {
    let panel = plot.panels[place]
    let axis = ValueAxis(panel, most: bottom - top > 200 ? 8 : 5)
    let steps = plot.steps
    var text = ""
    for tick in axis.ticks {
      let y = bottom - axis.height(tick.value) * (bottom - top)
      text += Self.line(SVGPlot.left, y, SVGPlot.right, y)
      text += SVGText.label(tick.label, x: SVGPlot.left - 8, y: y + 4, anchor: "end")
    }
    for (place, label) in steps.ticks(most: 11) {
      let x = Self.x(place)
      text += Self.line(x, bottom, x, bottom + 4)
      text += SVGText.label(label, x: x, y: bottom + 18, anchor: "middle")
    }
    for (index, series) in panel.series.enumerated() {
      let outline = Outline(
        series.values,
        columns: Int(SVGPlot.right - SVGPlot.left),
        last: steps.last,
        isShown: panel.isShown
      )
      for piece in outline.pieces {
        let points = piece.map { point in
          let y = bottom - axis.height(point.value) * (bottom - top)
          return "\(SVGText.number(Self.x(steps.place(Double(point.step))))),\(SVGText.number(y))"
        }
        // A line of one point would not be seen.
        let ends = points.count == 1 ? points + points : points
        text += "<polyline \(Self.stroke(index)) points='\(ends.joined(separator: " "))'"
        if hasValues {
          let values = piece.map { "\($0.step) \($0.value)" }.joined(separator: " ")
          text += " data-line='\(place)-\(index)' data-points='\(values)'"
        }
        text += "/>\n"
      }
    }
    return text
  }

  private static func x(_ place: Double) -> Double {
    SVGPlot.left + place * (SVGPlot.right - SVGPlot.left)
  }

  private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    let ends =
      "x1='\(SVGText.number(x1))' y1='\(SVGText.number(y1))' x2='\(SVGText.number(x2))' y2='\(SVGText.number(y2))'"
    return "<line \(ends) stroke='#d0d7de'/>\n"
  }
}
