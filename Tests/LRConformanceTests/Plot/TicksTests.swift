import Testing

@testable import Reports

@Suite struct TicksTests {
  private func axis(_ values: [Double], isLogarithmic: Bool, most: Int) -> ValueAxis {
    var panel = PlotPanel(caption: "lr", series: [Series(name: "", values: values)])
    panel.isLogarithmic = isLogarithmic
    return ValueAxis(panel, most: most)
  }

  @Test(
    arguments: [
      (0.0, 0.1, 6, ["0", "0.02", "0.04", "0.06", "0.08", "0.1"]),
      (0, 100, 6, ["0", "20", "40", "60", "80", "100"]),
      (0, 0.3, 4, ["0", "0.1", "0.2", "0.3"]),
      (-0.5, 1, 4, ["-0.5", "0", "0.5", "1"]),
      (0, 3e-4, 4, ["0", "1e-4", "2e-4", "3e-4"]),
      (0, 2.5e7, 6, ["0", "5e6", "1e7", "1.5e7", "2e7", "2.5e7"]),
    ]
  )
  func stepsAre1Or2Or5TimesAPowerOfTen(lowest: Double, highest: Double, most: Int, labels: [String]) {
    #expect(Ticks.linear(from: lowest, to: highest, most: most).map(\.label) == labels)
  }

  @Test func wholeNumbersHaveNoTicksBetweenThem() {
    #expect(Ticks.linear(from: 0, to: 3, most: 11, isWhole: true).map(\.label) == ["0", "1", "2", "3"])
  }

  @Test(
    arguments: [
      (1e17, 1e17 + 32.0), (-Double.greatestFiniteMagnitude, Double.greatestFiniteMagnitude),
      (0.0, Double.leastNonzeroMagnitude), (1.0, 1.0 + 1e-15),
    ]
  )
  func rangesWithoutRoundNumbersHaveTicksAtTheirEnds(lowest: Double, highest: Double) {
    #expect(Ticks.linear(from: lowest, to: highest, most: 6).map(\.value) == [lowest, highest])
  }

  @Test(
    arguments: [
      ([1e-5, 0.1], ["1e-5", "1e-4", "0.001", "0.01", "0.1"]),
      ([0.03, 0.1], ["0.02", "0.05", "0.1"]),
      ([0.1], ["0.05", "0.1", "0.2"]),
    ]
  )
  func logarithmicAxesHaveDecadesAndWhatIsBetweenFewOfThem(values: [Double], labels: [String]) {
    let axis = axis(values, isLogarithmic: true, most: 6)
    #expect(axis.ticks.map(\.label) == labels)
  }

  @Test func logarithmicAxesReachFromTheSmallestToTheLargestDouble() {
    let values = [Double.leastNonzeroMagnitude, 1, Double.greatestFiniteMagnitude]
    let axis = axis(values, isLogarithmic: true, most: 8)
    let heights = values.map { axis.height($0) }
    #expect(heights[0] < 0.01 && heights[1] > 0.4 && heights[1] < 0.6 && heights[2] > 0.99)
    #expect(axis.ticks.map(\.label) == ["1e-300", "1e-200", "1e-100", "1", "1e100", "1e200", "1e300"])
  }

  @Test func axesReachToTheNextTick() {
    let axis = axis([0.0, 0.087], isLogarithmic: false, most: 6)
    #expect(axis.ticks.map(\.label) == ["0", "0.02", "0.04", "0.06", "0.08", "0.1"])
    #expect(abs(axis.height(0.05) - 0.5) < 1e-12)
  }
}
