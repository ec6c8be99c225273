import Adapters
import ConformanceSupport
import Verdicts

/// A run as JUnit XML, for servers that show test results: a `testsuite` for each suite, a `testcase` for each case.
///
/// What fails the run is a `failure`, a case on which the adapter failed an `error`. A known divergence counts as
/// skipped, with its reason: so the file and the exit status agree.
package struct JUnitReporter: Reporter {
  private struct Group {
    var name: String
    var text = ""
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0
    var seconds = 0.0
  }

  private var handshake: Handshake?
  private var groups: [Group] = []

  init() {}

  /// The document, when the run has ended.
  package mutating func text(for event: RunEvent) -> String {
    switch event {
    case .began: return ""
    case .started(let handshake):
      self.handshake = handshake
      return ""
    case .finished(let result):
      add(result)
      return ""
    case .ended(let summary):
      addUnmatched(summary)
      addNotRun(summary)
      return document(summary)
    }
  }

  private mutating func add(_ result: CaseResult) {
    let index = index(of: result.run.suite)
    groups[index].tests += 1
    groups[index].seconds += result.seconds
    var content = ""
    switch result.standing {
    case .passed: break
    case .known(let reason):
      groups[index].skipped += 1
      content = "      <skipped message=\"known: \(reason.markup)\"/>\n"
    case .skipped(let reason):
      groups[index].skipped += 1
      content = "      <skipped message=\"\(reason.markup)\"/>\n"
    case .failed(let name, let text):
      groups[index].failures += 1
      let lines = [text] + result.explanation + result.reportedLines
      content = "      <failure type=\"\(name.markup)\" message=\"\(text.markup)\">"
      content += lines.map(\.markup).joined(separator: "\n") + "</failure>\n" + Self.said(result)
    case .broken(let text):
      groups[index].errors += 1
      let lines = result.reportedLines
      content = "      <error type=\"broken\" message=\"\(text.markup)\""
      content += lines.isEmpty ? "/>\n" : ">" + lines.map(\.markup).joined(separator: "\n") + "</error>\n"
      content += Self.said(result)
    }
    groups[index].text += testcase(
      result.id,
      suite: result.run.suite,
      file: result.run.path,
      result.seconds,
      content
    )
  }

  private static func said(_ result: CaseResult) -> String {
    if result.errorLines.isEmpty { return "" }
    return "      <system-err>\(result.errorLines.map(\.markup).joined(separator: "\n"))</system-err>\n"
  }

  // An entry whose case is not in the suite fails the run without being a case.
  private mutating func addUnmatched(_ summary: RunSummary) {
    for problem in summary.knownProblems where problem.kind == .unmatched {
      let name = "known divergences"
      let index = index(of: name)
      groups[index].tests += 1
      groups[index].failures += 1
      let failure =
        "      <failure type=\"\(problem.kind.rawValue)\" message=\"\(problem.detail.markup)\"/>\n"
      groups[index].text += testcase(problem.id, suite: name, file: nil, 0, failure)
    }
  }

  // A file in which nothing but the cases stand that were run would look complete.
  private mutating func addNotRun(_ summary: RunSummary) {
    guard summary.notRun > 0 else { return }
    let index = index(of: "not run")
    groups[index].tests += 1
    groups[index].errors += 1
    let reason = "\(summary.notRun) cases were not run: \(summary.endOfRun ?? "")"
    let error = "      <error type=\"not-run\" message=\"\(reason.markup)\"/>\n"
    groups[index].text += testcase("\(summary.notRun) cases", suite: "not run", file: nil, 0, error)
  }

  private mutating func index(of suite: String) -> Int {
    if let last = groups.indices.last, groups[last].name == suite { return last }
    if let index = groups.firstIndex(where: { $0.name == suite }) { return index }
    groups.append(Group(name: suite))
    return groups.count - 1
  }

  private func testcase(
    _ id: String,
    suite: String,
    file: String?,
    _ seconds: Double,
    _ content: String
  ) -> String {
    // The class name keeps the cases of several implementations apart.
    let implementation = handshake?.implementation.name ?? ""
    var start = "    <testcase name=\"\(id.markup)\" classname=\"\(implementation.markup).\(suite.markup)\""
    if let file { start += " file=\"\(file.markup)\"" }
    start += " time=\"\(Self.decimal(seconds))\""
    return content.isEmpty ? start + "/>\n" : start + ">\n" + content + "    </testcase>\n"
  }

  private func document(_ summary: RunSummary) -> String {
    func sum(_ count: KeyPath<Group, Int>) -> Int { groups.reduce(0) { $0 + $1[keyPath: count] } }
    let implementation = summary.handshake.implementation
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"lrconform: \(implementation.name.markup) \(implementation.version.markup)\""
    text += " tests=\"\(sum(\.tests))\" failures=\"\(sum(\.failures))\" errors=\"\(sum(\.errors))\""
    text += " skipped=\"\(sum(\.skipped))\" time=\"\(Self.decimal(summary.seconds))\">\n"
    for group in groups { text += testsuite(group, summary) }
    return text + "</testsuites>\n"
  }

  private func testsuite(_ group: Group, _ summary: RunSummary) -> String {
    let handshake = summary.handshake
    var properties = [
      ("implementation", handshake.implementation.name), ("version", handshake.implementation.version),
      ("precision", handshake.precision.text), ("pytorch", summary.scope.pytorch),
      ("lrconform", ProductVersion.current), ("standing", summary.standing.text),
      ("tolerance", "rel \(summary.tolerance.relative), abs \(summary.tolerance.absolute)"),
    ]
    if summary.known > 0 { properties.append(("known", "\(summary.known)")) }
    if summary.scope.isPartial {
      properties.append(("filters", summary.scope.filters.joined(separator: " ")))
    }
    if summary.tally.skips.total > 0 { properties.append(("skipped", summary.tally.skips.text)) }
    if let command = summary.scope.commandLine { properties.append(("command", command)) }
    if let version = summary.suiteVersion { properties.append(("suite_version", version)) }
    var text = "  <testsuite name=\"\(group.name.markup)\" tests=\"\(group.tests)\""
    text += " failures=\"\(group.failures)\" errors=\"\(group.errors)\" skipped=\"\(group.skipped)\""
    text += " time=\"\(Self.decimal(group.seconds))\">\n    <properties>\n"
    for (name, value) in properties {
      text += "      <property name=\"\(name)\" value=\"\(value.markup)\"/>\n"
    }
    return text + "    </properties>\n" + group.text + "  </testsuite>\n"
  }

  /// Seconds to the microsecond, without an exponent, which readers of JUnit XML do not take.
  private static func decimal(_ seconds: Double) -> String {
    let microseconds = Int(min(max(seconds, 0), 1e9) * 1e6)
    let fraction = "\(microseconds % 1_000_000)"
    return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
  }
}
