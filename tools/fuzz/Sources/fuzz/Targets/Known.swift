import Fixtures
import Verdicts

/// What is read is written in the canonical form, which gives itself.
func fuzzKnown(_ bytes: [UInt8]) {
  let known: KnownDivergences
  do throws(FixtureError) {
    known = try KnownDivergences(parsing: bytes, path: "known.json")
  } catch {
    expect(!"\(error)".contains("\n"), "a bad message: \(error)")
    return
  }
  let canonical = known.canonicalBytes()
  let again = expectNoError("the canonical form is not read") {
    try KnownDivergences(parsing: canonical, path: "known.json")
  }
  expect(again == known && again.canonicalBytes() == canonical, "the canonical form is not its own")
}
