import ArgumentParser
import LRConformance

struct ReportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case html, markdown, svg }

  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make a page, tables or a badge of the JSON reports of any number of implementations.",
    discussion: """
        lrconform check --format json --output a.json -- ./adapter-a
        lrconform check --format json --output b.json -- ./adapter-b
        lrconform report a.json b.json --output report.html
        lrconform report a.json b.json --format markdown
        lrconform report a.json --format svg --output badge.svg
      """
  )

  @Argument(help: "Reports that `check --format json` wrote.", completion: .file())
  var files: [String]

  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: "A page with plots, tables for a README, or a badge.")
  var format = Format.html

  func run() throws {
    var reports: [ReportFile] = []
    for file in files { reports.append(try ReportFile.load(file)) }
    switch format {
    case .html: try output.write(HTMLReport(reports).text)
    case .markdown: try output.write(MarkdownMatrix(reports).text)
    case .svg: try output.write(Badge(reports).text)
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
