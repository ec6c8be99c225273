import ConformanceSupport

/// A plot as a picture.
package struct SVGPlot: Sendable {
  private let plot: Plot

  /// A picture of a plot.
  package init(_ plot: Plot) { self.plot = plot }

  static let width = 720.0
  static let left = 80.0
  static let right = width - 16
  static let top = 36.0
  private static let line = 18.0
  /// Below a panel: the numbers of the ticks, then what they count or the caption of the next panel.
  private static let below = 36 + caption
  private static let caption = 14.0

  private static func height(_ index: Int) -> Double { index == 0 ? 284 : 142 }

  /// Where the last panel ends.
  var bottom: Double {
    plot.panels.indices.reduce(Self.top - Self.below) { $0 + Self.height($1) + Self.below }
  }

  /// A self-contained document.
  package var text: String { text(withValues: false) }

  /// - Parameter hasValues: Whether each line has the steps and values of its points as `data-points`.
  func text(withValues hasValues: Bool) -> String {
    var body = ""
    var y = Self.top
    for index in plot.panels.indices {
      let height = Self.height(index)
      body += SVGPanel(plot, index, top: y, bottom: y + height, hasValues: hasValues).text
      if index > 0 {
        body += SVGText.label(plot.panels[index].caption, x: Self.left, y: y - 5, anchor: "start")
      }
      y += height + Self.below
    }
    // The gap below a panel has room for the next one's caption; below the last it is not needed.
    y -= Self.caption
    body += SVGText.label(plot.steps.caption, x: (Self.left + Self.right) / 2, y: y, anchor: "middle")
    y += 4
    let series = plot.panels.first?.series ?? []
    for (index, one) in series.enumerated() where series.count > 1 || isTitleLong {
      y += Self.line
      body += "<line x1='\(SVGText.number(Self.left))' x2='\(SVGText.number(Self.left + 36))' "
      body += "y1='\(SVGText.number(y - 4))' y2='\(SVGText.number(y - 4))' \(SVGPanel.stroke(index))/>\n"
      body += paragraph(one.name, x: Self.left + 46, y: &y)
    }
    for note in plot.notes {
      y += Self.line
      body += paragraph(note, x: Self.left, y: &y)
    }
    let full = "0 0 \(SVGText.number(Self.width)) \(SVGText.number(y + 10))"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(full)" role="img" font-family="sans-serif" font-size="12">
      <title>\(plot.title.markup)</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="\(SVGText.number(Self.left))" y="20" font-size="14" fill="#1f2328">\(shownTitle.markup)</text>
      \(body)</svg>

      """
  }

  /// Whether the title goes beyond the picture; it then stands in the legend.
  private var isTitleLong: Bool { plot.title.count > 75 }
  private var shownTitle: String { isTitleLong ? plot.subject : plot.title }

  /// A text in lines that fit; `y` becomes the place of the last.
  private func paragraph(_ text: String, x: Double, y: inout Double) -> String {
    var body = ""
    for (index, line) in text.wrapped(at: 85).split(separator: "\n").enumerated() {
      if index > 0 { y += Self.line }
      body += SVGText.label(String(line), x: x, y: y, anchor: "start")
    }
    return body
  }
}

/// Texts and numbers of a picture.
enum SVGText {
  static func label(_ text: String, x: Double, y: Double, anchor: String) -> String {
    "<text x='\(number(x))' y='\(number(y))' text-anchor='\(anchor)' fill='#57606a'>\(text.markup)</text>\n"
  }

  /// Two decimals are finer than any screen.
  static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && rounded.magnitude < 1e9 ? "\(Int(rounded))" : "\(rounded)"
  }
}
