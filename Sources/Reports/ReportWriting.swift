import Diagnostics
import Fixtures
import JSON
import Scenarios
import Verdicts

extension ReportFile {
  /// The report as JSON, in the canonical order of keys.
  package var json: JSONValue {
    var counts = Verdict.allCases.map { JSONMember($0.rawValue, .integer(count($0))) }
    counts.insert(JSONMember("total", .integer(cases.count)), at: 0)
    var members = [
      JSONMember("schema", .integer(Self.schema)),
      JSONMember("lrconform", .string(lrconform)),
      JSONMember("pytorch", .string(pytorch)),
    ]
    if let suiteVersion { members.append(JSONMember("suite_version", .string(suiteVersion))) }
    members += [
      JSONMember("implementation", implementation.json),
      JSONMember("precision", precision.json),
      JSONMember("tolerance", tolerance.json),
    ]
    members += scopeMembers
    members += [
      JSONMember("counts", .object(counts))
    ]
    if notRun > 0 { members.append(JSONMember("not_run", .integer(notRun))) }
    if let endOfRun { members.append(JSONMember("end_of_run", .string(endOfRun))) }
    if restarts > 0 { members.append(JSONMember("restarts", .integer(restarts))) }
    members += [
      JSONMember("causes", .array(causes.map(\.json)))
    ]
    if !asked.isEmpty { members.append(JSONMember("asked", .array(asked.map(\.json)))) }
    members += [
      JSONMember("known", .integer(known)),
      JSONMember(
        "known_problems",
        .array(
          knownProblems.map { problem in
            .object([
              JSONMember("kind", .string(problem.kind.rawValue)),
              JSONMember("id", .string(problem.id)),
              JSONMember("detail", .string(problem.detail)),
            ])
          }
        )
      ),
      JSONMember("seconds", .double(seconds)),
      JSONMember("cases", .array(cases.map(\.json))),
    ]
    return .object(members)
  }
}

extension Cause {
  fileprivate var json: JSONValue {
    var members = [
      JSONMember("name", .string(name)),
      JSONMember("text", .string(text)),
      JSONMember("count", .integer(count)),
    ]
    for (key, text) in [("formula", formula), ("apparent", apparent), ("smallest", smallest)] {
      if let text { members.append(JSONMember(key, .string(text))) }
    }
    return .object(members)
  }
}

extension AskedQuestion {
  /// A ready fixture, what the implementation gives, and how many causes were open.
  fileprivate var json: JSONValue {
    .object([
      JSONMember("fixture", fixture.json),
      JSONMember("actual", .object(actual.jsonMembers)),
      JSONMember("open", .integer(open)),
    ])
  }
}

extension Tolerance {
  /// The tolerance as reports have it.
  package var json: JSONValue {
    .object([JSONMember("rel", .double(relative)), JSONMember("abs", .double(absolute))])
  }
}

extension ReportedCase {
  package var json: JSONValue {
    var members = [
      JSONMember("id", .string(id)),
      JSONMember("suite", .string(suite)),
      JSONMember("title", .string(title)),
    ]
    func add(_ key: String, _ text: String?) {
      if let text { members.append(JSONMember(key, .string(text))) }
    }
    add("why", why)
    if !references.isEmpty { members.append(JSONMember("refs", .array(references.map { .string($0) }))) }
    members += [
      JSONMember("level", .string(level.rawValue)),
      JSONMember("tags", .array(tags.map { .string($0) })),
      JSONMember("schedulers", .array(schedulers.map { .string($0.rawValue) })),
    ]
    add("family", family)
    members.append(JSONMember("verdict", .string(verdict.rawValue)))
    add("known", known)
    if !unobserved.isEmpty {
      members.append(JSONMember("unobserved", .array(unobserved.map { .string($0.rawValue) })))
    }
    if !gaps.unobserved.isEmpty { members.append(JSONMember("unobserved_at", gaps.unobservedJSON)) }
    if let ends = gaps.ends { members.append(JSONMember("ends", .integer(ends))) }
    add("reason", reason)
    if let undeclared { members.append(JSONMember("undeclared", undeclared.json)) }
    add("stderr", errorText)
    if let comparison {
      members.append(JSONMember("compared", .integer(comparison.compared)))
      if comparison.verdict != .identical {
        members.append(JSONMember("diverging", .integer(comparison.diverging)))
        members.append(JSONMember("largest_ulp", .double(Double(comparison.largestULP))))
        members.append(JSONMember("largest_relative", .double(comparison.largestRelative)))
      }
      if let divergence = comparison.divergence {
        members.append(JSONMember("divergence", divergence.json(headline ?? "", series)))
      }
    }
    if let diagnosis { members.append(JSONMember("diagnosis", diagnosis.json)) }
    if let scenario { members.append(JSONMember("scenario", scenario.json())) }
    return .object(members)
  }
}

extension Diagnosis {
  fileprivate var json: JSONValue {
    var members = [JSONMember("name", .string(name)), JSONMember("text", .string(text))]
    func add(_ key: String, _ text: String?) {
      if let text, !text.isEmpty { members.append(JSONMember(key, .string(text))) }
    }
    add("place", place)
    add("formula", formula)
    add("apparent", apparent)
    if isError {
      members.append(JSONMember("error", .boolean(true)))
    } else {
      members.append(JSONMember("explained", .integer(explained)))
      members.append(JSONMember("failing", .integer(failing)))
      add("subject", subject)
      add("smallest", smallest)
    }
    members.append(JSONMember("alternatives", .array(alternatives.map { .string($0) })))
    return .object(members)
  }
}

extension Divergence {
  fileprivate func json(_ text: String, _ series: ComparedSeries?) -> JSONValue {
    var members = [
      JSONMember("kind", .string(kind.name)),
      JSONMember("step", .integer(step)),
      JSONMember("text", .string(text)),
    ]
    members += kind.members
    if let value {
      members.append(
        JSONMember(
          "value",
          .object([
            JSONMember("channel", .string(value.channel.rawValue)),
            JSONMember("column", .integer(value.column)),
            JSONMember("nature", .string(value.nature.rawValue)),
            JSONMember("step", .integer(value.step)),
          ])
        )
      )
    }
    if !window.isEmpty {
      members.append(
        JSONMember(
          "window",
          Self.columns(window.map(\.step), window.map(\.expected), window.map(\.actual))
        )
      )
    }
    if let series {
      members.append(
        JSONMember(
          "series",
          Self.columns(
            series.steps,
            series.expected,
            series.actual,
            before: [
              JSONMember("channel", .string(series.channel.rawValue)),
              JSONMember("column", .integer(series.column)),
            ]
          )
        )
      )
    }
    return .object(members)
  }

  private static func columns(
    _ steps: [Int],
    _ expected: [Double],
    _ actual: [Double],
    before members: [JSONMember] = []
  ) -> JSONValue {
    .object(
      members + [
        JSONMember("steps", .array(steps.map { .integer($0) })),
        JSONMember("expected", .doubles(expected, null: Trace.missing)),
        JSONMember("actual", .doubles(actual, null: Trace.missing)),
      ]
    )
  }
}

extension Divergence.Kind {
  /// The kind's name in reports.
  package var name: String {
    switch self {
    case .value: "value"
    case .columns: "columns"
    case .length: "length"
    case .unexpectedError: "unexpected-error"
    case .missingError: "missing-error"
    case .otherError: "other-error"
    }
  }

  package static let names = [
    "value", "columns", "length", "unexpected-error", "missing-error", "other-error",
  ]

  fileprivate var members: [JSONMember] {
    switch self {
    case .value(let channel, let column, let nature):
      [
        JSONMember("channel", .string(channel.rawValue)), JSONMember("column", .integer(column)),
        JSONMember("nature", .string(nature.rawValue)),
      ]
    case .columns(let channel, let expected, let actual):
      [
        JSONMember("channel", .string(channel.rawValue)), JSONMember("expected", .integer(expected)),
        JSONMember("actual", .integer(actual)),
      ]
    case .length(let expected, let actual):
      [JSONMember("expected", .integer(expected)), JSONMember("actual", .integer(actual))]
    case .unexpectedError(let error): [JSONMember("actual", error.json)]
    case .missingError(let expected): [JSONMember("expected", expected.json)]
    case .otherError(let expected, let actual):
      [JSONMember("expected", expected.json), JSONMember("actual", actual.json)]
    }
  }
}
