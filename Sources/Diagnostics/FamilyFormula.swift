import LRSchedulers
import Scenarios

/// The formula of a family's case, in words: names, numbers, signs and the spaces between them.
struct FamilyFormula {
  let words: [String]
  private let arguments: [FamilyUse.Argument]

  /// The formula of a scenario; nil where it is no family's.
  init?(_ scenario: Scenario) {
    guard let use = scenario.family, let function = scenario.familyFunction else { return nil }
    words = Self.words(function.source)
    arguments = use.arguments
  }

  private static func words(_ source: String) -> [String] {
    var words: [String] = []
    var kind = 0
    for character in source {
      let isWord = character.isLetter || character.isNumber || character == "_" || character == "."
      let next = isWord ? 1 : "<>=*/!".contains(character) ? 2 : 0
      if next != 0, next == kind {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
      kind = next
    }
    return joinedNegatives(words)
  }

  // A negative argument stands in parentheses, which the formula has not.
  private static func joinedNegatives(_ words: [String]) -> [String] {
    var joined: [String] = []
    var index = 0
    while index < words.count {
      let isNegative =
        index + 3 < words.count && words[index] == "(" && words[index + 1] == "-"
        && isNumber(words[index + 2]) && words[index + 3] == ")"
        && !(joined.last?.first?.isLetter ?? false)
      joined.append(isNegative ? words[index...(index + 3)].joined() : words[index])
      index += isNegative ? 4 : 1
    }
    return joined
  }

  static func isNumber(_ word: String) -> Bool {
    word.first?.isNumber ?? false || word.hasPrefix("(-")
  }

  /// Whether only numbers are others.
  func isLike(_ other: FamilyFormula) -> Bool {
    words.count == other.words.count
      && zip(words, other.words).allSatisfy { $0 == $1 || Self.isNumber($0) && Self.isNumber($1) }
  }

  /// The formula with the arguments' names where their values stand.
  static func template(_ uses: [FamilyFormula]) -> [String] {
    guard let first = uses.first else { return [] }
    return first.words.indices.map { index in
      let word = first.words[index]
      guard isNumber(word) else { return word }
      let names = uses.flatMap(\.arguments).map(\.name)
      let fitting = names.first { name in
        uses.allSatisfy { use in
          guard let given = use.arguments.first(where: { $0.name == name }) else { return true }
          return use.words[index] == "\(given.value)" || use.words[index] == "(\(given.value))"
        }
      }
      return fitting ?? word
    }
  }
}
