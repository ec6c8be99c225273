import Fixtures
import TestSupport
import Testing
import Verdicts

@Suite struct KnownDivergencesTests {
  private func read(_ text: String) throws -> Result<KnownDivergences, FixtureError> {
    let folder = try TemporaryFolder()
    try folder.write("known.json", text)
    do throws(FixtureError) {
      return .success(try KnownDivergences(path: folder / "known.json"))
    } catch {
      return .failure(error)
    }
  }

  @Test func listIsReadAndWrittenAsItIs() throws {
    let text = """
      {
        "schema": 1,
        "known": [
          {
            "case": "a/b",
            "verdict": "diverged",
            "step": 3,
            "diagnosis": "shifted",
            "reason": "R",
            "issue": "I"
          },
          {"case": "a/c", "verdict": "error-mismatch", "step": 0, "reason": "R"}
        ]
      }

      """
    let known = try read(text).get()
    #expect(known.entries.map(\.id) == ["a/b", "a/c"])
    #expect(known["a/b"]?.diagnosis == "shifted")
    #expect(known["a/c"]?.verdict == .errorMismatch)
    #expect(known["a/d"] == nil)
    #expect(String(decoding: known.canonicalBytes(), as: UTF8.self) == text)
  }

  @Test(
    arguments: [
      (#""case": "a/b", "verdict": "diverged", "step": 3"#, "known[0]"),
      (#""case": "a/b", "verdict": "diverged", "step": 3, "reason": " ""#, "known[0].reason"),
      (#""case": "a/b", "verdict": "diverged", "reason": "R""#, "known[0]"),
      (#""case": "a/b", "verdict": "identical", "step": 3, "reason": "R""#, "known[0].verdict"),
      (#""case": "a/b", "verdict": "wrong", "step": 3, "reason": "R""#, "known[0].verdict"),
      (#""case": "a/b", "verdict": "diverged", "step": -1, "reason": "R""#, "known[0].step"),
      (#""case": 1, "verdict": "diverged", "step": 1, "reason": "R""#, "known[0].case"),
      (#""case": "a/b", "verdict": "diverged", "steps": 1, "reason": "R""#, "known[0]"),
    ]
  )
  func wrongEntryIsRefusedAtItsPlace(entry: String, place: String) throws {
    guard case .failure(let error) = try read(#"{"schema": 1, "known": [{\#(entry)}]}"#) else {
      Issue.record("it is read")
      return
    }
    #expect(error.place == place)
  }

  @Test func caseThatIsThereTwiceIsRefused() throws {
    let entry = #"{"case": "a/b", "verdict": "diverged", "step": 3, "reason": "R"}"#
    guard case .failure(let error) = try read(#"{"schema": 1, "known": [\#(entry), \#(entry)]}"#) else {
      Issue.record("it is read")
      return
    }
    #expect(error.place == "known[1].case")
    #expect(error.problem == "the case is there twice")
  }

  @Test func missingFileIsNamed() throws {
    let folder = try TemporaryFolder()
    do throws(FixtureError) {
      _ = try KnownDivergences(path: folder / "no.json")
      Issue.record("it is read")
    } catch {
      #expect(error.description == "\(folder / "no.json"): no such file or folder")
    }
  }
}
