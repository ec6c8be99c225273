import Testing

@testable import Fixtures

@Suite struct SuiteRefusalTests {
  private func refusal(_ text: String) -> FixtureError? {
    do throws(FixtureError) {
      _ = try Suite(parsing: Array(text.utf8), path: "sample.json")
      return nil
    } catch {
      return error
    }
  }

  @Test func errorIsOneLineWhateverTheID() throws {
    let text = suiteText(caseText()).replacing("sample/one", with: #"sample/o\nne"#)
    let error = try #require(refusal(text))
    #expect(error.caseID == "sample/o\nne")
    #expect(
      "\(error)"
        == #"sample.json:2:85: case sample/o\u{a}ne: cases[0].id: expected a slug as "step-lr/documented", found "sample/o\nne""#
    )
  }

  @Test(
    arguments: [
      #"["https://github.com/pytorch/pytorch/issues/47513"]"#, #"["https://a.b", "https://a.b/c?d=1#e"]"#,
    ]
  )
  func referencesAreRead(references: String) throws {
    let text = suiteText(caseText()).replacing(#""scenario""#, with: #""refs": \#(references), "scenario""#)
    #expect(try suite(text).cases[0].references.first?.hasPrefix("https://") == true)
  }

  @Test(
    arguments: [
      "[]", #"["issue 47513"]"#, #"["http://a.b"]"#, #"["https://a"]"#, #"["https://a.b", "https://a.b"]"#,
      #"["https://a.b/c d"]"#, #"["https:///a.b"]"#, #"[1]"#,
    ]
  )
  func referencesAreRefused(references: String) throws {
    let text = suiteText(caseText()).replacing(#""scenario""#, with: #""refs": \#(references), "scenario""#)
    #expect(try #require(refusal(text)).place.hasPrefix("cases[0].refs"))
  }

  @Test func namedSchemaStays() throws {
    let text = suiteText(caseText()).replacing(
      #"{"schema": 1"#,
      with: ##"{"$schema": "../schema/fixture.schema.json", "schema": 1"##
    )
    let bytes = try suite(text).canonicalBytes()
    #expect(String(decoding: bytes, as: UTF8.self).contains(##""$schema": "../schema/fixture.schema.json""##))
  }

  @Test func sampleItselfIsRead() throws {
    #expect(refusal(suiteText(caseText())) == nil)
    let suite = try suite(suiteText(caseText()))
    #expect(suite.cases.map(\.id) == ["sample/one"])
    #expect(suite.provenance == Provenance(implementation: "pytorch", version: "2.13.0"))
  }

  @Test(
    arguments: [
      ("", ""), ("{", ""), ("[]", ""), (#"{"schema": 1}"#, ""),
      (#"{"schema": 2, "suite": "S", "description": "D", "cases": []}"#, "schema"),
      (#"{"schema": 1, "suite": " ", "description": "D", "cases": []}"#, "suite"),
      (#"{"schema": 1, "suite": "S", "description": 1, "cases": []}"#, "description"),
      (#"{"schema": 1, "suite": "S", "description": "D", "cases": {}}"#, "cases"),
      (#"{"schema": 1, "suite": "S", "description": "D", "case": []}"#, ""),
      (
        #"{"schema": 1, "suite": "S", "description": "D", "provenance": {"version": "1"}, "cases": []}"#,
        "provenance"
      ),
    ]
  )
  func fileIsRefusedAt(text: String, place: String) {
    #expect(refusal(text)?.path == "sample.json")
    #expect(refusal(text)?.place == place)
    #expect(refusal(text)?.caseID == nil)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    var place: String
    var problem: String
    var testDescription: String { "\(place): \(problem)" }

    init(_ text: String, _ place: String, _ problem: String) {
      self.text = text
      self.place = place.isEmpty ? "cases[0]" : "cases[0].\(place)"
      self.problem = problem
    }
  }

  static let cases: [Row] = [
    Row(
      caseText(title: #""""#),
      "title",
      "expected some text, found none"
    ),
    Row(caseText(why: #"" \n ""#), "why", "expected some text, found none"),
    Row(
      caseText(level: #""optional""#),
      "level",
      #"expected one of "documented", "required", "quirk", "error", found "optional""#
    ),
    Row(
      caseText(tags: #"["chainable", "Chainable"]"#),
      "tags[1]",
      "expected a tag of lower-case words and dashes"
    ),
    Row(caseText(tags: #"["a", "a"]"#), "tags[1]", #"the tag "a" is there twice"#),
    Row(
      caseText(scenario: scenarioText(program: #"[{"steps": 1}]"#)),
      "scenario.program[0]",
      #"unknown key "steps" (did you mean "step"?); expected one of \#(quoted(operationNames)), "scheduler""#
    ),
    Row(
      caseText(scenario: scenarioText(schedulers: #"[{"type": "StepLR", "args": {"size": 1}}]"#)),
      "scenario",
      #"StepLR has no argument "size"; it has step_size, gamma, last_epoch"#
    ),
    Row(
      caseText(scenario: scenarioText(schedulers: #"[{"type": "StepLR", "args": {}}]"#)),
      "scenario",
      #"StepLR misses the argument "step_size""#
    ),
    Row(
      caseText(expected: #"{"trace": {"lr": [[0.1, 0.1, 0.1]]}}"#),
      "expected.trace",
      "expected 4 observations, found 3 in lr"
    ),
    Row(
      caseText(expected: #"{"trace": {"lr": [[0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1]]}}"#),
      "expected.trace.lr[1]",
      "expected 4 values as in cases[0].expected.trace.lr[0], found 3"
    ),
    Row(
      caseText(expected: #"{"trace": {"lr": []}}"#),
      "expected.trace",
      "expected 1 columns in lr, found 0"
    ),
    Row(
      caseText(expected: #"{"trace": {"momentum": [[0.1, 0.1, 0.1, 0.1]]}}"#),
      "expected.trace",
      "expected the channels lr in this order, as observed"
    ),
    Row(
      caseText(expected: #"{"trace": {"lr": [[0.1, 0.1, 0.1, 0.1]], "beta": []}}"#),
      "expected.trace.beta",
      "expected one of the channels \(channelNames), state.KEY"
    ),
    Row(
      caseText(expected: #"{"trace": {"lr": [[0.1, 0.1, 0.1, "x"]]}}"#),
      "expected.trace.lr[0][3]",
      #"expected a number or null, found the string "x""#
    ),
    Row(
      caseText(
        expected: #"{"trace": {"lr": [[1, 1, 1, 1, 1]]}, "error": {"step": 5, "type": "KeyError"}}"#
      ),
      "expected",
      "the error is at step 5, the scenario ends at 4"
    ),
    Row(
      caseText(level: #""error""#),
      "expected",
      #"a case of the level "error" expects no error"#
    ),
    Row(
      caseText(more: #", "versions": [{"torch": "2.9", "expected": {"trace": {"lr": [[1, 1, 1, 1]]}}}]"#),
      "versions[0].torch",
      #"expected versions as "<2.9" or ">=1.4,<1.5""#
    ),
    Row(
      caseText(more: #", "tolerance": {"rel": -1, "abs": 0, "reason": "R"}"#),
      "tolerance.rel",
      "expected a number from 0 on"
    ),
    Row(
      caseText(more: #", "tolerance": {"rel": 1, "abs": "Infinity", "reason": "R"}"#),
      "tolerance.abs",
      "expected a number from 0 on"
    ),
    Row(
      caseText(more: #", "tolerance": {"rel": 1, "abs": 0}"#),
      "tolerance",
      #"missing key "reason""#
    ),
    Row(caseText(more: #", "note": "N""#), "", ""),
  ]

  @Test(arguments: cases)
  func caseIsRefusedAtItsPlace(row: Row) {
    let error = refusal(suiteText(row.text))
    #expect(error?.caseID == "sample/one")
    #expect(error?.place == row.place)
    if !row.problem.isEmpty { #expect(error?.problem == row.problem) }
  }

  @Test(arguments: [
    "one", "sample/", "/one", "sample/One", "sample/one/two", "sample/a--b", "sample/-a", "sample/a-",
    "sample/é", "",
  ])
  func idThatIsNoSlugIsRefused(id: String) {
    let error = refusal(suiteText(caseText(id: "\"\(id)\"")))
    #expect(error?.place == "cases[0].id")
    #expect(error?.caseID == id)
  }

  @Test func caseWithoutReasonIsRefused() {
    let text = caseText().replacing(#""why": "A reason.", "#, with: "")
    #expect(refusal(suiteText(text))?.problem == #"missing key "why""#)
  }

  static let claim = """
    "source": "S", "text": "lr = 0.1 if epoch < 2", "epochs": [0, 1], "group": 0, "lr": 0.1, "verdict": "upheld"
    """

  @Test(
    arguments: [
      (#"[0, 1]"#, #"[0]"#, "claims[0].epochs"), (#"[0, 1]"#, #"[4, 4]"#, "claims[0].epochs[0]"),
      (#"[0, 1]"#, #"[1, 0]"#, "claims[0].epochs[1]"), (#"[0, 1]"#, #"[null, 1]"#, "claims[0].epochs[0]"),
      (#""group": 0"#, #""group": 1"#, "claims[0].group"), (#"0.1, "v"#, #""x", "v"#, "claims[0].lr"),
      ("upheld", "wrong", "claims[0].verdict"), ("upheld", "erratum", "claims[0]"),
      (#""source": "S", "#, "", "claims[0]"), (#""S""#, #""""#, "claims[0].source"),
    ]
  )
  func claimIsRefusedAt(part: String, replacement: String, place: String) {
    let claim = Self.claim.replacing(part, with: replacement)
    #expect(refusal(suiteText(caseText(more: #", "claims": [{\#(Self.claim)}]"#))) == nil)
    #expect(refusal(suiteText(caseText(more: #", "claims": [{\#(claim)}]"#)))?.place == "cases[0].\(place)")
  }

  @Test func claimWantsTheLearningRateToBeObserved() {
    let text = caseText(
      scenario: scenarioText(more: #", "observe": ["last_epoch"]"#),
      expected: #"{"trace": {"last_epoch": [[0, 1, 2, 3]]}}"#,
      more: #", "claims": [{\#(Self.claim)}]"#
    )
    #expect(refusal(suiteText(text))?.problem == #"a claim needs the channel "lr" to be observed"#)
  }

  private func textOfClaim(_ members: String) -> String {
    caseText(
      scenario: scenarioText(more: #", "observe": ["lr", "last_epoch", "momentum", "state.gamma"]"#),
      expected: #"{"trace": {"lr": [[1, 1, 1, 1]], "last_epoch": [[0, 1, 2, 3]], "#
        + #""momentum": [[0, 0, 0, 0]], "state.gamma": [[1, 1, 1, 1]]}}"#,
      more: #", "claims": [{"source": "S", "text": "T", \#(members), "verdict": "upheld"}]"#
    )
  }

  @Test(
    arguments: [
      #""epochs": [3, 3], "channel": "last_epoch", "scheduler": 0, "value": 3"#,
      #""epochs": [0, null], "channel": "momentum", "group": 0, "value": 0.0"#,
      #""epochs": [0, 1], "channel": "state.gamma", "value": 1"#, #""error": "ValueError""#,
    ]
  )
  func claimOfSomethingElseIsReadAndWritten(members: String) throws {
    let suite = try suite(suiteText(textOfClaim(members)))
    let compact = members.replacing(": ", with: ":").replacing(", ", with: ",")
    #expect(suite.cases[0].claims[0].json.compact().contains(compact))
  }

  @Test(
    arguments: [
      (#""epochs": [3, 3], "channel": "last_epoch", "group": 0, "value": 3"#, "claims[0]"),
      (#""epochs": [3, 3], "channel": "last_epoch", "scheduler": 1, "value": 3"#, "claims[0].scheduler"),
      (#""epochs": [3, 3], "channel": "momentum", "group": 0, "lr": 0"#, "claims[0]"),
      (#""epochs": [3, 3], "channel": "lr", "group": 0, "value": 1"#, "claims[0].channel"),
      (#""epochs": [3, 3], "channel": "state.best", "value": 1"#, "claims[0]"),
      (#""epochs": [3, 3], "channel": "state.gamma", "group": 0, "value": 1"#, "claims[0]"),
      (#""error": """#, "claims[0].error"), (#""error": "E", "epochs": [0, 0]"#, "claims[0]"),
      (#""error": "E", "group": 0"#, "claims[0]"),
    ]
  )
  func claimOfSomethingElseIsRefusedAt(members: String, place: String) {
    #expect(refusal(suiteText(textOfClaim(members)))?.place == "cases[0].\(place)")
  }

  @Test func errorOfSyntaxHasALineAndAColumnAndNoPath() {
    #expect(refusal("").map { "\($0)" } == "sample.json:1:1: empty input: a value is expected")
    #expect(refusal("[1,\n]").map { "\($0)" } == "sample.json:1:3: trailing comma")
  }

  @Test func errorIsOneLineOfFileCasePlaceAndProblem() {
    let error = refusal(suiteText(caseText(title: "1")))
    #expect(
      "\(error.map { "\($0)" } ?? "")"
        == "sample.json:2:108: case sample/one: cases[0].title: expected a string, found 1"
    )
  }
}
