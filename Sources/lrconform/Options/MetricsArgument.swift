import ArgumentParser
import ConformanceSupport
import JSON

/// The metrics of `--metrics`: `1,0.9,0.9`, or `log.csv:val_loss`, a column of a file.
struct MetricsArgument: ExpressibleByArgument {
  private let text: String

  init?(argument: String) { text = argument }

  /// Each metric as JSON writes it.
  func values() throws(Failure) -> [String] {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map(Self.number)
    let found = numbers.compactMap(\.self)
    if found.count == numbers.count { return found }
    guard let colon = text.lastIndex(of: ":") else {
      let hint = Files.kind(text) == .missing ? "" : "; of a file, name the column: \(text):val_loss"
      throw Failure(.usage, "--metrics takes numbers as 1,0.9,0.9 or a column as log.csv:val_loss\(hint)")
    }
    return try column(String(text[text.index(after: colon)...]), of: String(text[..<colon]))
  }

  /// A column by its name in the first line. Empty cells, as loggers leave them between epochs, are no metrics.
  private func column(_ name: String, of path: String) throws(Failure) -> [String] {
    let bytes: [UInt8]
    do {
      bytes = Array(try Files.read(path))
    } catch {
      throw Failure(.usage, "--metrics: \(error)")
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false,
      whereSeparator: \.isNewline
    )
    let names = CommaSeparated.cells(lines.first ?? "").map { $0.trimmingSpaces }
    guard let column = names.firstIndex(of: name) else {
      let hint = NearestText.hint(for: name, among: names)
      throw Failure(.usage, "\(path) has no column \(name)\(hint); it has \(names.joined(separator: ", "))")
    }
    var values: [String] = []
    for (index, line) in lines.enumerated().dropFirst() {
      let cells = CommaSeparated.cells(line)
      guard column < cells.count, !cells[column].trimmingSpaces.isEmpty else { continue }
      guard let value = Self.number(cells[column]) else {
        throw Failure(
          .usage,
          "\(path), line \(index + 1): expected a number as \(name), found \(cells[column])"
        )
      }
      values.append(value)
    }
    if values.isEmpty { throw Failure(.usage, "\(path) has no value in the column \(name)") }
    return values
  }

  private static func number(_ text: some StringProtocol) -> String? {
    let text = String(text).trimmingSpaces
    guard let value = Double(text) else { return nil }
    // An int stays one.
    if let whole = Int(text) { return "\(whole)" }
    if value.isNaN { return "\"NaN\"" }
    return value.isInfinite ? "\"\(value < 0 ? "-" : "")Infinity\"" : "\(value)"
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
