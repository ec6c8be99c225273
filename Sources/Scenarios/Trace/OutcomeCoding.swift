import ConformanceSupport
import JSON

extension Trace {
  /// Reads a trace.
  ///
  /// - Throws: `JSONError` for an unknown channel and for columns of different lengths.
  package init(_ node: JSONNode) throws(JSONError) {
    channels = []
    var length: (count: Int, node: JSONNode)?
    for (name, value) in try node.members() {
      guard let channel = Channel(rawValue: name) else {
        let known = (Channel.allCases.map(\.rawValue) + ["state.KEY"]).joined(separator: ", ")
        throw value.error("expected one of the channels \(known)")
      }
      var columns: [[Double]] = []
      for element in try value.elements() {
        let column = try element.doubles(null: Trace.missing)
        if let length, length.count != column.count {
          throw element.error(
            "expected \(length.count) values as in \(length.node.path), found \(column.count)"
          )
        }
        length = length ?? (column.count, element)
        columns.append(column)
      }
      channels.append(Observed(channel: channel, columns: columns))
    }
  }

  /// The trace as JSON.
  package var json: JSONValue {
    .object(
      channels.map { observed in
        JSONMember(
          observed.channel.rawValue,
          .array(observed.columns.map { Trace.json($0, of: observed.channel) })
        )
      }
    )
  }

  // Epochs are counted: whole ones are written as the integers they are.
  private static func json(_ column: [Double], of channel: Channel) -> JSONValue {
    guard channel.isCounted else { return .doubles(column, null: missing) }
    return .array(
      column.map { value in
        if isMissing(value) { return .null }
        guard let whole = Int(exactly: value), whole.magnitude < 1 << 53, !isNegativeZero(value) else {
          return .double(value)
        }
        return .integer(whole)
      }
    )
  }
}

private func isNegativeZero(_ value: Double) -> Bool { value == 0 && value.sign == .minus }

extension RunError {
  /// Reads an error.
  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["step", "type", "message"])
    step = try node.member("step").integer(in: 0...Scenario.maximumObservations)
    type = try node.member("type").string(atMost: TextLimits.name)
    message = try node.optionalMember("message")?.string(atMost: TextLimits.message) ?? ""
  }

  /// The error as JSON.
  package var json: JSONValue {
    .object([
      JSONMember("step", .integer(step)),
      JSONMember("type", .string(type)),
      JSONMember("message", .string(message)),
    ])
  }
}

extension Outcome {
  /// The members `trace` and `error` as JSON, and those of the gaps.
  package var jsonMembers: [JSONMember] {
    var members = [JSONMember("trace", trace.json)]
    if let error { members.append(JSONMember("error", error.json)) }
    return members + gaps.jsonMembers
  }
}
