import ConformanceSupport
import Fixtures
import JSON
import Scenarios

/// Any number of reports as one HTML file that needs nothing else: a matrix, filters, and each divergence drawn.
///
/// The page holds its data as JSON and draws what is looked at: twenty reports stay quick. What a case is stands
/// there once; what became of it, once a report, in a block that is not read before it is wanted.
package struct HTMLReport: Sendable {
  private let reports: [ReportFile]
  private let history: ReportHistory

  /// A page of reports, in their order, and what earlier ones came to.
  package init(_ reports: [ReportFile], history: ReportHistory = ReportHistory()) {
    self.reports = reports
    self.history = history
  }

  /// The file's text.
  package var text: String {
    let index = CaseIndex(reports)
    // In the order in which each uses those before it.
    let scripts = [
      PackageResources.elements_js, PackageResources.plot_js, PackageResources.case_js,
      PackageResources.history_js, PackageResources.page_js,
    ]
    let blocks = reports.enumerated().map { number, report in
      "<script type=\"application/json\" id=\"details-\(number)\">"
        + Self.embedded(details(of: report, index)) + "</script>\n"
    }
    return Self.filled(
      String(decoding: PackageResources.page_html, as: UTF8.self),
      [
        "style": String(decoding: PackageResources.page_css, as: UTF8.self),
        "script": scripts.map { String(decoding: $0, as: UTF8.self) }.joined(),
        "data": Self.embedded(data(index)),
        "details": blocks.joined(),
      ]
    )
  }

  private func data(_ index: CaseIndex) -> JSONValue {
    .object([
      JSONMember("lrconform", .string(ProductVersion.current)),
      JSONMember("suites", .array(index.suites.map { .string($0.singleLine) })),
      JSONMember("causes", .array(index.causes.map { .string($0.singleLine) })),
      JSONMember("cases", .array(index.cases.map { index.json($0) })),
      JSONMember("reports", .array(reports.map { json($0, index) })),
      JSONMember("history", history.json),
    ])
  }

  private func json(_ report: ReportFile, _ index: CaseIndex) -> JSONValue {
    var letters = [Character](repeating: ".", count: index.cases.count)
    var known: [JSONValue] = []
    var causes: [JSONValue] = []
    for reported in report.cases {
      guard let place = index.places[reported.id] else { continue }
      letters[place] = reported.verdict.letter
      if reported.known != nil { known.append(.integer(place)) }
      if let cause = reported.diagnosis.flatMap({ index.causePlaces[$0.text] }) {
        causes.append(.array([.integer(place), .integer(cause)]))
      }
    }
    let standing = report.standing
    let implementation = report.implementation
    var members = [
      JSONMember("name", .string(implementation.name.singleLine)),
      JSONMember("version", .string(implementation.version.singleLine)),
      JSONMember("precision", .string(report.precision.text)),
      JSONMember("pytorch", .string(report.pytorch.singleLine)),
      JSONMember("verdicts", .string(String(letters))),
      JSONMember("known", .array(known)),
      JSONMember("causes", .array(causes)),
      JSONMember("claim", .string(standing.claim.rawValue)),
      JSONMember("standing", .string(standing.text.singleLine)),
    ]
    let texts = [
      ("suite_version", report.suiteVersion), ("language", implementation.language),
      ("homepage", implementation.homepage), ("issues", implementation.issues),
    ]
    for case (let key, let text?) in texts { members.append(JSONMember(key, .string(text.singleLine))) }
    return .object(members)
  }

  private func details(of report: ReportFile, _ index: CaseIndex) -> JSONValue {
    .object(
      report.cases.compactMap { reported in
        let members = Self.detail(reported)
        guard !members.isEmpty, let place = index.places[reported.id] else { return nil }
        return JSONMember("\(place)", .object(members))
      }
    )
  }

  private static func detail(_ reported: ReportedCase) -> [JSONMember] {
    var members: [JSONMember] = []
    func add(_ key: String, _ text: String?) {
      if let text { members.append(JSONMember(key, .string(text.singleLine))) }
    }
    add("known", reported.known)
    add("reason", reported.reason)
    if !reported.unobserved.isEmpty {
      add("unobserved", reported.unobserved.map(\.rawValue).joined(separator: ", "))
    }
    add("gaps", reported.gaps.text)
    if let said = reported.errorText {
      let lines = said.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).singleLine }
      members.append(JSONMember("stderr", .string(lines.joined(separator: "\n"))))
    }
    guard let comparison = reported.comparison, comparison.verdict != .identical else { return members }
    if comparison.largestULP > 0 {
      members.append(JSONMember("ulp", .double(rounded(Double(comparison.largestULP)))))
      members.append(JSONMember("relative", .double(rounded(comparison.largestRelative))))
    }
    guard let divergence = comparison.divergence else { return members }
    add("headline", reported.headline)
    add("cause", reported.diagnosis?.sentence)
    members.append(JSONMember("step", .integer(divergence.valueStep)))
    if !divergence.window.isEmpty {
      let window = divergence.window
      members.append(
        JSONMember("window", columns(window.map(\.step), window.map(\.expected), window.map(\.actual)))
      )
    }
    if let series = reported.series {
      // The picture has fewer pixels than a double has digits.
      members.append(
        JSONMember(
          "series",
          columns(
            series.steps,
            series.expected.map(rounded),
            series.actual.map(rounded),
            [JSONMember("name", .string(series.channel.place(of: series.column)))]
          )
        )
      )
    }
    return members
  }

  private static func columns(
    _ steps: [Int],
    _ expected: [Double],
    _ actual: [Double],
    _ before: [JSONMember] = []
  ) -> JSONValue {
    .object(
      before + [
        JSONMember("steps", .array(steps.map { .integer($0) })),
        JSONMember("expected", .doubles(expected, null: Trace.missing)),
        JSONMember("actual", .doubles(actual, null: Trace.missing)),
      ]
    )
  }

  /// Six significant digits.
  private static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var unit = 1.0
    var magnitude = value.magnitude
    while magnitude >= 1e6, unit < 1e300 {
      magnitude /= 10
      unit *= 10
    }
    while magnitude < 1e5, unit > 1e-300 {
      magnitude *= 10
      unit /= 10
    }
    // A division by a power of ten that is exact, where there is one, gives the short form.
    let digits = magnitude.rounded() * (value < 0 ? -1 : 1)
    return unit < 1 ? digits / (1 / unit).rounded() : digits * unit
  }

  /// JSON that ends no element and begins none, inside `<script>`.
  private static func embedded(_ value: JSONValue) -> String {
    let bytes = value.compactBytes()
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 1024)
    for byte in bytes {
      // Outside strings JSON has none of them.
      if byte == UInt8(ascii: "<") { result += "\\u003c".utf8 } else { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The template with each `{{name}}` replaced; what is put in is not looked at again.
  private static func filled(_ template: String, _ values: [String: String]) -> String {
    var result = ""
    for (number, part) in template.split(separator: "{{", omittingEmptySubsequences: false).enumerated() {
      guard number > 0, let end = part.firstRange(of: "}}") else {
        result += part
        continue
      }
      result += values[String(part[..<end.lowerBound])] ?? ""
      result += part[end.upperBound...]
    }
    return result
  }
}

/// The cases of some reports, each once.
private struct CaseIndex {
  private(set) var cases: [ReportedCase] = []
  private(set) var places: [String: Int] = [:]
  private(set) var suites: [String] = []
  private var suitePlaces: [String: Int] = [:]
  /// The causes of divergences, each once.
  private(set) var causes: [String] = []
  private(set) var causePlaces: [String: Int] = [:]

  init(_ reports: [ReportFile]) {
    for reported in reports.lazy.flatMap(\.cases) {
      if let text = reported.diagnosis?.text, causePlaces[text] == nil {
        causePlaces[text] = causes.count
        causes.append(text)
      }
      if let place = places[reported.id] {
        // Only reports in which it does not pass say what was to be done.
        cases[place].why = cases[place].why ?? reported.why
        if cases[place].references.isEmpty { cases[place].references = reported.references }
        cases[place].scenario = cases[place].scenario ?? reported.scenario
        cases[place].family = cases[place].family ?? reported.family
        continue
      }
      places[reported.id] = cases.count
      cases.append(reported)
      if suitePlaces[reported.suite] == nil {
        suitePlaces[reported.suite] = suites.count
        suites.append(reported.suite)
      }
    }
  }

  func json(_ reported: ReportedCase) -> JSONValue {
    var members = [
      JSONMember("id", .string(reported.id)),
      JSONMember("suite", .integer(suitePlaces[reported.suite] ?? 0)),
      JSONMember("title", .string(reported.title.singleLine)),
      JSONMember("level", .string(reported.level.rawValue)),
      JSONMember("tags", .array(reported.tags.map { .string($0.singleLine) })),
      JSONMember("schedulers", .array(reported.schedulers.map { .string($0.rawValue) })),
    ]
    if let family = reported.family { members.append(JSONMember("family", .string(family.singleLine))) }
    if let why = reported.why { members.append(JSONMember("why", .string(why.singleLine))) }
    if !reported.references.isEmpty {
      members.append(JSONMember("refs", .array(reported.references.map { .string($0.singleLine) })))
    }
    if let scenario = reported.scenario {
      members.append(JSONMember("scenario", .string(scenario.json().canonical().harmlessJSON)))
    }
    return .object(members)
  }
}

extension Verdict {
  fileprivate var letter: Character {
    switch self {
    case .identical: "i"
    case .within: "w"
    case .diverged: "d"
    case .errorMismatch: "e"
    case .skipped: "s"
    case .broken: "b"
    }
  }
}
