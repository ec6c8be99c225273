/// Why a document could not be read, and where in it.
///
/// An error has a line and a column, where the text is at hand; an error about a value has the path that leads to it too.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the file that the document came from, or the empty text.
  public var source: String
  /// The line, counted from 1.
  public var line: Int?
  /// The column, in characters (Unicode scalars) counted from 1.
  public var column: Int?
  /// The place of the value that could not be read; the root for a syntax error.
  public var path: JSONPath
  /// What was expected and what was found, in one bounded line.
  public var message: String

  /// Makes an error from its parts.
  public init(
    source: String = "",
    line: Int? = nil,
    column: Int? = nil,
    path: JSONPath = .root,
    message: String
  ) {
    self.source = source
    self.line = line
    self.column = column
    self.path = path
    self.message = message
  }

  /// The line and the column, where both are known.
  public var position: TextPosition? {
    guard let line, let column else { return nil }
    return TextPosition(line: line, column: column)
  }

  /// The error on one line: `FILE:3:14: cases[3].id: message`.
  public var description: String {
    var place = [source, line.map(String.init) ?? "", column.map(String.init) ?? ""]
      .filter { !$0.isEmpty }
      .joined(separator: ":")
    for part in [path.description, message] where !part.isEmpty {
      place += place.isEmpty ? part : ": \(part)"
    }
    return BoundedText.singleLine(place)
  }
}
