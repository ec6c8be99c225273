import JSON

/// A run as one JSON document, for programs.
public struct JSONReporter: Reporter {
  /// The version of the format.
  public static let schema = 1

  private var handshake: Handshake?
  private var cases: [JSONValue] = []

  init() {}

  /// The document, when the run has ended.
  public mutating func text(for event: RunEvent) -> String {
    switch event {
    case .began: return ""
    case .started(let handshake):
      self.handshake = handshake
      return ""
    case .finished(let result):
      cases.append(json(result))
      return ""
    case .ended(let summary): return document(summary).canonical()
    }
  }

  private func document(_ summary: RunSummary) -> JSONValue {
    var counts = Verdict.allCases.map { JSONMember($0.rawValue, .integer(summary.count($0))) }
    counts.insert(JSONMember("total", .integer(summary.total)), at: 0)
    return .object([
      JSONMember("schema", .integer(Self.schema)),
      JSONMember("lrconform", .string(ProductVersion.current)),
      JSONMember("pytorch", .string(ProductVersion.pytorch)),
      JSONMember("implementation", summary.handshake.implementation.json),
      JSONMember("precision", .string(summary.handshake.precision.rawValue)),
      JSONMember(
        "tolerance",
        .object([
          JSONMember("rel", .double(summary.tolerance.relative)),
          JSONMember("abs", .double(summary.tolerance.absolute)),
        ])
      ),
      JSONMember("conforming", .boolean(summary.conforms)),
      JSONMember("counts", .object(counts)),
      JSONMember(
        "causes",
        .array(
          summary.causes.map { cause in
            .object([
              JSONMember("name", .string(cause.name)),
              JSONMember("text", .string(cause.text)),
              JSONMember("count", .integer(cause.count)),
            ])
          }
        )
      ),
      JSONMember("known", .integer(summary.known)),
      JSONMember(
        "known_problems",
        .array(
          summary.knownProblems.map { problem in
            .object([
              JSONMember("kind", .string(problem.kind.rawValue)),
              JSONMember("id", .string(problem.id)),
              JSONMember("detail", .string(problem.detail)),
            ])
          }
        )
      ),
      JSONMember("seconds", .double((summary.seconds * 1e6).rounded() / 1e6)),
      JSONMember("cases", .array(cases)),
    ])
  }

  private func json(_ result: CaseResult) -> JSONValue {
    var members = [
      JSONMember("id", .string(result.id)),
      JSONMember("suite", .string(result.run.suite)),
      JSONMember("title", .string(result.run.fixture.title)),
      JSONMember("level", .string(result.run.fixture.level.rawValue)),
      JSONMember("tags", .array(result.run.fixture.tags.map { .string($0) })),
      JSONMember(
        "schedulers",
        .array(result.run.fixture.scenario.schedulerTypes.map { .string($0.rawValue) })
      ),
      JSONMember("verdict", .string(result.verdict.rawValue)),
    ]
    if case .known(let reason) = result.known { members.append(JSONMember("known", .string(reason))) }
    if let reason = result.reason { members.append(JSONMember("reason", .string(reason))) }
    if let text = result.errorText { members.append(JSONMember("stderr", .string(text))) }
    if let comparison = result.comparison {
      members.append(JSONMember("compared", .integer(comparison.compared)))
      if comparison.verdict != .identical {
        members.append(JSONMember("diverging", .integer(comparison.diverging)))
        members.append(JSONMember("largest_ulp", .double(Double(comparison.largestULP))))
        members.append(JSONMember("largest_relative", .double(comparison.largestRelative)))
      }
      if let divergence = comparison.divergence {
        members.append(JSONMember("divergence", json(divergence, comparison)))
      }
      if let diagnosis = result.diagnosis {
        members.append(
          JSONMember(
            "diagnosis",
            .object([
              JSONMember("name", .string(diagnosis.name)),
              JSONMember("text", .string(diagnosis.text)),
              JSONMember("exact", .boolean(diagnosis.isExact)),
              JSONMember("single_precision", .boolean(diagnosis.isSinglePrecision)),
              JSONMember("alternatives", .array(diagnosis.alternatives.map { .string($0) })),
            ])
          )
        )
      }
    }
    return .object(members)
  }

  private func json(_ divergence: Divergence, _ comparison: Comparison) -> JSONValue {
    let text = DivergenceText(divergence: divergence, comparison: comparison).headline
    var members = [
      JSONMember("kind", .string(divergence.kind.name)),
      JSONMember("step", .integer(divergence.step)),
      JSONMember("text", .string(text)),
    ]
    switch divergence.kind {
    case .value(let channel, let column, let nature):
      members.append(JSONMember("channel", .string(channel.rawValue)))
      members.append(JSONMember("column", .integer(column)))
      members.append(JSONMember("nature", .string(nature.rawValue)))
    case .columns(let channel, let expected, let actual):
      members.append(JSONMember("channel", .string(channel.rawValue)))
      members.append(JSONMember("expected", .integer(expected)))
      members.append(JSONMember("actual", .integer(actual)))
    case .length(let expected, let actual):
      members.append(JSONMember("expected", .integer(expected)))
      members.append(JSONMember("actual", .integer(actual)))
    case .unexpectedError(let error):
      members.append(JSONMember("actual", error.json))
    case .missingError(let expected):
      members.append(JSONMember("expected", expected.json))
    case .otherError(let expected, let actual):
      members.append(JSONMember("expected", expected.json))
      members.append(JSONMember("actual", actual.json))
    }
    if !divergence.window.isEmpty {
      let null = Trace.missing
      members.append(
        JSONMember(
          "window",
          .object([
            JSONMember("steps", .array(divergence.window.map { .integer($0.step) })),
            JSONMember("expected", .doubles(divergence.window.map(\.expected), null: null)),
            JSONMember("actual", .doubles(divergence.window.map(\.actual), null: null)),
          ])
        )
      )
    }
    return .object(members)
  }
}

extension Divergence.Kind {
  /// The kind's name in reports.
  public var name: String {
    switch self {
    case .value: "value"
    case .columns: "columns"
    case .length: "length"
    case .unexpectedError: "unexpected-error"
    case .missingError: "missing-error"
    case .otherError: "other-error"
    }
  }
}
