import Fixtures

/// The suite's own fixtures.
enum Fixtures {
  /// The repository's folder, found from this file's place in it.
  static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(4)
    return parts.joined(separator: "/")
  }()

  static let folder = "\(root)/fixtures"

  static func files() throws -> [String] { try SuiteLoader.files(at: [folder]) }

  /// All cases that have recorded values.
  static func cases() throws -> [NamedCase] {
    try SuiteLoader.load([folder]).flatMap { suite in
      suite.cases.map { NamedCase(fixture: $0) }
    }
  }
}

/// A case that is called by its id.
struct NamedCase: Sendable, CustomStringConvertible {
  var fixture: FixtureCase
  var description: String { fixture.id }
}
