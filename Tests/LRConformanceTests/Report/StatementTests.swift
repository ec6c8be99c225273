import JSON
import Testing

@testable import Fixtures
@testable import Reports

@Suite struct StatementTests {
  private func statement() async throws -> Statement {
    let report = try await RunStandingTests.report(
      levels: [.documented, .required, .required, .quirk],
      wrong: ["sample/c1", "sample/c3"],
      known: ["sample/c1"],
      skips: ["sample/c2"]
    ) { options, handshake in
      handshake.schedulers = [.step]
      options.suiteVersion = "7.8.9"
      options.scope.total = 9
      options.scope.tags = ["groups"]
      options.scope.command = ["lrconform", "check", "--tag", "groups", "--", "./my adapter"]
    }
    return Statement(report)
  }

  @Test func markdown() async throws {
    #expect(
      try await statement().text == #"""
        # Conformance statement: `port 1.0`

        **not conforming; partial: 4 of 9 cases (--tag groups)**

        |  |  |
        | --- | --- |
        | implementation | `port 1.0` |
        | checked against | `PyTorch 2.13.0` |
        | suite | `7.8.9` |
        | lrconform | `0.1.0` |
        | precision | `float64` |
        | tolerance | `rel 1e-09, abs 1e-12, as the precision asks for` |
        | types of errors | `not compared` |
        | filters | `--tag groups` |
        | schedulers declared | `StepLR` |
        | features declared | `all: nothing is declared, everything was asked` |
        | channels declared | `all: nothing is declared, everything was asked` |

        ## By level

        | level | cases | run | identical | within | known | diverged | broken | skipped |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | documented | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 0 |
        | required | 2 | 1 | 0 | 0 | 1 | 0 | 0 | 1 |
        | quirk | 1 | 1 | 0 | 0 | 0 | 1 | 0 | 0 |
        | all | 4 | 3 | 1 | 0 | 1 | 1 | 0 | 1 |

        ## By scheduler and level

        | scheduler | level | cases | run | identical | within | known | diverged | broken | skipped | why skipped |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | StepLR | documented | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 0 |  |
        | StepLR | required | 2 | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1 by the adapter: `not today` (1) |
        | StepLR | quirk | 1 | 1 | 0 | 0 | 0 | 1 | 0 | 0 |  |

        A case counts for the first scheduler in it.

        ## Skipped

        - 1, said by the adapter when it was asked: `not today`

        ## Known divergences

        - 1: listed: `sample/c1`
        - **NEW** `sample/c3`: not listed

        ## Not as expected

        - `sample/c3` **diverged** `lr, group 0: first diverges at step 2 (break; 1 of 4 values)`

        ## Run it again

        ```text
        lrconform check --tag groups -- './my adapter'
        ```

        """#
    )
  }

  @Test func undeclaredSchedulersAreNamedWithTheirCases() async throws {
    let report = try await RunStandingTests.report { _, handshake in
      handshake.schedulers = [.lambda]
      handshake.features = []
    }
    let text = Statement(report).text
    #expect(text.contains("**nothing was run**"))
    #expect(text.contains("Not declared, with the number of cases that were not run: StepLR (2).\n"))
    #expect(text.contains("- 2 of classes not declared\n"))
    #expect(text.contains("| features declared | `none` |"))
  }

  @Test func json() async throws {
    let document = try await JSONNode(parsing: statement().json.canonical())
    #expect(try document.member("schema").integer() == 1)
    #expect(try document.member("conforming").boolean() == false)
    #expect(try document.member("standing").member("claim").string() == "not-conforming")
    let required = try document.member("levels").member("required")
    #expect(try required.member("total").integer() == 2)
    #expect(try required.member("run").integer() == 1)
    #expect(try required.member("diverged").integer() == 1)
    #expect(try required.member("known").integer() == 1)
    let row = try #require(document.member("schedulers").elements().first)
    #expect(try row.member("scheduler").string() == "StepLR")
    #expect(try row.member("declared").boolean())
    #expect(try row.member("levels").member("quirk").member("diverged").integer() == 1)
    let skips = try row.member("skips").member("required").elements()
    #expect(try skips.map { try $0.member("reason").string() } == ["not today"])
    #expect(try document.member("known").elements().map { try $0.member("case").string() } == ["sample/c1"])
    #expect(try document.member("failing").elements().map { try $0.member("case").string() } == ["sample/c3"])
    #expect(try document.member("reproduce").string() == "lrconform check --tag groups -- './my adapter'")
  }

  @Test func hostileTextsStayInCode() throws {
    let run = try SmallRun(said: hostile, known: true).named(hostile)
    let report = ReportFile(run.summary, cases: run.results.map { ReportedCase($0) })
    let text = Statement(report).text
    for line in text.split(separator: "\n") where line.contains("<b>") { #expect(line.contains("`````")) }
    #expect(!text.contains("\u{1b}"))
  }
}
