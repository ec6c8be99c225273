import ConformanceSupport
import JSON

/// What is wrong with a fixture file, and where.
public struct FixtureError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file.
  public var path: String
  /// The id of the case, where the trouble is inside one whose id can be read.
  package var caseID: String?
  /// The line and the column, where they are known.
  package var position: TextPosition?
  /// The JSON path of the value in the file; empty for an error of syntax.
  package var place: String
  /// What was found and what was expected.
  public var problem: String

  /// Something wrong with a file.
  package init(path: String, caseID: String? = nil, problem: String) {
    self.path = path
    self.caseID = caseID
    place = ""
    self.problem = problem
  }

  /// Something wrong with a value in a file, which is read once more to find its line.
  package init(path: String, caseID: String? = nil, at place: JSONPath, problem: String) {
    self.init(path: path, caseID: caseID, problem: problem)
    self.place = "\(place)"
    position = (try? Files.read(path)).map { TextPosition(of: place, in: $0) }
  }

  package init(_ error: JSONError, caseID: String? = nil) {
    self.init(path: error.source, caseID: caseID, problem: error.message)
    place = "\(error.path)"
    position = error.position
  }

  /// One line, of which editors and terminals follow the beginning: `FILE:3:14: case ID: cases[0].level: problem`. The
  /// id may be no slug, and any text, and the problem may quote some.
  public var description: String {
    let file = position.map { "\(path):\($0.line):\($0.column)" } ?? path
    return [file, caseID.map { "case \($0)" }, place.isEmpty ? nil : place, problem].compactMap { $0 }
      .joined(separator: ": ").singleLine
  }
}

extension JSONPath {
  /// The list of cases in a fixture file.
  package static var cases: JSONPath { .root.appending(key: "cases") }

  /// A member of the provenance in a fixture file.
  package static func provenance(_ key: String) -> JSONPath {
    .root.appending(key: "provenance").appending(key: key)
  }
}
