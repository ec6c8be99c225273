import ConformanceSupport
import Fixtures
import Scenarios

/// A divergence in words and as a table.
package struct DivergenceText {
  package let divergence: Divergence
  package let comparison: Comparison

  /// All of its parts.
  package init(divergence: Divergence, comparison: Comparison) {
    self.divergence = divergence
    self.comparison = comparison
  }

  /// What goes wrong and where, in one line.
  package var headline: String {
    guard let value = divergence.value else { return first }
    let link = value.step < divergence.step ? "before it" : "besides"
    return "\(first); \(link), " + text(value.channel, value.column, value.nature, value.step)
  }

  private func text(_ channel: Channel, _ column: Int, _ nature: Divergence.Nature, _ step: Int) -> String {
    let place = channel.place(of: column)
    return "\(place): first diverges at step \(step) (\(nature.rawValue); "
      + "\(comparison.diverging) of \(comparison.compared) values)"
  }

  private var first: String {
    switch divergence.kind {
    case .value(let channel, let column, let nature): return text(channel, column, nature, divergence.step)
    case .columns(let channel, let expected, let actual):
      return
        "\(channel.rawValue): expected \(expected) \(expected == 1 ? "column" : "columns"), found \(actual)"
    case .length(let expected, let actual):
      return "expected \(expected) observations, found \(actual)"
    case .unexpectedError(let error):
      return "step \(error.step): the unexpected error \(Self.name(error))"
    case .missingError(let expected):
      return "step \(expected.step): expected the error \(Self.name(expected)), found none"
    case .otherError(let expected, let actual):
      return "expected the error \(Self.name(expected)) at step \(expected.step), "
        + "found \(Self.name(actual)) at step \(actual.step)"
    }
  }

  /// The values around the first diverging one: step, expected, actual, ULP, relative error.
  package var table: [String] {
    guard !divergence.window.isEmpty else { return [] }
    let header = ["step", "expected", "actual", "ULP", "relative"]
    let rows = divergence.window.map { row in
      let same = Trace.isIdentical(row.expected, row.actual)
      return [
        "\(row.step)", Self.number(row.expected), Self.number(row.actual),
        same ? "" : Self.ulp(row.ulp), same ? "" : NumberText.short(row.relative),
      ]
    }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { $0.padded(to: $1, right: true) }.joined(separator: "  ").trimmedAtEnd()
    }
    return ["  " + line(header)]
      + zip(divergence.window, rows).map { row, cells in
        (row.step == divergence.valueStep ? "> " : "  ") + line(cells)
      }
  }

  package static func number(_ value: Double) -> String {
    if Trace.isMissing(value) { return "null" }
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return "\(value)"
  }

  private static func ulp(_ distance: UInt64) -> String {
    // A distance of millions says nothing to a reader; the relative error beside it does.
    distance <= 1_000_000 ? "\(distance)" : ">1e6"
  }

  private static func name(_ error: RunError) -> String {
    error.message.isEmpty ? error.type.printable : "\(error.type.printable) (\(error.message.printable))"
  }
}

extension Channel {
  /// `lr, group 0`: a column in words.
  func place(of column: Int) -> String {
    switch breadth {
    case .group: "\(rawValue), group \(column)"
    case .scheduler: "\(rawValue), scheduler \(column)"
    case .single: rawValue
    }
  }
}
