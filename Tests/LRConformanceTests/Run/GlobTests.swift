import Fixtures
import Testing

@Suite struct GlobTests {
  @Test(
    arguments: [
      ("", "", true), ("", "a", false), ("*", "", true), ("*", "step-lr/one", true), ("a", "a", true),
      ("a", "A", false), ("?", "", false), ("?", "a", true), ("?", "ab", false), ("a*", "a", true),
      ("*a", "ba", true), ("*a", "ab", false), ("*/documented", "step-lr/documented", true),
      ("*/documented", "step-lr/documented-2", false), ("step-lr/*", "step-lr/", true),
      ("step-lr/*", "multi-step-lr/one", false), ("*a*b*c*", "xxaxxbxxcxx", true),
      ("*a*b*c*", "xxaxxcxxb", false),
      ("a**b", "ab", true), ("*ab*ab", "abab", true), ("*ab?ab", "ababxab", true), ("é?", "éü", true),
    ]
  )
  func matches(pattern: String, text: String, expected: Bool) {
    #expect(Glob.matches(pattern, text) == expected)
  }

  @Test func manyStarsAreNotTriedInAllWays() {
    let pattern = String(repeating: "a*", count: 200) + "b"
    #expect(!Glob.matches(pattern, String(repeating: "a", count: 2000)))
  }
}
