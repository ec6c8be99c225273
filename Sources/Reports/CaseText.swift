import ConformanceSupport
import Fixtures
import JSON
import Scenarios

/// A case for people.
package struct CaseText: Sendable {
  private let fixture: FixtureCase
  private let suite: Suite
  private let style: TextStyle

  /// A case of a suite.
  package init(_ fixture: FixtureCase, of suite: Suite, style: TextStyle) {
    self.fixture = fixture
    self.suite = suite
    self.style = style
  }

  /// Title, reason, scenario, expected values by epoch, claims.
  package var text: String {
    var text = "\(style.bold(fixture.id)) \(fixture.title.printable)\n"
    text +=
      "\(fixture.level.rawValue)\(fixture.tags.isEmpty ? "" : ": ")\(fixture.tags.joined(separator: ", "))\n\n"
    text += fixture.why.printable.wrapped(at: 78) + "\n\n"
    for reference in fixture.references { text += "reported: \(reference.printable)\n" }
    if !fixture.references.isEmpty { text += "\n" }
    text += fixture.scenario.json().canonical().harmlessJSON
    if NumberRange(fixture.scenario, fixture.expected) == .float64 {
      text += "\nneeds the range of float64\n"
    }
    if let expected = fixture.expected { text += "\n" + table(expected) }
    for claim in fixture.claims {
      let mark = claim.verdict == .upheld ? style.green("✓ upheld ") : style.red("✗ erratum")
      text += "\n\(mark) \(claim.source.printable): \"\(claim.text.printable)\"\n"
      if let note = claim.note { text += note.printable.wrapped(at: 74).indented(by: 4) + "\n" }
    }
    return text
  }

  private func table(_ expected: Outcome) -> String {
    // Long runs of the same values say nothing new.
    var text = TraceText([(name: fixture.id, trace: expected.trace)]).table(elided: true)
    if let error = expected.error {
      text += "then at step \(error.step): \(error.type.printable) \(error.message.printable)\n"
    }
    return text
  }
}
