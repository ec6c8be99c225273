import ConformanceSupport
import JSON

/// The cases that were released, and what each of them meant: an id never changes its meaning.
package struct ReleasedCases: Sendable, Equatable {
  /// The file's place in the folder of the fixtures.
  static let fileName = "released/cases.json"
  /// The version of the file's format.
  package static let schema = 1

  /// A case as it was released.
  package struct Entry: Sendable, Equatable {
    /// The case's id.
    package var id: String
    /// What is done.
    package var scenario: Fingerprint
    /// What PyTorch makes of it, the first release first; later ones only where another PyTorch does otherwise.
    package var outcomes: [ReleasedOutcome]

    /// The release that brought the case.
    package var since: String { outcomes.first?.since ?? "" }
  }

  /// The entries, by id.
  package var entries: [Entry]

  /// No case is released yet.
  package init() { entries = [] }
}

/// What a release says that a version of PyTorch makes of a case.
package struct ReleasedOutcome: Sendable, Equatable {
  /// The release of the suite.
  package var since: String
  /// The version of PyTorch.
  package var torch: String
  /// The outcome.
  package var fingerprint: Fingerprint
}

extension ReleasedCases {
  /// Reads the list in a folder of fixtures; an empty one where there is no file.
  ///
  /// - Throws: `FixtureError` with the place.
  package init(folder: String) throws(FixtureError) {
    self.init()
    let path = "\(folder)/\(Self.fileName)"
    if Files.kind(path) == .missing { return }
    let node = try JSONNode(fixture: path)
    do throws(JSONError) {
      try read(node)
    } catch {
      throw FixtureError(error)
    }
  }

  private mutating func read(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["schema", "cases"])
    let schema = try node.member("schema")
    if try schema.integer() != Self.schema { throw schema.error("expected the schema \(Self.schema)") }
    for element in try node.member("cases").elements() {
      let entry = try Entry(element)
      if let last = entries.last, last.id >= entry.id {
        throw try element.member("id").error("expected ids in order, each once; found it after \(last.id)")
      }
      entries.append(entry)
    }
  }

  /// The file's canonical text: a line for each case.
  package func canonicalBytes() -> [UInt8] {
    JSONValue.object([
      JSONMember("schema", .integer(Self.schema)),
      JSONMember("cases", .array(entries.map(\.json))),
    ]).canonicalBytes(width: 400)
  }
}

extension ReleasedCases.Entry {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["id", "scenario", "outcomes"])
    let idNode = try node.member("id")
    id = try idNode.string()
    guard FixtureCase.isID(id) else { throw idNode.error("expected a slug as \"step-lr/documented\"") }
    scenario = try Fingerprint(node.member("scenario"))
    outcomes = []
    for element in try node.member("outcomes").elements() {
      try element.refuseKeys(otherThan: ["since", "torch", "outcome"])
      outcomes.append(
        ReleasedOutcome(
          since: try element.member("since").release(),
          torch: try element.member("torch").release(),
          fingerprint: try Fingerprint(element.member("outcome"))
        )
      )
    }
    if outcomes.isEmpty { throw node.error("expected outcomes, found none") }
  }

  fileprivate var json: JSONValue {
    .object([
      JSONMember("id", .string(id)),
      JSONMember("scenario", .string(scenario.description)),
      JSONMember(
        "outcomes",
        .array(
          outcomes.map { outcome in
            .object([
              JSONMember("since", .string(outcome.since)),
              JSONMember("torch", .string(outcome.torch)),
              JSONMember("outcome", .string(outcome.fingerprint.description)),
            ])
          }
        )
      ),
    ])
  }
}

extension Fingerprint {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    let text = try node.string()
    guard let fingerprint = Fingerprint(text) else {
      throw node.error("expected 16 hexadecimal digits, found \"\(text)\"")
    }
    self = fingerprint
  }
}
