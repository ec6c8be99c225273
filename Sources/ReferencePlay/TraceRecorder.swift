import LRSchedulers
import Scenarios

/// Collects observations into columns; a group that appears later has missing values before.
package struct TraceRecorder {
  private var columns: [[[Double]]]
  private let channels: [Channel]
  package private(set) var count = 0

  /// - Parameters:
  ///   - groups: The groups, and so columns, that there are at the start.
  ///   - observations: How many observations are expected, to make room.
  package init(_ channels: [Channel], groups: Int, schedulers: Int, observations: Int) {
    self.channels = channels
    columns = channels.map { channel in
      (0..<channel.columns(groups: groups, schedulers: schedulers)).map { _ in
        var column: [Double] = []
        column.reserveCapacity(min(observations, 1 << 16))
        return column
      }
    }
  }

  /// Adds one observation: for each channel its values. A group without a value has a missing one.
  package mutating func append(_ values: [[Double]], groups: Int) {
    for index in channels.indices {
      let width = channels[index].isPerGroup ? max(groups, values[index].count) : values[index].count
      append(values[index], width: values[index].count, rows: 1, to: index, columnCount: width)
    }
    count += 1
  }

  /// Adds observations of nothing but each group's lr: those of the first, group by group, then those of the next.
  package mutating func append(rows rates: [Double], groups: Int) {
    let rows = rates.count / groups
    append(rates, width: groups, rows: rows, to: 0, columnCount: groups)
    count += rows
  }

  /// Adds rows of `width` values to a channel's columns. A column that is new has missing values before, and one that
  /// the rows do not reach has missing values now: a group that was added, or that a reload has taken away.
  private mutating func append(
    _ values: [Double],
    width: Int,
    rows: Int,
    to channel: Int,
    columnCount: Int
  ) {
    guard rows > 0 else { return }
    while columns[channel].count < columnCount {
      columns[channel].append(Array(repeating: Trace.missing, count: count))
    }
    for column in columns[channel].indices {
      for row in 0..<rows {
        columns[channel][column].append(column < width ? values[row * width + column] : Trace.missing)
      }
    }
  }

  package var trace: Trace {
    Trace(channels: zip(channels, columns).map { Trace.Observed(channel: $0, columns: $1) })
  }
}
