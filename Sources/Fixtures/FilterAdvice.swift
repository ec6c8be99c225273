import JSON

/// What is told where a filter matches no case: which filter it is, and what may have been meant.
package struct FilterAdvice: Sendable {
  private let filter: CaseFilter
  private let cases: [FixtureCase]
  private let ids: [String]

  /// - Parameters:
  ///   - filter: The filter that matches nothing.
  ///   - suites: All cases, unfiltered.
  package init(_ filter: CaseFilter, in suites: [Suite]) {
    self.filter = filter
    cases = suites.flatMap(\.cases)
    ids = cases.map(\.id)
  }

  /// One line: `no case has the tag turorial (did you mean "tutorial"?)`.
  package var text: String {
    if let pattern = filter.ids.first(where: { pattern in !ids.contains { Glob.matches(pattern, $0) } }) {
      return "no case has the id \(pattern.printable)\(Self.hint(for: pattern, among: ids))"
    }
    if let tag = filter.tags.first(where: { tag in !cases.contains { $0.tags.contains(tag) } }) {
      let tags = cases.flatMap(\.tags)
      return "no case has the tag \(tag.printable)\(NearestText.hint(for: tag, among: tags))"
    }
    let ways = [
      alternatives("the level", filter.levels.map(\.rawValue)),
      alternatives("the scheduler", filter.schedulers.map(\.rawValue)),
      alternatives("the id", filter.ids),
      filter.tags.isEmpty ? nil : "the tag " + filter.tags.joined(separator: " and "),
    ].compactMap { $0 }
    if ways.count == 1, filter.shard == nil { return "no case has \(ways[0].printable)" }
    var unsharded = filter
    unsharded.shard = nil
    if let shard = filter.shard, cases.contains(where: unsharded.matches) {
      return "part \(shard.index) of \(shard.count) has no case: there are fewer cases than parts"
    }
    return "no case has all of these: \(ways.joined(separator: ", ").printable)"
  }

  private func alternatives(_ name: String, _ values: [String]) -> String? {
    values.isEmpty ? nil : "\(name) \(values.joined(separator: " or "))"
  }

  /// ` (did you mean "step-lr/documented"?)`, or nothing. A suite's name without a case means all of its cases.
  ///
  /// - Parameter pattern: An id, in which `*` and `?` may stand for others.
  package static func hint(for pattern: String, among ids: [String]) -> String {
    let parts = pattern.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var suites: [String] = []
    for id in ids {
      let suite = id.prefix { $0 != "/" }
      if suites.last.map({ $0[...] != suite }) ?? true { suites.append(String(suite)) }
    }
    guard let suite = NearestText.nearest(to: parts[0], among: suites) else {
      return NearestText.hint(for: pattern, among: ids)
    }
    guard parts.count > 1 else { return " (did you mean \"\(suite)/*\"?)" }
    if parts[1].contains(where: { $0 == "*" || $0 == "?" }) {
      let corrected = "\(suite)/\(parts[1])"
      return ids.contains { Glob.matches(corrected, $0) } ? " (did you mean \"\(corrected.printable)\"?)" : ""
    }
    let names = ids.filter { $0.hasPrefix(suite + "/") }
    let nearest = NearestText.nearest(to: "\(suite)/\(parts[1])", among: names)
    return nearest.map { " (did you mean \"\($0)\"?)" } ?? ""
  }
}
