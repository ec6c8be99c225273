import LRSchedulers

/// Collects observations into columns; a group that appears later has missing values before.
struct TraceRecorder {
  private var columns: [[[Double]]]
  private let channels: [Channel]
  private(set) var count = 0

  /// - Parameters:
  ///   - groups: The groups, and so columns, that there are at the start.
  ///   - observations: How many observations are expected, to make room.
  init(_ channels: [Channel], groups: Int, schedulers: Int, observations: Int) {
    self.channels = channels
    columns = channels.map { channel in
      (0..<(channel.isPerScheduler ? schedulers : groups)).map { _ in
        var column: [Double] = []
        column.reserveCapacity(min(observations, 1 << 16))
        return column
      }
    }
  }

  /// Adds one observation: for each channel its values. A group without a value has a missing one.
  mutating func append(_ values: [[Double]], groups: Int) {
    for index in channels.indices {
      let width = channels[index].isPerScheduler ? values[index].count : max(groups, values[index].count)
      while columns[index].count < width {
        columns[index].append(Array(repeating: Trace.missing, count: count))
      }
      for column in columns[index].indices {
        columns[index][column].append(
          column < values[index].count ? values[index][column] : Trace.missing
        )
      }
    }
    count += 1
  }

  /// Adds observations of nothing but each group's lr: those of the first, group by group, then those of the next.
  mutating func append(rows rates: [Double], groups: Int) {
    let rows = rates.count / groups
    guard rows > 0 else { return }
    while columns[0].count < groups { columns[0].append(Array(repeating: Trace.missing, count: count)) }
    for column in columns[0].indices {
      for row in 0..<rows {
        // A group that a reload has taken away has no value.
        columns[0][column].append(column < groups ? rates[row * groups + column] : Trace.missing)
      }
    }
    count += rows
  }

  var trace: Trace {
    Trace(channels: zip(channels, columns).map { Trace.Observed(channel: $0, columns: $1) })
  }
}
