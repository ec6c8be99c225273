/// Pieces of Markdown as GitHub reads it.
enum MarkdownText {
  /// A text that others wrote, as a code span: in it nothing is a link, a mention, HTML or emphasis.
  static func code(_ text: String) -> String {
    let text = text.singleLine
    guard text.contains(where: { $0 != " " }) else { return "` `" }
    let fence = String(repeating: "`", count: text.longestRun(of: "`") + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") ? " " : ""
    return fence + pad + text + pad + fence
  }

  /// A code span in a table, whose cells end at any bar that is not escaped.
  static func codeCell(_ text: String) -> String { code(text).replacing("|", by: "\\|") }

  /// A text of the suite, in which nothing is meant as Markdown.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.singleLine.unicodeScalars {
      switch scalar {
      // Mentions are looked for when the escapes are gone: something invisible keeps the name off.
      case "@": result += "@\u{200b}"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "~", "&", "$": result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A case's reference as a link: `FixtureCase.isReference` lets no sign through that would end it.
  static func link(_ url: String) -> String { "<\(url)>" }

  /// Lines as a block of code.
  static func fenced(_ lines: [String]) -> String {
    let lines = lines.map(\.singleLine)
    let longest = lines.map { $0.longestRun(of: "`") }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)text\n" + lines.map { $0 + "\n" }.joined() + "\(fence)\n"
  }

  /// A table: the first row is the header, the cells are Markdown.
  static func table(_ rows: [[String]], alignedRight: Bool = true) -> String {
    guard let header = rows.first else { return "" }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let rule = header.indices.map { $0 == 0 || !alignedRight ? "---" : "---:" }
    return line(header) + line(rule) + rows.dropFirst().map(line).joined()
  }
}
