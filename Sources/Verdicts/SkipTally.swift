import Adapters

/// Why cases were skipped, summed.
package struct SkipTally: Sendable, Equatable {
  /// A reason and how many cases it holds for.
  package struct Part: Sendable, Equatable {
    /// `of classes not declared`, `that need reload`, or what the adapter said.
    package var reason: String
    /// How many cases.
    package var count: Int
    /// Whether the adapter said so itself when it was asked, though it had not said before that it cannot.
    package var isSaidByAdapter: Bool
  }

  private var undeclared: [Undeclared: Int] = [:]
  private var said: [String: Int] = [:]

  /// No case.
  package init() {}

  package mutating func note(_ missing: Undeclared?, reason: String) {
    if let missing { undeclared[missing, default: 0] += 1 } else { said[reason, default: 0] += 1 }
  }

  /// All skipped cases.
  package var total: Int { undeclared.values.reduce(0, +) + saidByAdapter }
  /// The cases that the adapter skipped when it was asked.
  package var saidByAdapter: Int { said.values.reduce(0, +) }

  /// The reasons, what is not declared first, then the most frequent first. All classes that an implementation does
  /// not have are one reason, and so are all families.
  package var parts: [Part] {
    var classes = 0
    var families = 0
    var others: [Part] = []
    for (missing, count) in undeclared {
      switch missing {
      case .scheduler: classes += count
      case .family: families += count
      case .feature, .channel:
        others.append(Part(reason: "that need \(missing.name)", count: count, isSaidByAdapter: false))
      case .range:
        let reason = "that need the range of \(missing.name)"
        others.append(Part(reason: reason, count: count, isSaidByAdapter: false))
      }
    }
    let saidParts = said.map { Part(reason: $0, count: $1, isSaidByAdapter: true) }
    func sorted(_ parts: [Part]) -> [Part] { parts.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) } }
    var first: [Part] = []
    for (count, kind) in [(classes, "classes"), (families, "families")] where count > 0 {
      first.append(Part(reason: "of \(kind) not declared", count: count, isSaidByAdapter: false))
    }
    return first + sorted(others) + sorted(saidParts)
  }

  /// `656 of classes not declared, 11 that need reload, 3 by the adapter: no nesterov (2), no amsgrad (1)`;
  /// empty where nothing is skipped.
  package var text: String { text { $0.printable } }

  /// The same, with what the adapter said put into the words of a format.
  package func text(_ quoted: (String) -> String) -> String {
    var texts = parts.filter { !$0.isSaidByAdapter }.map { "\($0.count) \($0.reason)" }
    let said = parts.filter(\.isSaidByAdapter)
    if !said.isEmpty {
      // An adapter may say something else of each case.
      let named = said.prefix(5).map { "\(quoted($0.reason)) (\($0.count))" }.joined(separator: ", ")
      let more = said.count > 5 ? " and \(said.count - 5) other reasons" : ""
      texts.append("\(saidByAdapter) by the adapter: \(named)\(more)")
    }
    return texts.joined(separator: ", ")
  }
}
