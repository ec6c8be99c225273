/// A small SVG picture that says how an implementation stands, for a README.
public struct Badge: Sendable {
  private let value: String
  private let colour: String

  /// Of one report the cases that are identical or pass, of those that were run; of several the implementations
  /// that conform.
  public init(_ reports: [ReportFile]) {
    let conforming = reports.count(where: \.isConforming)
    colour = conforming == reports.count && !reports.isEmpty ? "#14713d" : "#b3202a"
    guard let report = reports.first, reports.count == 1 else {
      value = "\(conforming)/\(reports.count) conforming"
      return
    }
    let tally = report.tally
    let identical = report.count(.identical)
    var text =
      identical == tally.passing
      ? "\(identical)/\(tally.run) identical" : "\(tally.passing)/\(tally.run) pass"
    let skipped = report.count(.skipped)
    if skipped > 0 { text += ", \(skipped) skipped" }
    value = text
  }

  /// The picture.
  public var text: String {
    let label = "lrconform"
    // About the width of an 11-pixel sans-serif; `textLength` makes it so.
    func width(_ text: String) -> Int { (text.count * 13 + 1) / 2 }
    let left = width(label) + 12
    let right = width(value) + 12
    func part(_ text: String, _ start: Int, _ width: Int) -> String {
      "  <text x=\"\(start + 6)\" y=\"14\" textLength=\"\(width - 12)\" fill=\"#fff\""
        + " font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\(text.markup)</text>\n"
    }
    var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(left + right)\" height=\"20\""
    svg += " role=\"img\" aria-label=\"\(label): \(value.markup)\">\n"
    svg += "  <title>\(label): \(value.markup)</title>\n"
    svg += "  <rect width=\"\(left)\" height=\"20\" fill=\"#444c56\"/>\n"
    svg += "  <rect x=\"\(left)\" width=\"\(right)\" height=\"20\" fill=\"\(colour)\"/>\n"
    return svg + part(label, 0, left) + part(value, left, right) + "</svg>\n"
  }
}
