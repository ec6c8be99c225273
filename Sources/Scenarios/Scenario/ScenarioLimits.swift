import JSON

/// What one scenario may ask for: a hostile one must not keep whoever plays it busy, or eat its memory.
///
/// The suite's largest asks for some thousandths of each.
extension Scenario {
  /// The most observations of one scenario; more are refused rather than run out of memory.
  package static let maximumObservations = 10_000_000
  /// The most operations of a program.
  package static let maximumOperations = 100_000
  /// The most parameter groups, those that are added included.
  package static let maximumGroups = 10_000
  /// The most schedulers, the children of composites included.
  package static let maximumSchedulers = 1000
  /// The most numbers in one list of arguments.
  package static let maximumListLength = 100_000
  /// The deepest nesting of composites.
  package static let maximumNesting = 16
  /// The most values that are observed or computed: observations by what is observed, and by groups and schedulers.
  package static let maximumValues = 100_000_000
  /// The most calls of functions, each group's of each scheduler counted.
  package static let maximumCalls = 1_000_000

  /// Refuses what is larger than the limits.
  func refuseExcess(_ node: JSONNode) throws(JSONError) {
    func refuse(_ what: String, _ count: Int, _ limit: Int) throws(JSONError) {
      if count > limit { throw node.error("expected at most \(limit) \(what), found \(count)") }
    }
    let specs = allSchedulers.flatMap(\.flattened)
    let added = program.count { if case .addGroup = $0.action { true } else { false } }
    let rebuilt = program.map {
      if case .reload(let reload) = $0.action { reload.groups?.count ?? 0 } else { 0 }
    }
    let groups = max(groups.count, rebuilt.max() ?? 0) + added
    try refuse("operations", program.count, Self.maximumOperations)
    try refuse("parameter groups", groups, Self.maximumGroups)
    try refuse("schedulers", specs.count, Self.maximumSchedulers)
    // None of the products overflows: each factor is bounded above.
    let columns = observe.reduce(0) { $0 + $1.columns(groups: groups, schedulers: specs.count) }
    let steps = observationCount + program.count
    try refuse("values", steps * (columns + groups * specs.count), Self.maximumValues)
    let functions = specs.count(where: \.hasFunction)
    try refuse("calls of functions", steps * functions * groups, Self.maximumCalls)
  }
}
