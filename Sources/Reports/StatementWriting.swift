import Fixtures
import JSON
import Scenarios
import Verdicts

extension Statement {
  /// The statement as JSON, for programs.
  package var json: JSONValue {
    var members = [
      JSONMember("schema", .integer(Self.schema)),
      JSONMember("lrconform", .string(report.lrconform)),
      JSONMember("pytorch", .string(report.pytorch)),
    ]
    if let version = report.suiteVersion { members.append(JSONMember("suite_version", .string(version))) }
    members += [
      JSONMember("implementation", report.implementation.json),
      JSONMember("precision", report.precision.json),
      JSONMember("tolerance", report.tolerance.json),
      JSONMember("conforming", .boolean(standing.isConforming)),
      JSONMember("standing", standing.json),
    ]
    if let scope = report.scope { members.append(JSONMember("scope", scope.json)) }
    members += [
      JSONMember("declared", report.declaration.json),
      JSONMember("all", tally.all.json),
      JSONMember("levels", Self.json(tally.levels)),
      JSONMember("schedulers", .array(schedulers.map(\.json))),
      JSONMember("skips", tally.skips.json),
      JSONMember("unobserved", unobserved),
      JSONMember("ended", .array(cases { $0.gaps.ends != nil })),
      JSONMember("partly_observed", .array(cases { !$0.gaps.unobserved.isEmpty })),
      JSONMember("known", .array(known.map { Self.json($0, "reason", $0.known) })),
      JSONMember("failing", .array(failing.map { Self.json($0, "text", $0.headline ?? $0.reason) })),
    ]
    if let command = report.scope?.commandLine {
      members.append(JSONMember("reproduce", .string(command)))
    }
    return .object(members)
  }

  /// The ids of some cases.
  private func cases(_ areMeant: (ReportedCase) -> Bool) -> [JSONValue] {
    report.cases.filter(areMeant).map { .string($0.id) }
  }

  private var unobserved: JSONValue {
    .array(
      tally.unobserved.sorted { $0.key.order < $1.key.order }.map { channel, count in
        .object([
          JSONMember("channel", .string(channel.rawValue)),
          JSONMember("cases", .integer(count)),
        ])
      }
    )
  }

  private static func json(_ reported: ReportedCase, _ key: String, _ text: String?) -> JSONValue {
    .object([
      JSONMember("case", .string(reported.id)),
      JSONMember("verdict", .string(reported.verdict.rawValue)),
      JSONMember(key, .string(text ?? "")),
    ])
  }

  fileprivate static func json(_ levels: [CaseLevel: VerdictCounts]) -> JSONValue {
    .object(
      CaseLevel.allCases.compactMap { level in levels[level].map { JSONMember(level.rawValue, $0.json) } }
    )
  }
}

extension Statement.SchedulerRow {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("scheduler", .string(scheduler.rawValue)),
      JSONMember("declared", .boolean(isDeclared)),
      JSONMember("levels", Statement.json(levels)),
      JSONMember(
        "skips",
        .object(
          CaseLevel.allCases.compactMap { level in
            skips[level].map { JSONMember(level.rawValue, $0.json) }
          }
        )
      ),
    ])
  }
}

extension VerdictCounts {
  /// The counts, those of known divergences included in those of their verdicts.
  fileprivate var json: JSONValue {
    .object(
      [JSONMember("total", .integer(total)), JSONMember("run", .integer(run))]
        + Verdict.allCases.map { JSONMember($0.rawValue, .integer(self[$0])) }
        + [JSONMember("known", .integer(known))]
    )
  }
}
