import ConformanceSupport
import JSON
import Scenarios

/// Traces as a table or as comma-separated values.
package struct TraceText: Sendable {
  private let header: [String]
  private let columns: [(channel: Channel, values: [Double])]
  private let length: Int
  private let stepsPerEpoch: Int?

  /// The columns of some named traces, side by side; after the steps the epochs, where it is said how long they are.
  package init(_ traces: [(name: String, trace: Trace)], stepsPerEpoch: Int? = nil) {
    var header = stepsPerEpoch == nil ? ["step"] : ["step", "epoch"]
    self.stepsPerEpoch = stepsPerEpoch
    var columns: [(channel: Channel, values: [Double])] = []
    for (name, trace) in traces {
      for observed in trace.channels {
        for (index, column) in observed.columns.enumerated() {
          var title = observed.channel.rawValue
          if observed.columns.count > 1 { title += "[\(index)]" }
          header.append(traces.count > 1 ? "\(name) \(title)" : title)
          columns.append((observed.channel, column))
        }
      }
    }
    self.header = header
    self.columns = columns
    length = traces.map(\.trace.length).max() ?? 0
  }

  /// Columns aligned, long runs of the same values left out.
  package func table(elided: Bool) -> String {
    TableText.aligned([header] + (elided ? TableText.elided(rows) : rows))
  }

  /// One line for each step, quoted where it must be.
  package var csv: String {
    ([header] + rows).map(CommaSeparated.line).joined()
  }

  private var rows: [[String]] {
    (0..<length).map { step in
      let epoch = stepsPerEpoch.map { ["\(Double(step) / Double($0))"] } ?? []
      return ["\(step)"] + epoch
        + columns.map { step < $0.values.count ? Self.text($0.values[step], of: $0.channel) : "" }
    }
  }

  // An epoch is an int, but where a scheduler was given a fraction of one.
  private static func text(_ value: Double, of channel: Channel) -> String {
    if channel == .lastEpoch, let whole = Int(exactly: value) { return "\(whole)" }
    return DivergenceText.number(value)
  }
}
