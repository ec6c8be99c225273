/// Tables of text.
package enum TableText {
  /// The rows with columns aligned to the right.
  package static func aligned(_ rows: [[String]]) -> String {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { $0.padded(to: $1, right: true) }.joined(separator: "  ").trimmedAtEnd() + "\n"
    }.joined()
  }

  /// The rows without the inner part of runs that differ only in the first cell, and without the middle of what is
  /// still very long.
  package static func elided(_ rows: [[String]], longest: Int = 60) -> [[String]] {
    var kept: [[String]] = []
    for (index, row) in rows.enumerated() {
      let isInner =
        index > 0 && index + 1 < rows.count
        && rows[index - 1].dropFirst().elementsEqual(row.dropFirst())
        && rows[index + 1].dropFirst().elementsEqual(row.dropFirst())
      if !isInner {
        kept.append(row)
      } else if kept.last?.first != "…" {
        kept.append(["…"])
      }
    }
    guard kept.count > longest else { return kept }
    return Array(kept.prefix(longest / 2)) + [["…"]] + Array(kept.suffix(longest / 2))
  }
}

extension String {
  /// The text without the spaces at its end.
  package func trimmedAtEnd() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The text in lines of at most a width, broken at spaces.
  package func wrapped(at width: Int) -> String {
    var lines: [String] = [""]
    for word in split(separator: " ") {
      let last = lines[lines.count - 1]
      if !last.isEmpty, last.count + 1 + word.count > width {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] = last.isEmpty ? String(word) : "\(last) \(word)"
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The text with spaces before each line.
  package func indented(by count: Int) -> String {
    let indent = String(repeating: " ", count: count)
    return split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }.joined(
      separator: "\n"
    )
  }
}
