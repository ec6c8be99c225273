import Testing

@testable import ConformanceSupport
@testable import Fixtures
@testable import Reports
@testable import Scenarios

@Suite struct TableTextTests {
  @Test func columnsAreAlignedToTheRight() {
    #expect(TableText.aligned([["step", "lr"], ["0", "0.125"]]) == "step     lr\n   0  0.125\n")
  }

  @Test func innerPartOfARunOfTheSameValuesIsLeftOut() {
    let rows = [["0", "a"], ["1", "a"], ["2", "a"], ["3", "a"], ["4", "b"]]
    #expect(TableText.elided(rows) == [["0", "a"], ["…"], ["3", "a"], ["4", "b"]])
    #expect(TableText.elided([["0", "a"], ["1", "a"]]) == [["0", "a"], ["1", "a"]])
  }

  @Test func middleOfALongTableIsLeftOut() {
    let rows = (0..<100).map { ["\($0)", "\($0)"] }
    let elided = TableText.elided(rows, longest: 4)
    #expect(elided.map { $0[0] } == ["0", "1", "…", "98", "99"])
  }

  @Test(
    arguments: [
      (0.0, "0"), (1.0, "1.0e0"), (0.125, "1.25e-1"), (-0.125, "-1.25e-1"), (999.9, "1.0e3"),
      (1234.0, "1.23e3"),
      (1e-300, "1.0e-300"), (.infinity, "inf"), (.nan, ""),
    ]
  )
  func threeSignificantDigits(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test(
    arguments: [
      (Trace.missing, "null"), (.nan, "NaN"), (.infinity, "Infinity"), (-.infinity, "-Infinity"),
      (-0.0, "-0.0"),
      (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"),
    ]
  )
  func numbersAreInTheirShortestForm(value: Double, text: String) {
    #expect(DivergenceText.number(value) == text)
  }
}
