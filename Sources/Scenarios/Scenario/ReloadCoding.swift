import ConformanceSupport
import JSON
import LRSchedulers

extension Reload {
  /// Reads a word, as `"all"`, or an object.
  package init(
    _ node: JSONNode,
    optimizer: OptimizerKind,
    schedulers original: [SchedulerSpec]
  ) throws(JSONError) {
    guard node.kind == .object else {
      self.init(try ReloadScope(named: node))
      return
    }
    try node.refuseKeys(otherThan: ["load", "build", "schedulers", "groups", "through"])
    self.init(.all)
    if let member = try node.optionalMember("load") { load = try Self.parts(member) }
    if let member = try node.optionalMember("build") {
      build = try Build(named: member)
      if build == .afterOptimizer, !load.contains(.optimizer) {
        throw member.error("the optimizer's state is not among what is loaded")
      }
    }
    if let member = try node.optionalMember("schedulers") {
      let specs = try SchedulerSpec.list(member, nesting: 0)
      guard specs.flatMap(\.flattened).map(\.type) == original.flatMap(\.flattened).map(\.type) else {
        throw member.error(
          "expected schedulers of the same classes as those of the scenario, in the same order"
        )
      }
      schedulers = specs
    }
    if let member = try node.optionalMember("groups") {
      var groups: [ParameterGroup] = []
      for element in try member.elements() { groups.append(try ParameterGroup(element, of: optimizer)) }
      if groups.isEmpty { throw member.error("expected at least one parameter group, found none") }
      self.groups = groups
    }
    if let member = try node.optionalMember("through") {
      guard try member.string() == "json" else { throw member.error("expected \"json\"") }
      throughJSON = true
    }
  }

  private static func parts(_ node: JSONNode) throws(JSONError) -> [Part] {
    guard node.kind == .array else { return Reload(try ReloadScope(named: node)).load }
    var parts: [Part] = []
    for element in try node.elements() {
      let part = try Part(named: element)
      if parts.contains(part) { throw element.error("\"\(part.rawValue)\" is loaded twice") }
      parts.append(part)
    }
    return parts
  }

  /// The word where one says it all, else the object.
  package func json(_ tables: FunctionTables?) -> JSONValue {
    if let scope { return .string(scope.rawValue) }
    var members = [JSONMember("load", .array(load.map { .string($0.rawValue) }))]
    if build != .first { members.append(JSONMember("build", .string(build.rawValue))) }
    if let schedulers { members.append(JSONMember("schedulers", .array(schedulers.map { $0.json(tables) }))) }
    if let groups { members.append(JSONMember("groups", .array(groups.map(\.json)))) }
    if throughJSON { members.append(JSONMember("through", .string("json"))) }
    return .object(members)
  }
}
