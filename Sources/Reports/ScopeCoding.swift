import Adapters
import JSON
import Verdicts

// What a report says of how its run was narrowed, and of what the run may therefore say.

extension ReportFile {
  /// The members about it.
  var scopeMembers: [JSONMember] {
    let standing = standing
    var members = [
      JSONMember("conforming", .boolean(standing.isConforming)),
      JSONMember("standing", standing.json),
    ]
    if let scope { members.append(JSONMember("scope", scope.json)) }
    members += [
      JSONMember("declared", declaration.json),
      JSONMember("skips", tally.skips.json),
    ]
    return members
  }

  /// Reads them. What follows from the rest of the report is read for its form alone.
  mutating func readScope(_ node: JSONNode) throws(JSONError) {
    let isConforming = try node.member("conforming").boolean()
    guard let member = try node.optionalMember("scope") else {
      // An older report that was written again has a standing, and may be as expected without conforming.
      let standing = try node.optionalMember("standing")
      isRefuted = try !(standing?.member("as_expected").boolean() ?? isConforming)
      return
    }
    scope = try RunScope(member)
    if let declared = try node.optionalMember("declared") { declaration = try Declaration(declared) }
  }
}

extension RunStanding {
  /// The claim and its words.
  package var json: JSONValue {
    .object([
      JSONMember("claim", .string(claim.rawValue)),
      JSONMember("text", .string(text)),
      JSONMember("as_expected", .boolean(isAsExpected)),
      JSONMember("limits", .array(limits.map { .string($0) })),
    ])
  }
}

extension SkipTally {
  /// The reasons, each with its number.
  package var json: JSONValue {
    .array(
      parts.map { part in
        .object([
          JSONMember("reason", .string(part.reason)),
          JSONMember("by", .string(part.isSaidByAdapter ? "adapter" : "declaration")),
          JSONMember("count", .integer(part.count)),
        ])
      }
    )
  }
}

extension Undeclared {
  package var json: JSONValue {
    .object([JSONMember("kind", .string(kind)), JSONMember("name", .string(name))])
  }

  init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["kind", "name"])
    let name = try node.member("name")
    guard let undeclared = Undeclared(kind: try node.member("kind").string(), name: try name.string()) else {
      throw node.error("expected a scheduler, family, channel, feature or range")
    }
    self = undeclared
  }
}

extension Declaration {
  package var json: JSONValue {
    var members: [JSONMember] = []
    func add(_ key: String, _ names: [String]?) {
      if let names { members.append(JSONMember(key, .array(names.map { .string($0) }))) }
    }
    add("schedulers", schedulers?.map(\.rawValue))
    add("features", features?.map(\.rawValue))
    add("channels", channels?.map(\.rawValue))
    return .object(members)
  }

  init(_ node: JSONNode) throws(JSONError) {
    self.init()
    try node.refuseKeys(otherThan: ["schedulers", "features", "channels"])
    schedulers = try node.optionalMember("schedulers")?.names()
    features = try node.optionalMember("features")?.names()
    channels = try node.optionalMember("channels")?.names()
  }
}

extension RunScope {
  package var json: JSONValue {
    var members: [JSONMember] = []
    if let total { members.append(JSONMember("total", .integer(total))) }
    members.append(JSONMember("whole_suite", .boolean(isWholeSuite)))
    func add(_ key: String, _ texts: [String]) {
      if !texts.isEmpty { members.append(JSONMember(key, .array(texts.map { .string($0) }))) }
    }
    add("fixtures", fixtures)
    add("ids", ids)
    add("tags", tags)
    add("levels", levels.map(\.rawValue))
    add("schedulers", schedulers.map(\.rawValue))
    if let shard { members.append(JSONMember("shard", .string(shard))) }
    members += [
      JSONMember("ended_early", .boolean(endedEarly)),
      JSONMember("own_tolerance", .boolean(hasOwnTolerance)),
      JSONMember("strict_errors", .boolean(strictErrors)),
    ]
    if let torch { members.append(JSONMember("torch", .string(torch))) }
    if let maxSkipped { members.append(JSONMember("max_skipped", .integer(maxSkipped))) }
    if unjudged > 0 { members.append(JSONMember("unjudged", .integer(unjudged))) }
    add("command", command)
    return .object(members)
  }

  package init(_ node: JSONNode) throws(JSONError) {
    self.init()
    try node.refuseKeys(
      otherThan: [
        "total", "whole_suite", "fixtures", "ids", "tags", "levels", "schedulers", "shard", "ended_early",
        "own_tolerance", "strict_errors", "torch", "max_skipped", "unjudged", "command",
      ]
    )
    func texts(_ key: String) throws(JSONError) -> [String] {
      var texts: [String] = []
      for element in try node.optionalMember(key)?.elements() ?? [] { texts.append(try element.string()) }
      return texts
    }
    total = try node.optionalMember("total")?.integer(in: 0...Int.max)
    isWholeSuite = try node.member("whole_suite").boolean()
    fixtures = try texts("fixtures")
    ids = try texts("ids")
    tags = try texts("tags")
    levels = try node.optionalMember("levels")?.names() ?? []
    schedulers = try node.optionalMember("schedulers")?.names() ?? []
    shard = try node.optionalMember("shard")?.string()
    endedEarly = try node.member("ended_early").boolean()
    hasOwnTolerance = try node.member("own_tolerance").boolean()
    strictErrors = try node.member("strict_errors").boolean()
    torch = try node.optionalMember("torch")?.string()
    maxSkipped = try node.optionalMember("max_skipped")?.integer(in: 0...Int.max)
    unjudged = try node.optionalMember("unjudged")?.integer(in: 0...Int.max) ?? 0
    command = try texts("command")
  }
}

extension JSONNode {
  /// A list of names.
  fileprivate func names<Name: RawRepresentable & CaseIterable>() throws(JSONError) -> [Name]
  where Name.RawValue == String {
    var names: [Name] = []
    for element in try elements() { names.append(try Name(named: element)) }
    return names
  }
}
