import Fixtures

/// What is loaded is written in the canonical form, which gives itself.
func fuzzFixture(_ bytes: [UInt8]) {
  let suite: Suite
  do throws(FixtureError) {
    suite = try Suite(parsing: bytes, path: "fuzz.json")
  } catch {
    expect(!"\(error)".contains("\n") && error.path == "fuzz.json", "a bad message: \(error)")
    return
  }
  let canonical = suite.canonicalBytes()
  let again = expectNoError("the canonical form is not read") {
    try Suite(parsing: canonical, path: "fuzz.json")
  }
  expect(again.canonicalBytes() == canonical, "the canonical form is not its own")
  for fixture in suite.cases {
    guard let expected = fixture.expected else { continue }
    for claim in fixture.claims { _ = claim.check(against: expected) }
  }
}
