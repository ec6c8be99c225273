import Fixtures
import Foundation
import TestSupport
import Testing

@Suite struct RegenerateTests {
  private let folder: TemporaryFolder
  private let original: String

  init() throws {
    folder = try TemporaryFolder()
    original = try Repository.fixture("step-lr.json")
    try folder.write("step-lr.json", original)
  }

  private func regenerate(_ more: String..., adapter: [String]? = nil) async throws -> Command {
    let adapter = try adapter ?? [Command.executable(), "oracle"]
    return try await Command.run(["regenerate", "--fixtures", folder.path] + more + ["--"] + adapter)
  }

  private var withoutProvenance: String {
    get throws {
      func cases(_ text: String) throws -> Substring {
        text[try #require(text.firstRange(of: #""cases": ["#)).lowerBound...]
      }
      #expect(try cases(folder.read("step-lr.json")) == cases(original))
      return try folder.read("step-lr.json")
    }
  }

  @Test func unchangedValuesChangeNoByteButTheProvenance() async throws {
    let command = try await regenerate()
    #expect(command.status == 0)
    #expect(command.output == "\(folder / "step-lr.json"): changed\n1 of 1 files changed\n")
    #expect(try withoutProvenance.contains(#""implementation": "lrconform""#))
    #expect(try folder.names == ["step-lr.json"])
    let again = try await regenerate()
    #expect(again.status == 0)
    #expect(again.output == "0 of 1 files changed\n")
  }

  @Test func checkWritesNothingAndIsStatus1WhereAValueDiffers() async throws {
    _ = try await regenerate()
    let recorded = try folder.read("step-lr.json")
    #expect(try await regenerate("--check").status == 0)
    let changed = recorded.replacing("0.005000000000000001", with: "0.005000000000000002", maxReplacements: 1)
    try folder.write("step-lr.json", changed)
    let check = try await regenerate("--check")
    #expect(check.status == 1)
    #expect(check.output.contains("step-lr.json: would change, 1 cases: step-lr/"))
    #expect(try folder.read("step-lr.json") == changed)
    let mend = try await regenerate()
    #expect(mend.status == 0)
    #expect(try folder.read("step-lr.json") == recorded)
  }

  @Test func nothingIsWrittenWhenTheAdapterDoesNotStart() async throws {
    let command = try await regenerate(adapter: ["false"])
    #expect(command.status == 3)
    #expect(command.errorLines.count == 1)
    #expect(try folder.read("step-lr.json") == original)
    #expect(try folder.names == ["step-lr.json"])
  }

  @Test(arguments: ["crashes", "skips", "garbage"])
  func nothingIsWrittenWhenTheAdapterFailsACase(name: String) async throws {
    let last = try #require(SuiteLoader.load(folder / "step-lr.json").cases.last?.id)
    let liar = Liar(name, on: last)
    let command = try await regenerate("--timeout", "\(TestTime.seconds(5))", adapter: try liar.command())
    #expect(command.status == 3)
    #expect(command.errorLines.count == 1)
    #expect(command.errors.hasPrefix("lrconform: nothing is written: \(last): "))
    #expect(try folder.read("step-lr.json") == original)
    try await liar.expectGone()
  }

  @Test func linkIsFollowed() async throws {
    try FileManager.default.moveItem(atPath: folder / "step-lr.json", toPath: folder / "real.txt")
    try FileManager.default.createSymbolicLink(
      atPath: folder / "step-lr.json",
      withDestinationPath: "real.txt"
    )
    #expect(try await regenerate().status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder / "step-lr.json") == "real.txt")
    #expect(try folder.read("real.txt").contains(#""implementation": "lrconform""#))
  }

  @Test func linkOutOfTheFolderIsNotWrittenThrough() async throws {
    try folder.write("elsewhere.json", original)
    try folder.write("suite/step-lr.json", original.replacing("step-lr/", with: "other/"))
    try FileManager.default.createSymbolicLink(
      atPath: folder / "suite/link.json",
      withDestinationPath: "../elsewhere.json"
    )
    let adapter = try [Command.executable(), "oracle"]
    for words in [
      ["regenerate", "--fixtures", folder / "suite", "--"] + adapter, ["validate", folder / "suite"],
    ] {
      let command = try await Command.run(words)
      #expect(command.status == 4)
      #expect(command.errorLines.count == 1)
      #expect(command.errors.contains("suite/link.json: a link out of the folder; name "))
    }
    #expect(try folder.read("elsewhere.json") == original)
  }
}
