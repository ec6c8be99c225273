/// Comma-separated values.
package enum CommaSeparated {
  /// A line, with quotes around the cells that need them.
  package static func line(_ cells: [String]) -> String {
    cells.map {
      $0.contains(",") || $0.contains("\"") ? "\"\($0.replacing("\"", by: "\"\""))\"" : $0
    }
    .joined(separator: ",") + "\n"
  }

  /// The cells of a line, without the quotes around them.
  package static func cells(_ line: some StringProtocol) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"":
        // Two quotes inside quotes are one.
        if !isQuoted, cells[cells.count - 1].isEmpty == false { cells[cells.count - 1].append("\"") }
        isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
