import Verdicts

/// A small SVG picture that says how an implementation stands, for a README.
package struct Badge: Sendable {
  private let value: String
  private let colour: Colour

  /// White text is read well on all of them.
  private enum Colour: String {
    case green = "#14713d"
    case blue = "#0757c2"
    case amber = "#8a5a00"
    case grey = "#5a6068"
    case red = "#b3202a"
  }

  /// Why there is no badge: a report is of a part of the suite alone.
  package struct Refusal: Error, Sendable, CustomStringConvertible {
    /// The report's place among those that were given.
    package let index: Int
    /// What the run says of itself, and why that makes no badge.
    package let description: String
  }

  /// Of one report the cases that are identical or pass, of those that were run, with what narrows that; of several
  /// the implementations that conform. Green where all conform and nothing was left out.
  package init(_ reports: [ReportFile]) throws(Refusal) {
    for (index, report) in reports.enumerated() where report.scope?.isPartial == true {
      let problem = "a badge is about a whole run, and this one is \(report.standing.text)"
      throw Refusal(index: index, description: problem)
    }
    if let report = reports.first, reports.count == 1 {
      (value, colour) = Self.one(report)
    } else {
      (value, colour) = Self.several(reports.map(\.standing))
    }
  }

  private static func one(_ report: ReportFile) -> (String, Colour) {
    let standing = report.standing
    let tally = report.tally.all
    let passing =
      tally[.identical] == tally.passing
      ? "\(tally.passing)/\(tally.run) identical" : "\(tally.passing)/\(tally.run) pass"
    let skipped = tally[.skipped] > 0 ? ["\(tally[.skipped]) skipped"] : []
    let known = tally.known > 0 ? ["\(tally.known) known divergence\(tally.known == 1 ? "" : "s")"] : []
    let torch = report.scope?.torch.map { ["PyTorch \($0)"] } ?? []
    let parts: [String]
    let colour: Colour
    switch standing.claim {
    case .conforming: (parts, colour) = ([passing], .green)
    case .limited, .widened: (parts, colour) = ([passing] + standing.limits, .blue)
    case .asExpected: (parts, colour) = (known + [passing] + standing.limits, .amber)
    case .incomplete: (parts, colour) = (["incomplete", passing], .amber)
    case .nothingRun: return ("nothing was run", .grey)
    case .undescribed: (parts, colour) = (known + [passing, "scope unknown"], .grey)
    case .notAsExpected: (parts, colour) = (["not as expected"] + known + [passing], .red)
    case .notConforming, .partial: (parts, colour) = ([passing] + known, .red)
    }
    return ((parts + skipped + torch).joined(separator: ", "), colour)
  }

  private static func several(_ standings: [RunStanding]) -> (String, Colour) {
    let conforming = standings.count(where: \.isConforming)
    let known = standings.count { $0.claim == .asExpected }
    var text = "\(conforming)/\(standings.count) conforming"
    if known > 0 { text += ", \(known) with known divergences" }
    if !standings.allSatisfy(\.isAsExpected) { return (text, .red) }
    if conforming < standings.count { return (text, .amber) }
    return (text, standings.allSatisfy { $0.claim == .conforming } && !standings.isEmpty ? .green : .blue)
  }

  /// The picture.
  package var text: String {
    let label = "lrconform"
    let value = value.singleLine
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
    svg += "  <rect x=\"\(left)\" width=\"\(right)\" height=\"20\" fill=\"\(colour.rawValue)\"/>\n"
    return svg + part(label, 0, left) + part(value, left, right) + "</svg>\n"
  }
}
