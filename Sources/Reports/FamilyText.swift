import Scenarios

/// Families of schedules in words: formula, arguments, conventions, and who offers them.
package struct FamilyText {
  private let families: [ScheduleFamily]

  package init(_ families: [ScheduleFamily]) { self.families = families }

  package var text: String {
    families.map { Self.lines($0).map { $0.printable + "\n" }.joined() }.joined(separator: "\n")
  }

  private static func lines(_ family: ScheduleFamily) -> [String] {
    var lines = [family.name, "  lr = base lr · (\(family.formula))"]
    for argument in family.arguments {
      let standard = argument.standard.map { "; \($0) by default" } ?? ""
      lines.append("  --\(argument.name)  \(argument.meaning) (\(argument.unit)\(standard))")
    }
    for convention in family.conventions {
      lines.append("  --convention \(convention.name)  \(convention.meaning)")
    }
    lines += [
      "  first step: \(family.firstStep)", "  seams: \(family.seams)", "  past the end: \(family.pastTheEnd)",
    ]
    for offer in family.offers {
      let convention = offer.convention.map { ", \($0)" } ?? ""
      let note = offer.note.map { " (\($0))" } ?? ""
      lines.append("  \(offer.library) \(offer.name)\(convention)\(note): \(offer.url)")
    }
    return lines
  }
}
