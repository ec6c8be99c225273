import Testing

@testable import Fixtures
@testable import Reports
@testable import Scenarios

@Suite struct ComparedSeriesTests {
  private func compared(_ expected: [Double], _ actual: [Double], step: Int) -> ComparedSeries? {
    func outcome(_ values: [Double]) -> Outcome {
      Outcome(trace: Trace(channels: [.init(channel: .lr, columns: [values])]))
    }
    let kind = Divergence.Kind.value(channel: .lr, column: 0, nature: .break)
    return ComparedSeries(
      expected: outcome(expected),
      actual: outcome(actual),
      divergence: Divergence(kind: kind, step: step)
    )
  }

  @Test func shortColumnsAreWhole() throws {
    let series = try #require(compared([1, 2, 3, 4], [1, 2, 2, 4], step: 2))
    #expect(series.steps == [0, 1, 2, 3])
    #expect(series.expected == [1, 2, 3, 4])
    #expect(series.actual == [1, 2, 2, 4])
  }

  @Test func runsAreKeptByTheirEnds() throws {
    let expected = [Double](repeating: 1, count: 500) + [Double](repeating: 2, count: 500)
    var actual = expected
    actual[700] = 3
    let series = try #require(compared(expected, actual, step: 700))
    #expect(series.steps == [0, 499, 500, 698, 699, 700, 701, 702, 999])
  }

  @Test func longColumnsKeepTheirExtremesAndTheFirstDivergingStep() throws {
    let expected = (0..<100_000).map { Double(($0 * 7919) % 1000) }
    var actual = expected
    actual[54_321] = 5000
    let series = try #require(compared(expected, actual, step: 54_321))
    #expect(series.steps.count <= ComparedSeries.maximumPoints)
    #expect(series.steps == series.steps.sorted())
    #expect(Set(54_319...54_323).isSubset(of: series.steps))
    #expect(series.actual.max() == 5000)
    #expect(series.expected.min() == 0)
    #expect(series.expected.max() == 999)
    #expect(series.steps.first == 0 && series.steps.last == 99_999)
  }

  @Test func whereOneEndsThereIsNone() throws {
    let series = try #require(compared([1, 2, 3], [1], step: 1))
    #expect(series.steps == [0, 1, 2])
    let missing = series.actual.map { Trace.isMissing($0) }
    #expect(missing == [false, true, true])
    #expect(compared([], [], step: 0) == nil)
  }

  @Test func valuesThatAreNoNumbersAreKept() throws {
    let nan = [Double](repeating: .nan, count: 1000)
    let series = try #require(compared((0..<1000).map(Double.init), nan, step: 0))
    #expect(series.steps.count <= ComparedSeries.maximumPoints)
    let allNaN = series.actual.allSatisfy { $0.isNaN }
    #expect(allNaN)
  }
}
