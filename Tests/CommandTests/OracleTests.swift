import JSON
import Testing

@Suite struct OracleTests {
  static let start = #"{"cmd":"start","protocol":1}"#
  static let scenario =
    #"{"optimizer":{"type":"SGD","groups":[{"lr":1.0}]},"#
    + #""schedulers":[{"type":"ExponentialLR","args":{"gamma":0.5}}],"program":[{"step":2}]}"#

  private func oracle(_ lines: String...) async throws -> Command {
    try await Command.run(["oracle"], input: lines.map { $0 + "\n" }.joined())
  }

  @Test func conversationIsALineForALine() async throws {
    let failing = Self.scenario.replacing(#""gamma":0.5"#, with: #""gamma":0.5,"last_epoch":3"#)
    let oracle = try await oracle(
      Self.start,
      #"{"cmd":"run","seq":1,"id":"a/b","scenario":\#(Self.scenario)}"#,
      #"{"cmd":"run","seq":9,"id":"a/c","scenario":\#(failing)}"#,
      #"{"cmd":"stop"}"#,
      "never read"
    )
    #expect(oracle.status == 0)
    #expect(oracle.errors == "")
    let lines = oracle.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 3)
    let handshake = try JSONNode(parsing: lines[0])
    #expect(try handshake.member("protocol").integer() == 1)
    #expect(try handshake.member("precision").string() == "exact")
    #expect(try handshake.member("schedulers").elements().count == 16)
    #expect(lines[1] == #"{"seq":1,"trace":{"lr":[[1.0,0.5,0.25]]}}"#)
    #expect(
      lines[2].hasPrefix(#"{"seq":9,"trace":{"lr":[[]]},"error":{"step":0,"type":"KeyError","message":"#)
    )
  }

  @Test func endOfInputEndsItAndALastLineMayLackItsEnd() async throws {
    let empty = try await oracle()
    #expect(empty.status == 0)
    #expect(empty.output == "")
    let unended = try await Command.run(["oracle"], input: Self.start)
    #expect(unended.output.hasPrefix(#"{"protocol":1,"#))
    #expect(unended.status == 0)
  }

  @Test func scenarioThatIsNotUnderstoodIsSkipped() async throws {
    let oracle = try await oracle(#"{"cmd":"run","seq":3,"id":"a/b","scenario":{"optimizer":1}}"#)
    #expect(oracle.status == 0)
    #expect(oracle.output.hasPrefix(#"{"seq":3,"skipped":"the scenario is not understood: "#))
  }

  @Test(
    arguments: [
      "garbage", "[1]", #"{"command":"start"}"#, #"{"cmd":"run","id":"a/b","scenario":{}}"#,
      #"{"cmd":"dance"}"#, "",
      "\u{0}", #"{"cmd":"run","seq":"1"}"#,
    ]
  )
  func lineThatIsNoRequestEndsItWithOneLineOnStandardError(line: String) async throws {
    let oracle = try await oracle(Self.start, line, Self.start)
    #expect(oracle.status == 2)
    #expect(oracle.output.split(separator: "\n").count == 1)
    #expect(oracle.errorLines.count == 1)
    #expect(oracle.errors.hasPrefix("lrconform: oracle: "))
  }
}
