import Testing

@testable import Adapters
@testable import ConformanceSupport
@testable import Fixtures
@testable import Reports

/// What an adapter says gives no command to whoever shows the report: in no format.
@Suite struct InjectionTests {
  // Commands of GitHub Actions of today and of old, and what steers a terminal or turns the direction of a line.
  private static let texts = [
    "::error::x", "x ::set-output name=a::b", "x\n::add-mask::y", "\u{a0}::stop-commands::z", "##[error]x",
    "a ###[group]b", "\u{1b}]0;title\u{7}", "\u{9b}31m", "\u{202e}txet", "\u{2067}x\u{2069}", "\u{200f}x",
    "\u{e0041}x", "\u{feff}x", "</script><script>alert(1)</script>", "]]>", "--> <!-- x", "&lt;", "a\u{85}b",
  ]

  @Test(arguments: ReportFormat.allCases, texts)
  func hostileTextIsHarmlessInEveryFormat(format: ReportFormat, text: String) throws {
    let report = try SmallRun(said: text, known: true, file: text).named(text).text(format)
    #expect(!report.contains("##["))
    for line in report.split(separator: "\n") {
      let command = line.drop { $0.isWhitespace }
      if command.hasPrefix("::") {
        #expect(format == .github && (command.hasPrefix("::error ") || command.hasPrefix("::warning ")))
      }
    }
    for scalar in report.unicodeScalars where scalar != "\n" {
      #expect(!scalar.isInvisible, "U+\(String(scalar.value, radix: 16))")
    }
    if format == .junit { #expect(!report.contains("<script") && !report.contains("]]>")) }
  }

  @Test(arguments: texts)
  func jsonReportMeansTheText(text: String) throws {
    let run = try SmallRun(said: text).named(text)
    let report = try ReportFile(.init(parsing: run.text(.json)))
    #expect(report.implementation.name == text)
    #expect(report.cases.last?.errorText == text)
  }

  @Test(arguments: texts)
  func pageEndsNoScript(text: String) throws {
    let run = try SmallRun(said: text).named(text)
    let page = HTMLReport([try ReportFile(.init(parsing: run.text(.json)))]).text
    let plain = HTMLReport([try ReportFile(.init(parsing: SmallRun().text(.json)))]).text
    func count(_ part: String, _ text: String) -> Int { text.split(separator: part).count }
    for part in ["<script", "</script", "<!--"] { #expect(count(part, page) == count(part, plain)) }
    #expect(!page.contains("##["))
  }

  @Test func scenarioGivesNoCommandInAPage() throws {
    let text = try SmallRun().text(.json)
      .replacing(#""args": {"#, with: ###""args": {"t": "##[x]", "###)
    let page = HTMLReport([try ReportFile(.init(parsing: text))]).text
    #expect(page.contains("##\\\\u005bx]"))
    #expect(!page.contains("##["))
  }

  @Test func recordedReplyIsHarmlessToo() throws {
    let text = "\u{9b}31m ##[error]x"
    let line = String(decoding: Recording.line(id: "a/b", .reply(.skipped(text))), as: UTF8.self)
    #expect(line == #"{"id":"a/b","skipped":"\u009b31m ##\u005berror]x"}"# + "\n")
  }

  @Test func ordinaryTextStaysAsItIs() {
    for text in ["std::vector", "a: b", "# [1]", "#[x]", "é 😀 👩‍🚀", "می‌خواهم", "Foo::bar()"] {
      #expect(text.printable == text)
    }
  }
}
