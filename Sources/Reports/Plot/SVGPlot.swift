/// Series drawn as a picture.
package struct SVGPlot: Sendable {
  private let series: [Series]
  private let title: String

  /// A plot with a title.
  package init(_ series: [Series], title: String) {
    self.series = series
    self.title = title
  }

  private static let width = 720.0
  private static let height = 360.0
  private static let margins = (left: 80.0, right: 16.0, top: 36.0, bottom: 40.0)
  private static let colours = ["#0b6bcb", "#d1560b", "#2f8132", "#8e3bb0", "#b3261e", "#00798c"]

  /// A self-contained document.
  package var text: String {
    let range = PlotRange(series)
    let m = Self.margins
    let right = Self.width - m.right
    let bottom = Self.height - m.bottom
    let legend = series.count > 1 ? Double(series.count) * 18 : 0
    let full = "0 0 \(Self.number(Self.width)) \(Self.number(Self.height + legend))"
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(full)" role="img" font-family="sans-serif" font-size="12">
      <title>\(title.markup)</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="\(Self.number(m.left))" y="22" font-size="14" fill="#1f2328">\(title.markup)</text>

      """
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
      let y = bottom - share * (bottom - m.top)
      let x = m.left + share * (right - m.left)
      let value = range.lowest + (range.highest - range.lowest) * share
      let step = Int((Double(range.steps) * share).rounded())
      text += "<line x1='\(Self.number(m.left))' x2='\(Self.number(right))' "
      text += "y1='\(Self.number(y))' y2='\(Self.number(y))' stroke='#d0d7de'/>\n"
      text += label(TerminalPlot.label(value), x: m.left - 8, y: y + 4, anchor: "end")
      text += label("\(step)", x: x, y: bottom + 18, anchor: "middle")
    }
    for (index, one) in series.enumerated() {
      let colour = Self.colours[index % Self.colours.count]
      let points = one.values.enumerated().filter { $0.element.isFinite }.map { step, value in
        let x = m.left + Double(step) / Double(range.steps) * (right - m.left)
        let y = bottom - range.height(value) * (bottom - m.top)
        return "\(Self.number(x)),\(Self.number(y))"
      }
      text += "<polyline fill='none' stroke='\(colour)' stroke-width='1.5' points='"
      text += points.joined(separator: " ") + "'/>\n"
      guard series.count > 1 else { continue }
      let y = Self.height + Double(index) * 18
      text += "<rect x='\(Self.number(m.left))' y='\(Self.number(y - 9))' "
      text += "width='12' height='3' fill='\(colour)'/>\n"
      text += label(one.name, x: m.left + 20, y: y - 4, anchor: "start")
    }
    return text + "</svg>\n"
  }

  private func label(_ text: String, x: Double, y: Double, anchor: String) -> String {
    "<text x='\(Self.number(x))' y='\(Self.number(y))' text-anchor='\(anchor)' fill='#57606a'>"
      + "\(text.markup)</text>\n"
  }

  /// Two decimals are finer than any screen.
  private static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && rounded.magnitude < 1e9 ? "\(Int(rounded))" : "\(rounded)"
  }
}
