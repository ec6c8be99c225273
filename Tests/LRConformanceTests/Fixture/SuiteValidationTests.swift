import ConformanceSupport
import Fixtures
import TestSupport
import Testing

@Suite struct SuiteValidationTests {
  private func problems(_ texts: [String]) throws -> [String] {
    let folder = try TemporaryFolder()
    for (index, text) in texts.enumerated() { try folder.write("\(index).json", text) }
    let files = try SuiteLoader.files(at: [folder.path])
    return SuiteValidation(files: files).problems.map {
      $0.description.replacing(folder.path + "/", with: "")
    }
  }

  @Test func everyProblemIsNamedAndNotOnlyTheFirst() throws {
    let wrong =
      #", "claims": [{"source": "S", "text": "0.5", "epochs": [0, 0], "group": 0, "lr": 0.5, "#
      + #""verdict": "upheld"}]"#
    let found = try problems([
      suiteText(caseText(), caseText(id: #""sample/two""#, more: wrong)),
      "[",
      suiteText(caseText()),
      suiteText(),
    ])
    #expect(
      found == [
        "0.json:4:342: case sample/two: cases[1].claims[0].verdict: "
          + #"PyTorch's values make it "erratum", found "upheld""#,
        "1.json:1:2: unexpected end of input in the array opened at line 1",
        "2.json:2:85: case sample/one: cases[0].id: the id is already in 0.json",
        "3.json:2:77: cases: expected cases, found none",
      ]
    )
  }

  @Test func unrecordedCaseIsNamed() throws {
    let text = caseText(expected: "null").replacing(#", "expected": null"#, with: "")
    #expect(
      try problems([suiteText(text)]) == [
        "0.json:2:78: case sample/one: cases[0]: no expected values; record them with `lrconform regenerate`"
      ]
    )
  }

  @Test func recordedValuesWantProvenance() throws {
    let text = suiteText(caseText()).replacing(
      #""provenance": {"implementation": "pytorch", "version": "2.13.0"}, "#,
      with: ""
    )
    #expect(
      try problems([text]) == [
        "0.json:3:171: case sample/one: cases[0].expected: recorded values without provenance"
      ]
    )
  }

  @Test func fileThatIsNotCanonicalIsNoProblemButNamed() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", suiteText(caseText()))
    try folder.write("b.json", suiteText(caseText(id: #""sample/two""#)))
    try Files.replace(folder / "b.json", with: SuiteLoader.load(folder / "b.json").canonicalBytes())
    let validation = SuiteValidation(files: try SuiteLoader.files(at: [folder.path]))
    #expect(validation.problems == [])
    #expect(validation.uncanonical.map(\.path) == [folder / "a.json"])
    #expect(validation.caseCount == 2)
    #expect(validation.claimCount == 0)
  }
}
