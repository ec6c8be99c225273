import JSON

extension Suite {
  /// The file's canonical text: the same suite always gives the same bytes.
  package func canonicalBytes() -> [UInt8] {
    var members = schemaFile.map { [JSONMember("$schema", .string($0))] } ?? []
    members += [
      JSONMember("schema", .integer(Suite.schema)),
      JSONMember("suite", .string(name)),
      JSONMember("description", .string(description)),
    ]
    if let family { members.append(JSONMember("family", family.json)) }
    if let provenance { members.append(JSONMember("provenance", provenance.json)) }
    members.append(JSONMember("cases", .array(cases.map(\.json))))
    return JSONValue.object(members).canonicalBytes()
  }
}

extension Provenance {
  package var json: JSONValue {
    let texts = [
      ("implementation", implementation), ("version", version), ("python", python),
      ("platform", platform), ("libm", libm),
    ]
    return .object(texts.compactMap { key, text in text.map { JSONMember(key, .string($0)) } })
  }
}

extension FixtureCase {
  /// The case as JSON, keys in the canonical order.
  package var json: JSONValue {
    var members = [
      JSONMember("id", .string(id)),
      JSONMember("title", .string(title)),
      JSONMember("why", .string(why)),
      JSONMember("level", .string(level.rawValue)),
      JSONMember("tags", .array(tags.map { .string($0) })),
    ]
    if !references.isEmpty { members.append(JSONMember("refs", .array(references.map { .string($0) }))) }
    members.append(JSONMember("scenario", scenario.json()))
    if let expected { members.append(JSONMember("expected", .object(expected.jsonMembers))) }
    if !versions.isEmpty {
      members.append(
        JSONMember(
          "versions",
          .array(
            versions.map { version in
              .object([
                JSONMember("torch", .string(version.torch)),
                JSONMember("expected", .object(version.expected.jsonMembers)),
              ])
            }
          )
        )
      )
    }
    if let tolerance {
      members.append(
        JSONMember(
          "tolerance",
          .object([
            JSONMember("rel", .double(tolerance.tolerance.relative)),
            JSONMember("abs", .double(tolerance.tolerance.absolute)),
            JSONMember("reason", .string(tolerance.reason)),
          ])
        )
      )
    }
    if !claims.isEmpty { members.append(JSONMember("claims", .array(claims.map(\.json)))) }
    return .object(members)
  }
}

extension Claim {
  package var json: JSONValue {
    var members = [JSONMember("source", .string(source)), JSONMember("text", .string(text))]
    switch statement {
    case .value(let value): members += value.members
    case .error(let type): members.append(JSONMember("error", .string(type)))
    }
    members.append(JSONMember("verdict", .string(verdict.rawValue)))
    if let note { members.append(JSONMember("note", .string(note))) }
    return .object(members)
  }
}

extension ClaimedValue {
  fileprivate var members: [JSONMember] {
    var members = [
      JSONMember("epochs", .array([.integer(epochs.first), epochs.last.map { .integer($0) } ?? .null]))
    ]
    if channel != .lr { members.append(JSONMember("channel", .string(channel.rawValue))) }
    if let key = channel.breadth.claimKey { members.append(JSONMember(key, .integer(column))) }
    let whole = channel.isCounted ? Int(exactly: number) : nil
    members.append(JSONMember(channel == .lr ? "lr" : "value", whole.map { .integer($0) } ?? .double(number)))
    return members
  }
}
