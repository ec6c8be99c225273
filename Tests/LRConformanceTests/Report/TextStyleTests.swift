import Testing

@testable import ConformanceSupport
@testable import Fixtures

@Suite struct TextStyleTests {
  @Test(
    arguments: [
      ("plain é 😀", "plain é 😀"), ("a\u{1b}[31mb", #"a\u{1b}[31mb"#), ("a\nb\tc\r", #"a\u{a}b\u{9}c\u{d}"#),
      ("\u{0}\u{7f}\u{9b}", #"\u{0}\u{7f}\u{9b}"#), ("\u{202e}x\u{2066}", #"\u{202e}x\u{2066}"#),
      ("\u{2028}\u{2029}", #"\u{2028}\u{2029}"#), ("e\u{301}", "e\u{301}"), ("\r\n", #"\u{d}\u{a}"#),
    ]
  )
  func controlCharactersAreMadeVisible(text: String, expected: String) {
    #expect(text.printable == expected)
  }

  @Test func coloursAreWrittenOnlyWhereTheyAreWanted() {
    #expect(TextStyle(coloured: true).red("a") == "\u{1b}[31ma\u{1b}[0m")
    #expect(TextStyle(coloured: true).bold("") == "")
    #expect(TextStyle(coloured: false).red("a") == "a")
  }

  @Test func paddingFillsUpAndNeverCuts() {
    #expect("ab".padded(to: 4) == "ab  ")
    #expect("ab".padded(to: 4, right: true) == "  ab")
    #expect("abc".padded(to: 2) == "abc")
  }

  @Test func textIsWrappedAtSpaces() {
    #expect("aa bb cc".wrapped(at: 5) == "aa bb\ncc")
    #expect("aaaaaaaa bb".wrapped(at: 5) == "aaaaaaaa\nbb")
    #expect("".wrapped(at: 5) == "")
    #expect("a\nb".indented(by: 2) == "  a\n  b")
  }
}
