import ConformanceSupport
import Fixtures
import JSON
import Scenarios

/// The divergences of an implementation that are known, and why they are there.
package struct KnownDivergences: Sendable, Equatable {
  /// A case that is known to diverge.
  package struct Entry: Sendable, Equatable {
    /// The case's id.
    package var id: String
    /// `diverged` or `error-mismatch`.
    package var verdict: Verdict
    /// The first diverging step, or the step of the error; nil where a diagnosis stands for it.
    package var step: Int?
    /// The named cause; nil where the step stands for it.
    package var diagnosis: String?
    /// Why it is there.
    package var reason: String
    /// Where it is reported.
    package var issue: String?
  }

  /// The entries, in the order of the file.
  package var entries: [Entry] {
    didSet { places = Self.places(of: entries) }
  }
  // Where the entry of a case is.
  private var places: [String: Int]

  /// No entry.
  package init(entries: [Entry] = []) {
    self.entries = entries
    places = Self.places(of: entries)
  }

  private static func places(of entries: [Entry]) -> [String: Int] {
    Dictionary(entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry of a case.
  package subscript(id: String) -> Entry? { places[id].map { entries[$0] } }
}

extension KnownDivergences {
  /// The version of the format.
  package static let schema = 1

  /// Reads a file of known divergences.
  ///
  /// - Throws: `FixtureError` with the place.
  package init(path: String) throws(FixtureError) {
    do {
      try self.init(parsing: Files.read(path), path: path)
    } catch let error as FileError {
      throw FixtureError(path: error.path, problem: error.problem)
    } catch let error as FixtureError {
      throw error
    } catch {
      throw FixtureError(path: path, problem: "\(error)")
    }
  }

  /// Reads the bytes of a file of known divergences.
  ///
  /// - Throws: `FixtureError` with the place.
  package init(parsing bytes: [UInt8], path: String) throws(FixtureError) {
    do {
      try self.init(JSONNode(file: path, bytes))
    } catch {
      throw FixtureError(error)
    }
  }

  private init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["schema", "known"])
    let schema = try node.member("schema")
    if try schema.integer() != Self.schema { throw schema.error("expected the schema \(Self.schema)") }
    var entries: [Entry] = []
    var seen: Set<String> = []
    for element in try node.member("known").elements() {
      let entry = try Entry(element)
      if !seen.insert(entry.id).inserted {
        throw try element.member("case").error("the case is there twice")
      }
      entries.append(entry)
    }
    self.init(entries: entries)
  }

  /// The file's canonical text.
  package func canonicalBytes() -> [UInt8] {
    JSONValue.object([
      JSONMember("schema", .integer(Self.schema)),
      JSONMember("known", .array(entries.map(\.json))),
    ]).canonicalBytes()
  }
}

extension KnownDivergences.Entry {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["case", "verdict", "step", "diagnosis", "reason", "issue"])
    id = try node.member("case").string()
    let verdictNode = try node.member("verdict")
    verdict = try Verdict(named: verdictNode)
    guard verdict == .diverged || verdict == .errorMismatch else {
      throw verdictNode.error("expected \"diverged\" or \"error-mismatch\"")
    }
    step = try node.optionalMember("step").map { (member) throws(JSONError) in
      try member.integer(in: 0...Scenario.maximumObservations)
    }
    diagnosis = try node.optionalMember("diagnosis")?.string()
    if step == nil, diagnosis == nil { throw node.error("expected a \"step\" or a \"diagnosis\"") }
    let reasonNode = try node.member("reason")
    reason = try reasonNode.string()
    if reason.allSatisfy(\.isWhitespace) { throw reasonNode.error("expected a reason, found none") }
    issue = try node.optionalMember("issue")?.string()
  }

  /// The entry as it stands in the file.
  package var json: JSONValue {
    var members = [
      JSONMember("case", .string(id)),
      JSONMember("verdict", .string(verdict.rawValue)),
    ]
    if let step { members.append(JSONMember("step", .integer(step))) }
    if let diagnosis { members.append(JSONMember("diagnosis", .string(diagnosis))) }
    members.append(JSONMember("reason", .string(reason)))
    if let issue { members.append(JSONMember("issue", .string(issue))) }
    return .object(members)
  }
}
