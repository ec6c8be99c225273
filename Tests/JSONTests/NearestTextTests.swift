import Testing

@testable import JSON

@Suite("The word that a misspelt one was meant to be")
struct NearestTextTests {
  private let words = [
    "LambdaLR", "StepLR", "MultiStepLR", "LinearLR", "step_size", "check", "compare", "float64",
  ]

  @Test(
    "Case, dashes and underscores do not count; insertions, deletions, replacements and swaps do, two at most",
    arguments: [
      ("StepLR", "StepLR"), ("steplr", "StepLR"), ("step_lr", "StepLR"), ("STEP-LR", "StepLR"),
      ("StpeLR", "StepLR"), ("StepLRs", "StepLR"), ("tepLR", "StepLR"), ("xtepLS", "StepLR"),
      ("multi_step_lr", "MultiStepLR"), ("stepSize", "step_size"), ("chekc", "check"), ("", nil),
      ("StepLRate", nil), ("nothing", nil), ("c", nil), ("float46", "float64"), ("float16", nil),
      ("float", nil),
    ] as [(String, String?)]
  )
  func nearest(text: String, word: String?) {
    #expect(NearestText.nearest(to: text, among: words) == word)
    #expect(NearestText.hint(for: text, among: words) == (word.map { " (did you mean \"\($0)\"?)" } ?? ""))
  }

  @Test("The first of equals is taken, and long texts are near to nothing")
  func equals() {
    #expect(NearestText.nearest(to: "ab", among: ["abcd", "abc", "abd"]) == "abc")
    let long = String(repeating: "a", count: 100)
    #expect(NearestText.nearest(to: long, among: [long]) == nil)
  }
}
