import ConformanceSupport
import JSON
import Scenarios

/// What the runner asks of an adapter, one line each.
package enum Request {
  package static let start = JSONValue.object([
    JSONMember("cmd", "start"),
    JSONMember("protocol", .integer(Handshake.protocolVersion)),
  ])

  static let stop = JSONValue.object([JSONMember("cmd", "stop")])

  /// A scenario to run, with the tables of its functions and never the expected values.
  package static func run(sequence: Int, id: String, _ scenario: Scenario) -> JSONValue {
    .object([
      JSONMember("cmd", "run"),
      JSONMember("seq", .integer(sequence)),
      JSONMember("id", .string(id)),
      JSONMember("scenario", scenario.json(tables: FunctionTables(for: scenario))),
    ])
  }
}

/// An adapter's answer to `run`.
package enum Reply: Sendable, Equatable {
  /// What came of the scenario.
  case outcome(Outcome)
  /// The implementation cannot do what the case needs, and why.
  case skipped(String)

  /// Reads a reply and its sequence number.
  package static func read(_ node: JSONNode) throws(JSONError) -> (sequence: Int, reply: Reply) {
    try node.refuseKeys(otherThan: ["seq", "trace", "error", "skipped"] + Gaps.keys)
    return (try node.member("seq").integer(), try Reply(node))
  }

  /// Reads the members that make a reply; others are not looked at.
  package init(_ node: JSONNode) throws(JSONError) {
    if let skipped = try node.optionalMember("skipped") {
      for key in ["trace", "error"] + Gaps.keys where try node.optionalMember(key) != nil {
        throw skipped.error("expected either \"skipped\" or \"trace\", found \"skipped\" and \"\(key)\"")
      }
      self = .skipped(try skipped.string(atMost: TextLimits.message))
      return
    }
    let error = try node.optionalMember("error").map { (member) throws(JSONError) in try RunError(member) }
    let trace = try Trace(node.member("trace"))
    if let error, error.step != trace.length {
      throw try node.member("error").error(
        "expected the error at step \(trace.length), after the trace's last observation, found step \(error.step)"
      )
    }
    let gaps = try Gaps(node, trace)
    if error != nil, gaps.ends != nil {
      throw try node.member("ends").error("expected either \"error\" or \"ends\", found both")
    }
    self = .outcome(Outcome(trace: trace, error: error, gaps: gaps))
  }

  package var jsonMembers: [JSONMember] {
    switch self {
    case .outcome(let outcome): outcome.jsonMembers
    case .skipped(let reason): [JSONMember("skipped", .string(reason))]
    }
  }

  package func json(sequence: Int) -> JSONValue {
    .object([JSONMember("seq", .integer(sequence))] + jsonMembers)
  }
}
