import ConformanceSupport

/// The lines of one panel in characters: Braille, and for several series marks that tell them apart without colour.
struct TerminalPanel {
  private let canvases: [BrailleCanvas]
  private let columns: Int
  private let rowCount: Int

  init(_ panel: PlotPanel, _ axis: ValueAxis, _ plot: Plot, columns: Int, rows: Int) {
    self.columns = columns
    rowCount = rows
    let steps = plot.steps
    canvases = panel.series.map { series in
      var canvas = BrailleCanvas(columns: columns, rows: rows)
      let outline = Outline(series.values, columns: columns * 2, last: steps.last, isShown: panel.isShown)
      for piece in outline.pieces {
        let places = piece.map { (x: steps.place(Double($0.step)), y: axis.height($0.value)) }
        for (start, end) in zip(places, places.dropFirst() + places.suffix(1)) {
          canvas.line(from: start, to: end)
        }
      }
      return canvas
    }
  }

  private static let marks = Array("●○+×◆◇▲△abcdefghijklmnopqrstuvwxyz")

  /// What stands on the line of a series; after 34 series again the same.
  static func mark(_ index: Int) -> String { String(marks[index % marks.count]) }

  static func coloured(_ text: String, _ index: Int, _ style: TextStyle) -> String {
    switch index % 6 {
    case 0: style.green(text)
    case 1: style.yellow(text)
    case 2: style.cyan(text)
    case 3: style.magenta(text)
    case 4: style.red(text)
    default: style.blue(text)
    }
  }

  func rows(_ style: TextStyle) -> [String] {
    let marks = canvases.count > 1 ? places() : [:]
    return (0..<rowCount).map { row in
      (0..<columns).map { column in
        if let index = marks[row * columns + column] { return Self.coloured(Self.mark(index), index, style) }
        let dots = canvases.reduce(0) { $0 | $1.dots(column, row) }
        guard dots > 0, let scalar = Unicode.Scalar(0x2800 + dots) else { return " " }
        let first = canvases.firstIndex { $0.dots(column, row) > 0 } ?? 0
        return canvases.count > 1 ? Self.coloured(String(scalar), first, style) : String(scalar)
      }.joined()
    }
  }

  /// Which series has its mark in which character: each in every so many columns, each in columns of its own.
  private func places() -> [Int: Int] {
    let period = max(12, canvases.count * 3)
    var places: [Int: Int] = [:]
    for (index, canvas) in canvases.enumerated() {
      var column = index * period / canvases.count + 1
      while column < columns {
        // Where the line is steep, the character with the most of it.
        let row = (0..<rowCount).max {
          canvas.dots(column, $0).nonzeroBitCount < canvas.dots(column, $1).nonzeroBitCount
        }
        if let row, canvas.dots(column, row) > 0 { places[row * columns + column] = index }
        column += period
      }
    }
    return places
  }
}
