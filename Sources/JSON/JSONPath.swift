/// The place of a value in a document, as the steps that lead to it from the root.
///
/// The text of a path reads `cases[3].scenario.optimizer.groups[0].lr`; the root is the empty text, and a key
/// that is not an identifier is quoted, as in `cases[0]["a b"]`.
public struct JSONPath: Sendable, Equatable, CustomStringConvertible {
  enum Step: Sendable, Equatable {
    case key(String)
    case index(Int)
  }

  private(set) var steps: [Step] = []

  /// The place of the whole document.
  public static let root = JSONPath()

  /// The place of an object's member.
  public func appending(key: String) -> JSONPath { appending(.key(key)) }

  /// The place of an array's element, counted from 0.
  public func appending(index: Int) -> JSONPath { appending(.index(index)) }

  func appending(_ step: Step) -> JSONPath {
    var longer = self
    longer.steps.append(step)
    return longer
  }

  /// The path as one line of text, empty for the root; long keys are shortened.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index):
        text += "[\(index)]"
      case .key(let key) where Self.isIdentifier(key):
        text += text.isEmpty ? key : ".\(key)"
      case .key(let key):
        text += "[\(BoundedText.quoted(key))]"
      }
    }
    return text
  }

  private static func isIdentifier(_ key: String) -> Bool {
    let bytes = key.utf8
    guard let first = bytes.first, bytes.count <= BoundedText.limit else { return false }
    return !ASCII.isDigit(first)
      && bytes.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.underscore }
  }
}
