/// The place of a value in a document, as the steps that lead to it from the root.
///
/// The text of a path reads `cases[3].scenario.optimizer.groups[0].lr`; the root is the empty text, and a key
/// that is not an identifier is quoted, as in `cases[0]["a b"]`.
public struct JSONPath: Sendable, Equatable, CustomStringConvertible {
  /// One step, linked to the steps before it, so that extending a path shares all of them.
  private final class Link: Sendable {
    let parent: Link?
    let step: Step

    init(parent: Link?, step: Step) {
      self.parent = parent
      self.step = step
    }
  }

  private enum Step: Sendable, Equatable {
    case key(String)
    case index(Int)
  }

  private let last: Link?

  private init(last: Link?) {
    self.last = last
  }

  /// The place of the whole document.
  public static let root = JSONPath(last: nil)

  /// The place of an object's member.
  public func appending(key: String) -> JSONPath {
    JSONPath(last: Link(parent: last, step: .key(key)))
  }

  /// The place of an array's element, counted from 0.
  public func appending(index: Int) -> JSONPath {
    JSONPath(last: Link(parent: last, step: .index(index)))
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

  /// Tells whether two paths take the same steps.
  public static func == (left: JSONPath, right: JSONPath) -> Bool {
    left.last === right.last || left.steps == right.steps
  }

  private var steps: [Step] {
    var reversed: [Step] = []
    var link = last
    while let current = link {
      reversed.append(current.step)
      link = current.parent
    }
    return reversed.reversed()
  }

  private static func isIdentifier(_ key: String) -> Bool {
    let bytes = key.utf8
    guard let first = bytes.first, bytes.count <= BoundedText.limit else { return false }
    return !ASCII.isDigit(first)
      && bytes.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.underscore }
  }
}
