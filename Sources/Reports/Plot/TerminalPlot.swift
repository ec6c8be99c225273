import ConformanceSupport

/// Series drawn with Unicode characters.
package struct TerminalPlot: Sendable {
  private let series: [Series]
  private let width: Int
  private let height: Int
  private let style: TextStyle

  /// A plot of so many columns, axis and labels included, and lines.
  package init(_ series: [Series], width: Int, height: Int = 16, style: TextStyle) {
    self.series = series
    self.width = max(30, min(width, 400))
    self.height = max(4, min(height, 200))
    self.style = style
  }

  private static let labelWidth = 11
  private static let marks: [Character] = ["●", "○", "+", "×", "◆", "◇", "▲", "△"]

  /// The plot with axes, and a legend where there are several series.
  package var text: String {
    let range = PlotRange(series)
    let columns = width - Self.labelWidth - 2
    let rows = series.count == 1 ? dotted(range, columns) : marked(range, columns)
    var text = ""
    for (index, row) in rows.enumerated() {
      let share = 1 - Double(index) / Double(rows.count - 1)
      let isLabelled =
        index == 0 || index == rows.count - 1 || index * 2 == rows.count - 1 || index == rows.count / 2
      let label = isLabelled ? Self.label(range.lowest + (range.highest - range.lowest) * share) : ""
      text += label.padded(to: Self.labelWidth, right: true) + (isLabelled ? " ┤" : " │") + row + "\n"
    }
    text += "".padded(to: Self.labelWidth) + " └" + String(repeating: "─", count: columns) + "\n"
    let end = "\(range.steps)"
    text += "".padded(to: Self.labelWidth + 2) + "0" + end.padded(to: columns - 1, right: true) + "\n"
    if series.count > 1 {
      for (index, one) in series.enumerated() {
        text += "  \(coloured("\(Self.marks[index % Self.marks.count])", index)) \(one.name.printable)\n"
      }
    }
    return text
  }

  /// One series in Braille: two by four dots a character.
  private func dotted(_ range: PlotRange, _ columns: Int) -> [String] {
    var cells = [[UInt32]](repeating: [UInt32](repeating: 0, count: columns), count: height)
    for one in series {
      for (x, y) in points(one.values, range, columns * 2, height * 4) {
        let bit: UInt32 = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]][y % 4][x % 2]
        cells[y / 4][x / 2] |= bit
      }
    }
    return cells.map { row in
      String(String.UnicodeScalarView(row.map { $0 == 0 ? " " : Unicode.Scalar(0x2800 + $0) ?? " " }))
    }
  }

  private func marked(_ range: PlotRange, _ columns: Int) -> [String] {
    var cells = [[Int?]](repeating: [Int?](repeating: nil, count: columns), count: height)
    for (index, one) in series.enumerated() {
      for (x, y) in points(one.values, range, columns, height) { cells[y][x] = index }
    }
    return cells.map { row in
      row.map { cell in
        cell.map { coloured("\(Self.marks[$0 % Self.marks.count])", $0) } ?? " "
      }.joined()
    }
  }

  private func points(
    _ values: [Double],
    _ range: PlotRange,
    _ columns: Int,
    _ rows: Int
  ) -> [(x: Int, y: Int)] {
    var points: [(x: Int, y: Int)] = []
    for (step, value) in values.enumerated() where value.isFinite {
      let x = Double(step) / Double(range.steps) * Double(columns - 1)
      let y = (1 - range.height(value)) * Double(rows - 1)
      guard let column = Int(exactly: x.rounded()), let row = Int(exactly: y.rounded()) else { continue }
      points.append((min(max(column, 0), columns - 1), min(max(row, 0), rows - 1)))
    }
    return points
  }

  private func coloured(_ text: String, _ index: Int) -> String {
    switch index % 3 {
    case 0: style.green(text)
    case 1: style.yellow(text)
    default: style.red(text)
    }
  }

  /// Four significant digits.
  static func label(_ value: Double) -> String {
    if value == 0 { return "0" }
    let magnitude = value.magnitude
    guard magnitude >= 1e-3, magnitude < 1e6 else { return NumberText.short(value) }
    var scale = 1.0
    while magnitude * scale < 1000 { scale *= 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
