import Fixtures
import Testing

@Suite struct VersionRangeTests {
  @Test(
    arguments: [
      ("<2.9", "2.8.1", true), ("<2.9", "2.9", false), ("<2.9", "2.10", false), ("<2.9", "1.13", true),
      ("<=2.9", "2.9.0", true), ("<=2.9", "2.9.1", false), (">=1.4,<1.5", "1.4", true),
      (">=1.4,<1.5", "1.4.9", true), (">=1.4,<1.5", "1.5", false), (">=1.4,<1.5", "1.3.9", false),
      (">2.12", "2.12", false), (">2.12", "2.12.1", true), ("==2.13", "2.13.0", true),
      ("==2.13", "2.13.1", false),
    ]
  )
  func contains(range: String, version: String, expected: Bool) throws {
    let range = try #require(VersionRange(range))
    #expect(range.contains(try #require(Version(version))) == expected)
  }

  @Test(
    arguments: [
      "", "2.9", "=2.9", "<", "<2.", "<.9", "<2.x", "<-2", "< 2.9", "<2.9,", ",<2.9", "~2", "<2.9;>1",
      "<99999999999",
    ]
  )
  func malformedRangeIsRefused(text: String) {
    #expect(VersionRange(text) == nil)
  }

  @Test func signIsNoPartOfAVersion() {
    let range = VersionRange("<+2")
    #expect(range == nil)
  }

  @Test func versionsAreOrderedByNumbersAndMissingOnesAreZero() throws {
    let texts = ["1.4", "1.13", "2", "2.0.1", "2.9.1", "2.10", "10"]
    let versions = try texts.map { try #require(Version($0)) }
    #expect(versions.sorted() == versions)
    #expect(Version("2") == Version("2.0.0"))
    #expect(versions.map(\.description) == ["1.4", "1.13", "2.0", "2.0.1", "2.9.1", "2.10", "10.0"])
  }
}
