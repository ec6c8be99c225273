import ConformanceSupport
import Testing
import TestSupport

@testable import Fixtures

@Suite struct DocumentationTests {
  @Test func digestsAreFNVOfTheWordsAlone() {
    // FNV-1a of 32 bits of "a" and "foobar", as its authors list them.
    #expect(Documentation.digests("  (a), = \"foobar\".\n") == ["e40c292c", "bf9cf968"])
  }

  private func claim(_ source: String, _ text: String) -> Claim {
    Claim(
      source: source,
      text: text,
      statement: .value(ClaimedValue(epochs: ClaimedEpochs(first: 0, last: nil), column: 0, number: 1)),
      verdict: .upheld
    )
  }

  private func documentation() throws -> Documentation {
    let words = Documentation.digests("The lr is multiplied by gamma every step_size epochs").joined(
      separator: " "
    )
    let folder = try TemporaryFolder()
    try folder.write(
      "sentences/pytorch.json",
      #"{"schema": 1, "version": "2.13.0", "sentences": [{"place": "StepLR.step", "start": "The lr", "words": "\#(words)"},"#
        + #" {"place": "StepLR", "start": "Wrapped", "words": "\#(words)", "nothing": "It names an argument."}]}"#
    )
    return try Documentation(folder: folder.path)
  }

  @Test(
    arguments: [
      ("docstring of StepLR", "multiplied by gamma", true),
      ("docstring of StepLR", "The lr … every step_size", true),
      ("docstring of StepLR", "multiplied by gamma, every step_size", true),
      ("docstring of StepLR", "by multiplied", false),
      ("docstring of StepLR", "multiplied by gam", false),
      ("docstring of StepLR", "…", false),
      ("docstring of LinearLR", "multiplied by gamma", false),
    ]
  )
  func quotationIsFound(source: String, text: String, found: Bool) throws {
    #expect(try documentation().isClaimed(by: [claim(source, text)]) == [found, found])
  }

  @Test func sentenceMayStateNothing() throws {
    #expect(try documentation().sentences.map(\.nothing) == [nil, "It names an argument."])
  }
}
