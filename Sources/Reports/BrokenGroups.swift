import Verdicts

/// Cases that are broken in the same way: the first is told in full, the others are counted and named.
struct BrokenGroups: Sendable {
  private struct Group {
    var reason: String
    var said: [String]
    var more: [String] = []
  }

  private var groups: [Group] = []
  /// So many of a group are named.
  private static let named = 5

  /// Notes a broken case; whether it is the first of its kind.
  mutating func isNew(_ result: CaseResult) -> Bool {
    let reason = result.brokenGroup ?? result.reason ?? ""
    if let place = groups.firstIndex(where: { $0.reason == reason && $0.said == result.errorLines }) {
      groups[place].more.append(result.id)
      return false
    }
    groups.append(Group(reason: reason, said: result.errorLines))
    return true
  }

  /// A line for each group of more than one: `13 more are broken in the same way: …: a, b, …`.
  var lines: [String] {
    groups.filter { !$0.more.isEmpty }.map { group in
      let names = group.more.prefix(Self.named).map(\.singleLine).joined(separator: ", ")
      let rest = group.more.count > Self.named ? ", …" : ""
      let count = group.more.count == 1 ? "1 more is" : "\(group.more.count) more are"
      return "\(count) broken in the same way (\(group.reason.singleLine)): \(names)\(rest)"
    }
  }
}
