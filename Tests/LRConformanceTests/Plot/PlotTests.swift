import ConformanceSupport
import Scenarios
import Testing

@testable import Reports

@Suite struct PlotTests {
  private func plot(_ series: [(String, [Double])], isLogarithmic: Bool = false) -> Plot {
    Plot(
      series.map { ($0.0, Trace(channels: [Trace.Observed(channel: .lr, columns: [$0.1])])) },
      isLogarithmic: isLogarithmic
    )
  }

  private func terminal(_ plot: Plot, width: Int = 40, height: Int = 5) -> [String] {
    TerminalPlot(plot, width: width, height: height, style: TextStyle(coloured: false)).text
      .split(separator: "\n").map(String.init)
  }

  @Test func stepsAreDrawnAsSteps() {
    let lines = terminal(plot([("a", [1, 1, 0, 0])]))
    #expect(
      lines
        == [
          "       lr",
          "        1 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⡇",
          "          │                   ⡇",
          "          │                   ⡇",
          "          │                   ⡇",
          "        0 ┤                   ⣇⣀⣀⣀⣀⣀⣀⣀⣀⣀",
          "          └┬───────────────────────────┬",
          "     step  0                           3",
          "  a",
        ],
      "\(lines.joined(separator: "\n"))"
    )
  }

  @Test func eachOfSixSeriesHasItsMarkOnItsLineAndInTheLegend() {
    let series = (0..<6).map { ("series \($0)", [Double]([Double($0), Double($0) + 0.1])) }
    let lines = terminal(plot(series), width: 80, height: 16)
    for (mark, name) in zip("●○+×◆◇", series.map(\.0)) {
      #expect(lines.contains("  \(mark) \(name)"))
      #expect(lines.prefix(17).joined().contains(mark), "\(mark)")
    }
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func equalSeriesBothHaveTheirMarks() {
    let drawing = terminal(plot([("a", [1, 2, 3]), ("b", [1, 2, 3])])).prefix(6).joined()
    #expect(drawing.contains("●") && drawing.contains("○"))
  }

  @Test func momentumHasAPanelOfItsOwn() {
    let trace = Trace(channels: [
      Trace.Observed(channel: .lr, columns: [[0.1, 0.2]]),
      Trace.Observed(channel: .momentum, columns: [[0.95, 0.85]]),
    ])
    let plot = Plot([("a", trace)], stepsPerEpoch: 10)
    #expect(plot.panels.map(\.caption) == ["lr", "momentum"])
    #expect(terminal(plot, height: 8).contains { $0.hasSuffix("momentum") })
    #expect(SVGPlot(plot).text.contains(">momentum</text>"))
    #expect(SVGPlot(plot).text.contains(">epoch</text>"))
  }

  @Test func aLogAxisIsForTheLearningRateAlone() {
    let trace = Trace(channels: [
      Trace.Observed(channel: .lr, columns: [[0.1, 0.001]]),
      Trace.Observed(channel: .momentum, columns: [[0, 0.9]]),
    ])
    let plot = Plot([("a", trace)], isLogarithmic: true)
    #expect(plot.panels.map(\.isLogarithmic) == [true, false])
    #expect(plot.notes.isEmpty)
  }

  @Test func whatALogAxisCannotShowIsCounted() {
    let plot = plot([("a", [0.1, 0, -1, .nan, 0.01])], isLogarithmic: true)
    #expect(plot.notes == ["a: 3 values of lr not drawn (not finite, or not above 0 on a log axis)"])
    #expect(terminal(plot).last?.contains("3 values of lr not drawn") == true)
    #expect(SVGPlot(plot).text.contains("3 values of lr not drawn"))
  }

  @Test func nothingFiniteMakesAnEmptyPicture() {
    for isLogarithmic in [false, true] {
      let plot = plot([("a", [.nan, .infinity])], isLogarithmic: isLogarithmic)
      #expect(!SVGPlot(plot).text.contains("<polyline"))
      #expect(terminal(plot).count == 10)
    }
  }

  @Test func aPictureOfAMillionStepsIsSmall() {
    let svg = SVGPlot(plot([("a", (0...1_000_000).map { $0 % 2 == 0 ? 1 : 0 })])).text
    #expect(svg.utf8.count < 60_000)
  }

  @Test func namesAreNoMarkup() {
    let plot = plot([("<b>&{{last}}", [1, 2])])
    for text in [SVGPlot(plot).text, HTMLPlot(plot).text] {
      #expect(text.contains("&lt;b&gt;&amp;{{last}}"))
      #expect(!text.contains("<b>"))
    }
  }

  @Test func thePageHasTheValuesOfItsLines() {
    let page = HTMLPlot(plot([("a", [0.1, 0.2])])).text
    #expect(page.contains("data-line='0-0' data-points='0 0.1 1 0.2'"))
    #expect(page.contains("<td data-cell='0-0'>0.1</td>"))
    #expect(!page.replacing("{{last}}", by: "").contains("{{"))
  }
}
