import ConformanceSupport
import JSON
import Verdicts

/// What earlier runs of some implementations came to, for the page: a column for each time.
package struct ReportHistory: Sendable {
  /// Reports of the same time.
  package struct Moment: Sendable {
    /// What the time is called: a date, a version.
    package var label: String
    /// By implementation, what its run came to.
    package var runs: [String: VerdictCounts] = [:]

    /// A time without reports.
    package init(label: String) { self.label = label }

    /// Counts a report, of which the rest is not needed.
    package mutating func add(_ report: ReportFile) { runs[report.implementation.name] = report.tally.all }
  }

  /// The times, the oldest first.
  package var moments: [Moment]

  /// Some times, the oldest first.
  package init(_ moments: [Moment] = []) { self.moments = moments }

  /// The times, and the runs by implementation: cases that pass, that were run, and all.
  var json: JSONValue {
    .array(
      moments.map { moment in
        let runs = moment.runs.sorted { $0.key < $1.key }.map { name, counts in
          JSONValue.object([
            JSONMember("name", .string(name.singleLine)),
            JSONMember("passing", .integer(counts.passing)),
            JSONMember("run", .integer(counts.run)),
            JSONMember("total", .integer(counts.total)),
          ])
        }
        return .object([
          JSONMember("label", .string(moment.label.singleLine)), JSONMember("runs", .array(runs)),
        ])
      }
    )
  }
}
