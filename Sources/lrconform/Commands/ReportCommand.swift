import ArgumentParser
import Reports

struct ReportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case html, markdown, svg, statement
    case statementJSON = "statement-json"
  }

  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make a page, tables, a badge or a conformance statement from JSON reports.",
    discussion: """
      A page, tables and a badge take any number of reports; a statement takes one. There is no badge for a run with \
      filters. A badge is green if everything that the adapter declares passes at the levels documented and required, \
      and nothing was left out.

        lrconform check --format json --output a.json -- ./adapter-a
        lrconform check --format json --output b.json -- ./adapter-b
        lrconform report a.json b.json --output report.html
        lrconform report a.json b.json --format markdown
        lrconform report new/*.json --history old --output matrix.html
        lrconform report a.json --format svg --output badge.svg
        lrconform report a.json --format statement --output CONFORMANCE.md
      """
  )

  @Argument(help: "Reports that `check --format json` wrote.", completion: .file())
  var files: [String]

  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: "A page with plots, tables for a README, a badge, or a conformance statement.")
  var format = Format.html

  @Option(
    help: ArgumentHelp(
      "Earlier reports, for a trend on the page: a file, a folder of them, or a folder of such folders, in order of name.",
      valueName: "path"
    ),
    completion: .directory
  )
  var history: [String] = []

  func validate() throws {
    if !history.isEmpty, format != .html { throw ValidationError("a trend is for a page: --format html") }
    if format == .statement || format == .statementJSON, files.count > 1 {
      throw ValidationError("a statement is about one report, \(files.count) are given")
    }
  }

  func run() throws {
    var reports: [ReportFile] = []
    for file in files { reports.append(try ReportFile.load(file)) }
    switch format {
    case .html: try output.write(HTMLReport(reports, history: ReportHistory(paths: history)).text)
    case .markdown: try output.write(MarkdownMatrix(reports).text)
    case .svg: try output.write(badge(reports).text)
    case .statement: for report in reports { try output.write(Statement(report).text) }
    case .statementJSON:
      for report in reports { try output.write(Statement(report).json.canonical().harmlessJSON) }
    }
  }

  private func badge(_ reports: [ReportFile]) throws(Failure) -> Badge {
    do throws(Badge.Refusal) {
      return try Badge(reports)
    } catch {
      throw Failure(.usage, "\(files[error.index]): \(error)")
    }
  }
}

extension ReportFile {
  /// Reads a report; its failure is the command's.
  static func load(_ path: String) throws(Failure) -> ReportFile {
    do {
      return try ReportFile(path: path)
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }
}
