import Testing

@testable import Reports

@Suite struct OutlineTests {
  private func outline(_ values: [Double], columns: Int = 100) -> [[[Double]]] {
    Outline(values, columns: columns, last: values.count - 1, isShown: \.isFinite)
      .pieces.map { $0.map { [Double($0.step), $0.value] } }
  }

  @Test func aJumpBetweenFlatPartsIsUpright() {
    #expect(outline([1, 1, 0.5, 0.5]) == [[[0, 1], [1, 1], [2, 1], [2, 0.5], [3, 0.5]]])
  }

  @Test func aSlopeIsNoJump() {
    #expect(outline([0, 1, 2, 3, 3]) == [[[0, 0], [1, 1], [2, 2], [3, 3], [4, 3]]])
  }

  @Test func valuesThatCannotBeDrawnBreakTheLine() {
    #expect(outline([1, .nan, 2, 3]) == [[[0, 1]], [[2, 2], [3, 3]]])
    #expect(outline([.infinity]) == [])
  }

  @Test(arguments: [0, 1, 499_999, 654_321, 999_999, 1_000_000])
  func aSpikeInAMillionStepsIsKeptUpwardAndDownward(step: Int) {
    for spike in [5.0, -5] {
      var values = [Double](repeating: 1, count: 1_000_001)
      values[step] = spike
      let points = outline(values, columns: 134).joined()
      #expect(points.contains([Double(step), spike]))
      #expect(points.count <= 134 * 4)
    }
  }

  @Test func aLongLineKeepsItsEndsAndItsGap() {
    var values = (0...100_000).map { Double($0) }
    for step in 40_000...60_000 { values[step] = .nan }
    let pieces = outline(values)
    #expect(pieces.count == 2)
    #expect(pieces.first?.first == [0, 0])
    #expect(pieces.first?.last == [39_999, 39_999])
    #expect(pieces.last?.first == [60_001, 60_001])
    #expect(pieces.last?.last == [100_000, 100_000])
  }
}
