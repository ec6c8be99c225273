import TestSupport
import Testing

@testable import Fixtures
@testable import InProcess
@testable import Verdicts

/// The suite as a package's tests see it.
@Suite struct ConformanceSuiteTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // PyTorch 2.13.0's values.
    try folder.write(
      "fixtures/sample.json",
      suiteText(
        caseText(id: #""sample/plain""#),
        caseText(
          id: #""sample/groups""#,
          scenario: scenarioText(
            optimizer: #"{"type": "SGD", "groups": [{"lr": 0.1}, {"lr": 0.1}]}"#,
            program: "[]"
          ),
          expected: #"{"trace": {"lr": [[0.1], [0.1]]}}"#
        ),
        caseText(
          id: #""sample/float""#,
          scenario: scenarioText(schedulers: #"[{"type": "StepLR", "args": {"step_size": 2.0}}]"#)
        ),
        caseText(
          id: #""sample/other""#,
          scenario: scenarioText(schedulers: #"[{"type": "ExponentialLR", "args": {"gamma": 1.0}}]"#),
          expected: #"{"trace": {"lr": [[0.1, 0.1, 0.1, 0.1]]}}"#
        )
      )
    )
  }

  func suite<Schedulers: SchedulersUnderTest>(
    _ type: Schedulers.Type,
    known: String? = nil,
    filter: CaseFilter = CaseFilter()
  ) throws -> ConformanceSuite<Schedulers> {
    if let known { try folder.write("known.json", #"{"schema": 1, "known": [\#(known)]}"#) }
    return ConformanceSuite(
      of: type,
      known: known.map { _ in folder / "known.json" },
      filter: filter,
      fixtures: folder / "fixtures"
    )
  }

  static func entry(_ id: String, step: Int = 2) -> String {
    #"{"case": "\#(id)", "verdict": "diverged", "step": \#(step), "reason": "R"}"#
  }

  @Test func ownFixturesAreFoundAndTheReferenceConforms() throws {
    let suite = ConformanceSuite(of: ReferenceUnderTest.self, strictErrors: true)
    let cases = try suite.cases
    #expect(cases.count + (try suite.skipped.count) == (try Fixtures.cases().count))
    var failing: [String] = []
    // `Setup` gives doubles, where these are about Python's ints.
    let aboutInts = [
      "arithmetic/integer-rate-meets-integer-factor", "wide-integers/rate-is-an-integer",
      "reports/warm-restarts-far-on",
    ]
    // A Swift value that is loaded loses no key.
    let aboutKeys = ["checkpoint/twice-cyclic-lr", "checkpoint/twice-sequential-lr"]
    for fixture in cases where !(aboutInts + aboutKeys).contains(fixture.id) {
      do {
        #expect(try fixture.check().verdict == .identical)
      } catch { failing.append("\(error)") }
    }
    #expect(failing == [])
    // Swift's compiler refuses what these cases want refused.
    let skipped = try suite.skipped
    #expect(
      skipped.filter {
        !$0.reason.hasPrefix("the unknown argument ")
          && !["schedulers built after the optimizer's state is loaded", "state through JSON"].contains(
            $0.reason
          )
      } == [
        SkippedCase(id: "wide-integers/epoch-beyond-64-bits", reason: "an epoch that is no Double"),
        SkippedCase(id: "wide-integers/remainders-are-exact", reason: "an epoch that is no Double"),
      ]
    )
    #expect((1...40).contains(skipped.count))
  }

  @Test func whatIsNotOfferedIsSkippedAndCounted() throws {
    let suite = try suite(RightStepLR.self)
    #expect(try suite.cases.map(\.id) == ["sample/plain"])
    #expect(
      try suite.skipped == [
        SkippedCase(id: "sample/groups", reason: "the test does not declare `groups`"),
        SkippedCase(id: "sample/float", reason: "step_size is no int"),
        SkippedCase(id: "sample/other", reason: "the test does not declare `ExponentialLR`"),
      ]
    )
    let classes = "1 of classes that are not declared"
    #expect(
      suite.skippedText
        == "3 of 4 cases are skipped: \(classes), step_size is no int (1), the test does not declare `groups` (1)"
    )
  }

  @Test func rightCasePasses() throws {
    let fixture = try #require(try suite(RightStepLR.self).cases.first)
    #expect("\(fixture)" == "sample/plain")
    #expect(try fixture.check().verdict == .identical)
  }

  @Test func divergingCaseFailsWithTableCauseAndEntry() throws {
    let fixture = try #require(try suite(LateStepLR.self).cases.first)
    #expect { try fixture.check() } throws: { error in
      "\(error)" == """
        sample/plain A title
          diverged: lr, group 0: first diverges at step 2 (break; 1 of 4 values)
            step              expected                actual   ULP  relative
               0                   0.1                   0.1
               1                   0.1                   0.1
          >    2  0.010000000000000002                   0.1  >1e6     9.0e0
               3  0.010000000000000002  0.010000000000000002
          cause: one of 29 causes that the cases do not tell apart: StepLR: every
          value comes one step late: the first is there twice; or StepLR: each
          scheduler ignores its first step; or StepLR: step_size one late; or each
          decay of StepLR comes one epoch late; or 25 more (each explains 1 of 1
          failing StepLR case)
          known: {"case":"sample/plain","verdict":"diverged","step":2,"diagnosis":"shifted","reason":"StepLR: every value comes one step late: the first is there twice"}
          alone: LRCONFORM_ID=sample/plain swift test   in PyTorch: lrconform repro sample/plain
        """
    }
  }

  @Test func knownDivergencePasses() throws {
    let fixture = try #require(try suite(LateStepLR.self, known: Self.entry("sample/plain")).cases.first)
    #expect(try fixture.check().known == .known(reason: "R"))
  }

  @Test func knownListThatIsWrongFails() throws {
    func problem<Schedulers: SchedulersUnderTest>(_ type: Schedulers.Type, _ entry: String, _ id: String)
      throws
      -> [String]
    {
      let found = try suite(type, known: entry).cases.filter { $0.id == id }
      return found.map { fixture in
        do {
          try fixture.check()
          return "passes"
        } catch { return String("\(error)".split(separator: "\n").dropFirst().first ?? "") }
      }
    }
    let start = "  the list of known divergences is wrong: "
    let plain = Self.entry("sample/plain")
    #expect(try problem(RightStepLR.self, plain, "sample/plain") == [start + "it is identical"])
    let other = Self.entry("sample/plain", step: 1)
    #expect(
      try problem(LateStepLR.self, other, "sample/plain") == [start + "listed for step 1, it is at step 2"]
    )
    let groups = Self.entry("sample/groups")
    #expect(
      try problem(RightStepLR.self, groups, "sample/groups") == [
        start + "it is skipped: the test does not declare `groups`"
      ]
    )
    #expect(
      try problem(RightStepLR.self, Self.entry("gone"), "gone") == [start + "there is no such case"]
    )
  }

  @Test func newDivergenceFailsBesideAList() throws {
    let suite = try suite(LateStepLR.self, known: "")
    #expect(throws: ConformanceFailure.self) { try suite.cases[0].check() }
  }

  @Test func updatedListIsWhatDiverges() throws {
    let suite = try suite(LateStepLR.self, known: Self.entry("gone"))
    #expect(throws: ConformanceFailure.self) { try suite.cases[0].check() }
    try suite.updateKnown()
    let entries = try KnownDivergences(path: folder / "known.json").entries
    #expect(entries.map(\.id) == ["sample/plain"])
    #expect(try suite.cases.map(\.id) == ["sample/plain"])
    #expect(throws: Never.self) { try suite.cases[0].check() }
  }

  @Test func listStaysWhereACaseIsBrokenOrLeftOut() throws {
    #expect { try suite(MisreadingStepLR.self, known: "").updateKnown() } throws: {
      "\($0)".contains("not rewritten: case sample/plain is broken: StepLR has no argument period")
    }
    var filter = CaseFilter()
    filter.ids = ["sample/p*"]
    let filtered = try suite(LateStepLR.self, known: "", filter: filter)
    #expect { try filtered.updateKnown() } throws: { "\($0)".contains("only a part") }
    #expect(try KnownDivergences(path: folder / "known.json").entries == [])
  }

  @Test func filterThatMatchesNothingIsAnError() throws {
    var filter = CaseFilter()
    filter.ids = ["simple/plain"]
    let suite = try suite(RightStepLR.self, filter: filter)
    let problem = #"no case has the id simple/plain (did you mean "sample/plain"?)"#
    #expect { try suite.cases } throws: { "\($0)".hasSuffix(": \(problem)") }
    #expect(suite.skippedText.hasSuffix(": \(problem)"))
  }

  @Test func missingListTellsHowItIsWritten() throws {
    let suite = ConformanceSuite(of: RightStepLR.self, known: "missing.json", fixtures: folder / "fixtures")
    #expect { try suite.cases } throws: { error in
      "\(error)".contains("InProcess/missing.json: no such file or folder; LRCONFORM_UPDATE_KNOWN=1")
    }
  }

  @Test func theSubjectCanBeReported() async throws {
    let cases = try runCases(SuiteLoader.load(folder / "fixtures/sample.json"))
    let summary = try await Runner().run(cases, on: suite(RightStepLR.self).subject) { _ in }
    #expect(summary.counts == [.identical: 1, .skipped: 3])
    #expect(summary.handshake.implementation.name == "RightStepLR")
  }
}
