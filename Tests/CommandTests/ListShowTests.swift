import JSON
import TestSupport
import Testing

@Suite struct ListShowTests {
  @Test func listHasALineForEachCaseThatMatches() async throws {
    let list = try await Command.run("list", "--id", "*/documented", "--level", "documented")
    #expect(list.status == 0)
    let lines = list.output.split(separator: "\n")
    #expect(lines.count > 3)
    for line in lines { #expect(line.contains("/documented ") && line.contains("  documented  ")) }
    let all = try await Command.run("list").output.split(separator: "\n")
    #expect(all.count > lines.count)
  }

  @Test func shardsPartTheList() async throws {
    let all = try await Command.run("list").output.split(separator: "\n")
    var parts: [Substring] = []
    for shard in ["1/3", "2/3", "3/3"] {
      let part = try await Command.run("list", "--shard", shard).output
      parts += part.split(separator: "\n").map { Substring(String($0)) }
    }
    func ids(_ lines: [Substring]) -> [Substring] { lines.map { $0.prefix { $0 != " " } }.sorted() }
    #expect(ids(parts) == ids(all))
  }

  @Test func listOfClassesHasTheirArgumentsAndTheOtherNames() async throws {
    let list = try await Command.run("list", "--classes")
    let node = try JSONNode(parsing: list.output)
    #expect(
      try node.keys()
        == ["classes", "optimizers", "operations", "channels", "features", "levels", "precisions", "formats"]
    )
    let plateau = try #require(
      try node.member("classes").elements().first { try $0.member("name").string() == "ReduceLROnPlateau" }
    )
    let arguments = try plateau.member("arguments").elements().prefix(3).map { JSONValue($0).compact() }
    #expect(
      arguments == [
        #"{"name":"mode","kind":"word","words":["min","max"],"default":"min"}"#,
        #"{"name":"factor","kind":"float","default":0.1}"#,
        #"{"name":"patience","kind":"int","default":10}"#,
      ]
    )
    let required = try node.member("classes").elements()[2].member("arguments").elements()[0]
    #expect(JSONValue(required).compact() == #"{"name":"step_size","kind":"int"}"#)
  }

  @Test func epochsAreWholeWhereTheyAreIntegers() async throws {
    let show = try await Command.run("show", "cyclic-lr/fractional-and-negative-epoch")
    let rows = show.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(rows.contains(["1", "0.35", "0.5"]))
    #expect(rows.contains(["5", "0.6", "1"]))
  }

  @Test func showTellsWhyWhatAndWhichValues() async throws {
    let show = try await Command.run("show", "step-lr/documented")
    #expect(show.status == 0)
    #expect(show.output.hasPrefix("step-lr/documented "))
    #expect(show.output.contains(#""type": "StepLR""#))
    #expect(show.output.contains("0.005000000000000001"))
    #expect(show.output.contains("✓ upheld "))
    #expect(!show.output.contains("\u{1b}"))
  }

  @Test func showAsJSONIsTheCaseAsItStands() async throws {
    let show = try await Command.run("show", "step-lr/documented", "--json")
    let node = try JSONNode(parsing: show.output)
    #expect(try node.member("id").string() == "step-lr/documented")
    let fixture = try Repository.fixture("step-lr.json")
    let firstLine = try #require(show.output.split(separator: "\n").dropFirst().first)
    #expect(fixture.contains(firstLine))
  }

  @Test func titlesCannotSteerTheTerminal() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.json",
      Sample.text().replacing(#""title": "T""#, with: #""title": "\u001b[2J""#)
    )
    let list = try await Command.run("list", "--fixtures", folder.path)
    #expect(list.output.contains(#"\u{1b}[2J"#))
    #expect(!list.output.contains("\u{1b}"))
  }
}
