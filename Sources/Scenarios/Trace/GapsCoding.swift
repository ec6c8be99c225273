import JSON

extension Gaps {
  /// The keys of a reply that say what cannot be judged.
  package static let keys = ["unobserved", "ends"]

  /// Reads the members of a reply.
  ///
  /// - Throws: `JSONError` for a channel that was not observed, an observation that there is not, a value where nothing
  ///   is said to be seen, and where nothing at all is left to judge.
  package init(_ node: JSONNode, _ trace: Trace) throws(JSONError) {
    self.init()
    if let member = try node.optionalMember("ends") {
      guard trace.length > 0 else { throw member.error("expected no end: nothing was observed before it") }
      ends = try member.integer(in: 1...trace.length)
    }
    guard let members = try node.optionalMember("unobserved") else { return }
    for (name, list) in try members.members() {
      guard let channel = Channel(rawValue: name), let columns = trace[channel] else {
        let known = trace.channels.map(\.channel.rawValue).joined(separator: ", ")
        throw list.error("expected one of the channels of the trace, \(known)")
      }
      var steps: Set<Int> = []
      for element in try list.elements() {
        guard trace.length > 0 else { throw element.error("expected no observation: the trace has none") }
        let step = try element.integer(in: 0...(trace.length - 1))
        guard columns.allSatisfy({ $0.count <= step || Trace.isMissing($0[step]) }) else {
          throw element.error(
            "expected null in the trace at an observation with nothing to see, found a value"
          )
        }
        steps.insert(step)
      }
      if !steps.isEmpty { unobserved[channel] = steps }
    }
    let judged = 0..<(ends ?? trace.length)
    let isNothingLeft = trace.channels.allSatisfy { observed in
      judged.allSatisfy { unobserved[observed.channel]?.contains($0) ?? false }
    }
    if !unobserved.isEmpty, isNothingLeft {
      throw members.error(
        "expected an observation that can be judged; where there is none, reply with \"skipped\""
      )
    }
  }

  /// The members of a reply.
  package var jsonMembers: [JSONMember] {
    var members: [JSONMember] = []
    if !unobserved.isEmpty { members.append(JSONMember("unobserved", unobservedJSON)) }
    if let ends { members.append(JSONMember("ends", .integer(ends))) }
    return members
  }

  /// The observations with nothing to see, by channel.
  package var unobservedJSON: JSONValue {
    .object(
      unobservedInOrder.map { channel, steps in
        JSONMember(channel.rawValue, .array(steps.map { .integer($0) }))
      }
    )
  }
}
