import JSON

/// What is wrong with a fixture file, and where.
public struct FixtureError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file.
  public var path: String
  /// The id of the case, where the trouble is inside one whose id can be read.
  public var caseID: String?
  /// The place in the file: a JSON path, or line and column.
  public var place: String
  /// What was found and what was expected.
  public var problem: String

  /// Something wrong at a place of a file.
  public init(path: String, caseID: String? = nil, place: String = "", problem: String) {
    self.path = path
    self.caseID = caseID
    self.place = place
    self.problem = problem
  }

  init(_ error: JSONError, caseID: String? = nil) {
    let place =
      if let line = error.line, let column = error.column { "\(line):\(column)" } else { "\(error.path)" }
    self.init(path: error.source, caseID: caseID, place: place, problem: error.message)
  }

  /// One line: file, case, place, problem. The id may be no slug, and any text, and the problem may quote some.
  public var description: String {
    ([path] + [caseID.map { "case \($0)" }, place.isEmpty ? nil : place, problem].compactMap { $0 })
      .joined(separator: ": ").singleLine
  }
}
