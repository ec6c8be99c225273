import Scenarios

/// Which cases are run.
public struct CaseFilter: Sendable {
  /// Ids with `*` and `?` as wildcards; any of them matches.
  public var ids: [String] = []
  /// Tags; all of them are wanted.
  public var tags: [String] = []
  /// Levels; any of them matches.
  public var levels: [CaseLevel] = []
  /// Classes; any of them, anywhere in the scenario, matches.
  public var schedulers: [SchedulerType] = []
  /// Every `count`-th case, beginning with `index`, 1-based.
  package var shard: (index: Int, count: Int)?

  /// A filter that lets everything through.
  public init() {}

  /// Whether anything is filtered.
  package var isEmpty: Bool {
    ids.isEmpty && tags.isEmpty && levels.isEmpty && schedulers.isEmpty && shard == nil
  }

  /// The cases of some suites that match, in order.
  package func select(_ suites: [Suite]) -> [(suite: Suite, fixture: FixtureCase)] {
    places(in: suites).map { (suites[$0.suite], suites[$0.suite].cases[$0.fixture]) }
  }

  /// Where the cases of some suites that match stand: the index of the suite, and that of the case in it.
  package func places(in suites: [Suite]) -> [(suite: Int, fixture: Int)] {
    var selected: [(suite: Int, fixture: Int)] = []
    for suite in suites.indices {
      for fixture in suites[suite].cases.indices where isEmpty || matches(suites[suite].cases[fixture]) {
        selected.append((suite, fixture))
      }
    }
    guard let shard else { return selected }
    return selected.enumerated().filter { $0.offset % shard.count == shard.index - 1 }.map(\.element)
  }

  /// Whether each of the ids matches a case of some suites, those that were passed over included.
  package func hasEachID(in suites: [Suite]) -> Bool {
    ids.allSatisfy { pattern in
      suites.contains { suite in
        suite.cases.contains { Glob.matches(pattern, $0.id) }
          || suite.passedOver.contains { Glob.matches(pattern, $0) }
      }
    }
  }

  /// Whether a case may match, whatever its scenario is.
  func mayMatch(id: String, level: CaseLevel, tags: [String]) -> Bool {
    if !ids.isEmpty, !ids.contains(where: { Glob.matches($0, id) }) { return false }
    if !self.tags.allSatisfy(tags.contains) { return false }
    return levels.isEmpty || levels.contains(level)
  }

  /// Whether a case matches; in which part it is does not count.
  package func matches(_ fixture: FixtureCase) -> Bool {
    guard mayMatch(id: fixture.id, level: fixture.level, tags: fixture.tags) else { return false }
    if !schedulers.isEmpty {
      let types = fixture.scenario.schedulerTypes
      if !schedulers.contains(where: types.contains) { return false }
    }
    return true
  }
}

/// Patterns in which `*` stands for any text and `?` for any character.
package enum Glob {
  /// Whether a text matches a pattern; linear in both but for a factor.
  package static func matches(_ pattern: String, _ text: String) -> Bool {
    let pattern = Array(pattern)
    let text = Array(text)
    var p = 0
    var t = 0
    // Where the last star stands, and how much of the text it has taken.
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        p = last.pattern + 1
        t = last.text + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
