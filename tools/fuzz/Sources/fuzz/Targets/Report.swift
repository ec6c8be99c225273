import ConformanceSupport
import JSON
import Reports

/// What is read is written and reads the same; page, tables, badge and statement of it are made and hold no command.
func fuzzReport(_ bytes: [UInt8]) {
  guard let node = try? JSONNode(parsing: bytes) else { return }
  let report: ReportFile
  do throws(JSONError) {
    report = try ReportFile(node)
  } catch {
    expect(!"\(error)".contains("\n"), "a bad message: \(error)")
    return
  }
  let text = report.json.canonical()
  let again = expectNoError("what is written is not read") { try ReportFile(JSONNode(parsing: text)) }
  expect(again.json.canonical() == text, "it reads otherwise")
  let page = HTMLReport([report, again]).text
  let scripts = HTMLReport([]).text
  func ends(_ text: String) -> Int {
    text.split(separator: "</script", omittingEmptySubsequences: false).count
  }
  expect(ends(page) == ends(scripts) + 2, "a text ends a script")
  var texts = [MarkdownMatrix([report]).text, page, Statement(report).text]
  do throws(Badge.Refusal) {
    texts.append(try Badge([report]).text)
  } catch {
    texts.append("\(error)")
  }
  for text in texts { expect(!text.contains("##["), "a text holds a command") }
  _ = Statement(report).json.canonical()
  _ = ReportComparison(report, again).text(style: TextStyle(coloured: false))
}
