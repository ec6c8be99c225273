import Fixtures
import Scenarios

/// The expected and the actual values of one column, thinned out for a plot.
package struct ComparedSeries: Sendable {
  /// What was observed.
  package var channel: Channel
  /// The group or scheduler.
  package var column: Int
  /// The observations that are kept, in order.
  package var steps: [Int]
  /// PyTorch's values at these; `Trace.missing` where there is none.
  package var expected: [Double]
  /// The implementation's.
  package var actual: [Double]

  /// At most so many points are kept.
  package static let maximumPoints = 200

  /// Observations around the first diverging one that are kept in any case, on either side.
  static let context = 2

  /// The column that diverges, or the first one where something else does; nil where there is nothing to draw.
  init?(expected: Outcome, actual: Outcome, divergence: Divergence) {
    guard let first = expected.trace.channels.first?.channel else { return nil }
    var place = (channel: first, column: 0)
    if case .value(let channel, let column, _) = divergence.kind { place = (channel, column) }
    if let value = divergence.value { place = (value.channel, value.column) }
    func column(_ outcome: Outcome) -> [Double] {
      let columns = outcome.trace[place.channel] ?? []
      return place.column < columns.count ? columns[place.column] : []
    }
    let wanted = column(expected)
    let found = column(actual)
    let values = ColumnPair(expected: wanted, actual: found)
    guard values.count > 0 else { return nil }
    let kept = values.thinned(around: divergence.valueStep)
    channel = place.channel
    self.column = place.column
    steps = kept
    self.expected = kept.map { values[$0].expected }
    self.actual = kept.map { values[$0].actual }
  }

  init(channel: Channel, column: Int, steps: [Int], expected: [Double], actual: [Double]) {
    self.channel = channel
    self.column = column
    self.steps = steps
    self.expected = expected
    self.actual = actual
  }
}

/// Two columns of perhaps different lengths.
private struct ColumnPair {
  let expected: [Double]
  let actual: [Double]

  var count: Int { max(expected.count, actual.count) }

  subscript(step: Int) -> (expected: Double, actual: Double) {
    (
      step < expected.count ? expected[step] : Trace.missing,
      step < actual.count ? actual[step] : Trace.missing
    )
  }

  func thinned(around step: Int) -> [Int] {
    let last = count - 1
    let context = ComparedSeries.context
    let middle = min(max(step, 0), last)
    let surroundings = max(0, middle - context)...min(last, middle + context)
    // Inside a run of equal values a line is drawn through what is left out.
    let edges = (0...last).filter { $0 == 0 || $0 == last || !isInsideRun($0) }
    var kept = Set(surroundings).union([0, last])
    let room = ComparedSeries.maximumPoints - kept.count
    if edges.count <= room {
      kept.formUnion(edges)
    } else {
      kept.formUnion(extremes(of: edges, buckets: room / 4))
    }
    return kept.sorted()
  }

  private func isInsideRun(_ step: Int) -> Bool {
    isSame(step - 1, step) && isSame(step, step + 1)
  }

  private func isSame(_ a: Int, _ b: Int) -> Bool {
    Trace.isIdentical(self[a].expected, self[b].expected) && Trace.isIdentical(self[a].actual, self[b].actual)
  }

  /// Where the columns are lowest and highest in each of some equal parts: what oscillates keeps its envelope.
  private func extremes(of steps: [Int], buckets: Int) -> [Int] {
    (0..<buckets).flatMap { bucket -> [Int] in
      let part = steps[(steps.count * bucket / buckets)..<(steps.count * (bucket + 1) / buckets)]
      return [\(expected: Double, actual: Double).expected, \.actual].flatMap { column in
        let finite = part.filter { self[$0][keyPath: column].isFinite }
        let low = finite.min { self[$0][keyPath: column] < self[$1][keyPath: column] }
        let high = finite.max { self[$0][keyPath: column] < self[$1][keyPath: column] }
        return [low, high].compactMap(\.self)
      }
    }
  }
}
