import ConformanceSupport
import JSON
import Scenarios

extension Suite {
  /// Reads a fixture file's bytes, but for the cases that a filter does not want: of these the id is read, the level
  /// and the tags.
  ///
  /// - Throws: `FixtureError` with the case and the place.
  package init(
    parsing bytes: [UInt8],
    path: String,
    filter: CaseFilter = CaseFilter()
  ) throws(FixtureError) {
    do {
      try self.init(JSONNode(file: path, bytes), path: path, filter)
    } catch let error as JSONError {
      throw FixtureError(error)
    } catch let error as FixtureError {
      throw error
    } catch {
      throw FixtureError(path: path, problem: "\(error)")
    }
  }

  private init(_ node: JSONNode, path: String, _ filter: CaseFilter) throws {
    try node.refuseKeys(
      otherThan: ["$schema", "schema", "suite", "description", "family", "provenance", "cases"]
    )
    schemaFile = try node.optionalMember("$schema")?.text()
    let schema = try node.member("schema")
    if try schema.integer() != Suite.schema { throw schema.error("expected the schema \(Suite.schema)") }
    self.path = path
    name = try node.member("suite").text()
    description = try node.member("description").text()
    family = try node.optionalMember("family").map(ScheduleFamily.init)
    provenance = try node.optionalMember("provenance").map(Provenance.init)
    cases = []
    for element in try node.member("cases").elements() {
      do {
        if !filter.isEmpty, try !FixtureCase.mayMatch(element, filter) {
          passedOver.append(try FixtureCase.readID(element))
        } else {
          cases.append(try FixtureCase(element))
        }
      } catch {
        throw FixtureError(error, caseID: try? element.optionalMember("id")?.string())
      }
    }
  }
}

extension Provenance {
  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["implementation", "version", "python", "platform", "libm"])
    implementation = try node.member("implementation").text()
    version = try node.member("version").text()
    python = try node.optionalMember("python")?.text()
    platform = try node.optionalMember("platform")?.text()
    libm = try node.optionalMember("libm")?.text()
  }
}

extension FixtureCase {
  package static let keys = [
    "id", "title", "why", "level", "tags", "refs", "scenario", "expected", "versions", "tolerance", "claims",
  ]

  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: FixtureCase.keys)
    id = try FixtureCase.readID(node)
    title = try node.member("title").text()
    why = try node.member("why").text()
    level = try CaseLevel(named: node.member("level"))
    tags = try FixtureCase.readTags(node.member("tags"))
    references = try node.optionalMember("refs").map(FixtureCase.readReferences) ?? []
    let scenarioNode = try node.member("scenario")
    scenario = try Scenario(scenarioNode)
    if level != .error { try scenario.refuseWrongArguments(scenarioNode) }

    expected = nil
    if let member = try node.optionalMember("expected") {
      expected = try Outcome(member, of: scenario)
      if level == .error, expected?.error == nil {
        throw member.error("a case of the level \"error\" expects no error")
      }
    }
    versions = []
    for element in try node.optionalMember("versions")?.elements() ?? [] {
      try element.refuseKeys(otherThan: ["torch", "expected"])
      let torch = try element.member("torch")
      guard VersionRange(try torch.string()) != nil else {
        throw torch.error("expected versions as \"<2.9\" or \">=1.4,<1.5\"")
      }
      versions.append(
        VersionedExpectation(
          torch: try torch.string(),
          expected: try Outcome(element.member("expected"), of: scenario)
        )
      )
    }
    tolerance = nil
    if let member = try node.optionalMember("tolerance") { tolerance = try CaseTolerance(member) }
    claims = []
    for element in try node.optionalMember("claims")?.elements() ?? [] {
      claims.append(try Claim(element, of: scenario, expected))
    }
  }

  fileprivate static func readID(_ node: JSONNode) throws(JSONError) -> String {
    let idNode = try node.member("id")
    let id = try idNode.string()
    guard FixtureCase.isID(id) else {
      throw idNode.error("expected a slug as \"step-lr/documented\", found \(JSONValue.string(id).compact())")
    }
    return id
  }

  /// Whether a filter may select the case, judged without reading its scenario.
  fileprivate static func mayMatch(_ node: JSONNode, _ filter: CaseFilter) throws(JSONError) -> Bool {
    try filter.mayMatch(
      id: readID(node),
      level: CaseLevel(named: node.member("level")),
      tags: readTags(node.member("tags"))
    )
  }

  private static func readTags(_ node: JSONNode) throws(JSONError) -> [String] {
    var tags: [String] = []
    for element in try node.elements() {
      let tag = try element.string()
      guard Slug.matches(tag.utf8) else {
        throw element.error("expected a tag of lower-case words and dashes")
      }
      if tags.contains(tag) { throw element.error("the tag \"\(tag)\" is there twice") }
      tags.append(tag)
    }
    return tags
  }

  private static func readReferences(_ node: JSONNode) throws(JSONError) -> [String] {
    var references: [String] = []
    for element in try node.elements() {
      let reference = try element.string()
      guard isReference(reference) else {
        throw element.error("expected a URL as \"https://github.com/pytorch/pytorch/issues/47513\"")
      }
      if references.contains(reference) { throw element.error("the URL is there twice") }
      references.append(reference)
    }
    if references.isEmpty { throw node.error("expected URLs, found none") }
    return references
  }

  /// Whether a text is a whole URL of a host, without blanks.
  package static func isReference(_ text: String) -> Bool {
    guard text.hasPrefix("https://") else { return false }
    let rest = text.dropFirst("https://".count)
    let host = rest.prefix { $0 != "/" }
    return host.contains(".") && !host.hasPrefix(".") && !host.hasSuffix(".")
      && Array(rest.utf8).allSatisfy { 0x21...0x7F ~= $0 && !notInURLs.contains($0) }
  }

  private static let notInURLs = Array("<>\"\\^`{|}".utf8)

  /// Whether a text is a suite's slug, a slash, and a case's slug.
  package static func isID(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return false }
    return Slug.matches(bytes[..<slash]) && Slug.matches(bytes[bytes.index(after: slash)...])
  }
}

extension Scenario {
  // A misspelt argument would be PyTorch's TypeError: meant only where an error is expected.
  fileprivate func refuseWrongArguments(_ node: JSONNode) throws(JSONError) {
    for spec in schedulers.flatMap(\.flattened) {
      if let name = spec.unknownArguments.first {
        let known = spec.type.parameters.map(\.name).joined(separator: ", ")
        let hint = NearestText.hint(for: name, among: spec.type.parameters.map(\.name))
        throw node.error("\(spec.type.rawValue) has no argument \"\(name)\"\(hint); it has \(known)")
      }
      if let name = spec.missingArguments.first {
        throw node.error("\(spec.type.rawValue) misses the argument \"\(name)\"")
      }
    }
  }
}

extension Outcome {
  /// Reads an expected outcome and checks its shape: it must be that of the scenario.
  package init(_ node: JSONNode, of scenario: Scenario) throws(JSONError) {
    try node.refuseKeys(otherThan: ["trace", "error"])
    let traceNode = try node.member("trace")
    let trace = try Trace(traceNode)
    let error = try node.optionalMember("error").map { (member) throws(JSONError) in try RunError(member) }
    guard trace.channels.map(\.channel) == scenario.observe else {
      let names = scenario.observe.map(\.rawValue).joined(separator: ", ")
      throw traceNode.error("expected the channels \(names) in this order, as observed")
    }
    let length = error?.step ?? scenario.observationCount
    guard length <= scenario.observationCount else {
      throw node.error("the error is at step \(length), the scenario ends at \(scenario.observationCount)")
    }
    for observed in trace.channels {
      guard observed.columns.allSatisfy({ $0.count == length }) else {
        throw traceNode.error(
          "expected \(length) observations, found \(observed.columns.first?.count ?? 0) in "
            + observed.channel.rawValue
        )
      }
      let columns = observed.channel.columns(
        groups: scenario.groups.count,
        schedulers: scenario.schedulers.count
      )
      guard observed.columns.count >= columns else {
        throw traceNode.error(
          "expected \(columns) columns in \(observed.channel.rawValue), found \(observed.columns.count)"
        )
      }
    }
    self.init(trace: trace, error: error)
  }
}

extension CaseTolerance {
  init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["rel", "abs", "reason"])
    tolerance = Tolerance(
      relative: try node.member("rel").bound(),
      absolute: try node.member("abs").bound()
    )
    reason = try node.member("reason").text()
  }
}

extension Claim {
  package init(_ node: JSONNode, of scenario: Scenario, _ expected: Outcome?) throws(JSONError) {
    var keys = ["source", "text", "verdict", "note"]
    if let error = try node.optionalMember("error") {
      keys.append("error")
      statement = .error(try error.text())
    } else {
      let value = try ClaimedValue(node, of: scenario, expected)
      keys += value.keys
      statement = .value(value)
    }
    try node.refuseKeys(otherThan: keys)
    source = try node.member("source").text()
    text = try node.member("text").text()
    verdict = try ClaimVerdict(named: node.member("verdict"))
    note = try node.optionalMember("note")?.text()
    if verdict == .erratum, note == nil {
      throw node.error("an erratum needs a note that says what is wrong")
    }
  }
}

extension ClaimedValue {
  fileprivate init(_ node: JSONNode, of scenario: Scenario, _ expected: Outcome?) throws(JSONError) {
    let epochsNode = try node.member("epochs")
    let ends = try epochsNode.elements()
    guard ends.count == 2 else { throw epochsNode.error("expected the first and the last epoch") }
    let limit = (expected?.trace.length ?? scenario.observationCount) - 1
    let first = try ends[0].integer(in: 0...max(0, limit))
    epochs = ClaimedEpochs(
      first: first,
      last: ends[1].isNull ? nil : try ends[1].integer(in: first...max(first, limit))
    )
    if let named = try node.optionalMember("channel") {
      channel = try Channel(named: named)
      if channel == .lr {
        throw named.error("a learning rate has the key \"lr\" instead of \"channel\" and \"value\"")
      }
    }
    column = 0
    if let key = channel.breadth.claimKey {
      let columns = channel.columns(groups: scenario.groups.count, schedulers: scenario.schedulers.count)
      column = try node.member(key).integer(in: 0...(columns - 1))
    }
    number = try node.member(channel == .lr ? "lr" : "value").double()
    guard scenario.observe.contains(channel) else {
      throw node.error("a claim needs the channel \"\(channel.rawValue)\" to be observed")
    }
  }

  /// The keys that say it.
  fileprivate var keys: [String] {
    ["epochs"] + (channel.breadth.claimKey.map { [$0] } ?? [])
      + (channel == .lr ? ["lr"] : ["channel", "value"])
  }
}

extension JSONNode {
  /// A string with something in it.
  fileprivate func text() throws(JSONError) -> String {
    let text = try string()
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw error("expected some text, found none")
    }
    return text
  }

  /// A number from 0 on.
  fileprivate func bound() throws(JSONError) -> Double {
    let value = try double()
    guard value >= 0, value.isFinite else { throw error("expected a number from 0 on") }
    return value
  }
}
