/// Why a document could not be read, and where in it: line and column where the text is at hand, and the path that leads
/// to the value where it is about one.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the file that the document came from, or the empty text.
  package var source: String
  /// The line, counted from 1.
  package var line: Int?
  /// The column, in characters (Unicode scalars) counted from 1.
  package var column: Int?
  /// The place of the value; the root for a syntax error.
  package var path: JSONPath
  /// What was expected and what was found, in one bounded line.
  package var message: String

  package init(
    source: String = "",
    line: Int? = nil,
    column: Int? = nil,
    path: JSONPath = .root,
    message: String
  ) {
    (self.source, self.line, self.column, self.path, self.message) = (source, line, column, path, message)
  }

  /// The line and the column, where both are known.
  package var position: TextPosition? {
    line.flatMap { line in column.map { TextPosition(line: line, column: $0) } }
  }

  /// The error on one line: `FILE:3:14: cases[3].id: message`.
  package var description: String {
    let place = [source, line?.description ?? "", column?.description ?? ""].filter { !$0.isEmpty }
    let parts = [place.joined(separator: ":"), path.description, message].filter { !$0.isEmpty }
    return BoundedText.singleLine(parts.joined(separator: ": "))
  }
}

/// The place of a value in a document, as the steps that lead to it from the root: `cases[3].scenario["a b"].lr`.
package struct JSONPath: Sendable, Equatable, CustomStringConvertible {
  enum Step: Sendable, Equatable {
    case key(String)
    case index(Int)
  }

  private(set) var steps: [Step] = []

  package static let root = JSONPath()

  package func appending(key: String) -> JSONPath { appending(.key(key)) }
  package func appending(index: Int) -> JSONPath { appending(.index(index)) }

  func appending(_ step: Step) -> JSONPath { JSONPath(steps: steps + [step]) }

  /// The path as one line of text, empty for the root; long keys are shortened.
  package var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where Self.isIdentifier(key): text += text.isEmpty ? key : ".\(key)"
      case .key(let key): text += "[\(BoundedText.quoted(key))]"
      }
    }
    return text
  }

  private static func isIdentifier(_ key: String) -> Bool {
    key.utf8.count <= BoundedText.limit && !(key.utf8.first.map(ASCII.isDigit) ?? true)
      && key.utf8.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "_") }
  }
}
