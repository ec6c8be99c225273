import JSON
import LRSchedulers

extension Scenario {
  /// Reads a scenario.
  ///
  /// - Throws: `JSONError` with the path of what is unknown, missing, of the wrong type or inconsistent.
  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["optimizer", "schedulers", "program", "observe", "family"])
    let optimizerNode = try node.member("optimizer")
    try optimizerNode.refuseKeys(otherThan: ["type", "groups"])
    optimizer = try OptimizerKind(named: optimizerNode.member("type"))
    let groupsNode = try optimizerNode.member("groups")
    groups = []
    for element in try groupsNode.elements() {
      groups.append(try ParameterGroup(element, of: optimizer))
    }
    if groups.isEmpty { throw groupsNode.error("expected at least one parameter group, found none") }

    let schedulersNode = try node.member("schedulers")
    schedulers = try SchedulerSpec.list(schedulersNode, nesting: 0)
    if schedulers.isEmpty { throw schedulersNode.error("expected at least one scheduler, found none") }

    program = try Self.readProgram(
      try node.member("program"),
      optimizer: optimizer,
      groupCount: groups.count,
      schedulers: schedulers
    )
    explicitObserve = nil
    if let observed = try node.optionalMember("observe") {
      explicitObserve = try Self.readChannels(observed)
    }
    family = nil
    if let member = try node.optionalMember("family") {
      family = try FamilyUse(member)
      guard familyFunction != nil else {
        throw member.error("expected one LambdaLR with one function, for which the family stands")
      }
    }
    try refuseExcess(node)
  }

  private static func readProgram(
    _ node: JSONNode,
    optimizer: OptimizerKind,
    groupCount: Int,
    schedulers: [SchedulerSpec]
  ) throws(JSONError) -> [Operation] {
    var currentGroups = groupCount
    var currentSchedulers = schedulers.count
    var observations = 1
    var program: [Operation] = []
    for element in try node.elements() {
      let operation = try Operation(
        element,
        optimizer: optimizer,
        groupCount: currentGroups,
        schedulerCount: currentSchedulers,
        schedulers: schedulers
      )
      switch operation.action {
      case .addGroup: currentGroups += 1
      case .addScheduler: currentSchedulers += 1
      // All is built again, with the scenario's own groups and schedulers or with those of the operation.
      case .reload(let reload):
        currentGroups = reload.groups?.count ?? groupCount
        currentSchedulers = schedulers.count
      case .step, .stepEpochs, .stepMetrics, .setLR, .observe, .save: break
      }
      observations += operation.action.stepCount
      if observations > maximumObservations {
        throw element.error("expected at most \(maximumObservations) steps in all, found more")
      }
      program.append(operation)
    }
    return program
  }

  private static func readChannels(_ node: JSONNode) throws(JSONError) -> [Channel] {
    var channels: [Channel] = []
    for element in try node.elements() {
      let channel = try Channel(named: element)
      if channels.contains(channel) { throw element.error("\"\(channel.rawValue)\" is observed twice") }
      channels.append(channel)
    }
    if channels.isEmpty { throw node.error("expected at least one channel, found none") }
    return channels
  }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
  /// Reads one of the names of an enumeration.
  package init(named node: JSONNode) throws(JSONError) {
    let name = try node.string()
    guard let value = Self(rawValue: name) else {
      let names = Self.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      let hint = NearestText.hint(for: name, among: Self.allCases.map(\.rawValue))
      throw node.error("expected one of \(names), found \(JSONValue.string(name).compact())\(hint)")
    }
    self = value
  }
}

extension Number {
  /// Reads an `int` or a `float`: a JSON integer is the one, any other number the other.
  package init(_ node: JSONNode) throws(JSONError) {
    switch try node.number() {
    case .integer(let value): self = .integer(value)
    case .wideInteger(let digits):
      guard let value = Number(decimal: digits) else {
        throw node.error("expected an integer, found \(digits)")
      }
      self = value
    case .double(let value): self = .float(value)
    }
  }

  /// Reads a group's learning rate: a number, or `{"tensor": 0.1, "dtype": "float32"}`.
  init(rate node: JSONNode) throws(JSONError) {
    guard node.kind == .object else {
      self = try Number(node)
      return
    }
    try node.refuseKeys(otherThan: ["tensor", "dtype"])
    let member = try node.member("tensor")
    let dtype = try Tensor.DType(named: node.member("dtype"))
    let value = try Number(member)
    guard case .float(let number) = value else {
      throw member.error("expected a float, as 0.1 or 1.0, found an int")
    }
    self = .tensor(Tensor(number, dtype))
  }

  package static func list(_ node: JSONNode, atMost limit: Int = Scenario.maximumListLength) throws(JSONError)
    -> [Number]
  {
    var numbers: [Number] = []
    let elements = try node.elements()
    if elements.count > limit {
      throw node.error("expected at most \(limit) numbers, found \(elements.count)")
    }
    for element in elements { numbers.append(try Number(element)) }
    return numbers
  }
}

extension ParameterGroup {
  /// The options that a group of an optimizer may be given.
  package static func options(of optimizer: OptimizerKind) -> [String] {
    switch optimizer {
    case .sgd: sgdOptions
    case .adam: adamOptions
    case .adagrad: commonOptions
    }
  }

  private static let commonOptions = [
    "lr", "initial_lr", "max_lr", "min_lr", "max_momentum", "base_momentum", "swa_lr",
  ]
  private static let sgdOptions = options(with: "momentum")
  private static let adamOptions = options(with: "betas")

  private static func options(with own: String) -> [String] {
    commonOptions.prefix(1) + [own] + commonOptions.dropFirst()
  }

  package init(_ node: JSONNode, of optimizer: OptimizerKind) throws(JSONError) {
    try node.refuseKeys(otherThan: Self.options(of: optimizer))
    // Most groups have a learning rate alone.
    let hasOptions = try node.count() > 1
    func number(_ key: String) throws(JSONError) -> Number? {
      guard hasOptions, let member = try node.optionalMember(key) else { return nil }
      return try Number(member)
    }
    self.init(
      lr: try Number(rate: node.member("lr")),
      momentum: try number("momentum"),
      initialLR: try number("initial_lr"),
      maxLR: try number("max_lr"),
      minLR: try number("min_lr"),
      maxMomentum: try number("max_momentum"),
      baseMomentum: try number("base_momentum"),
      swaLR: try number("swa_lr")
    )
    if let pair = try node.optionalMember("betas") {
      let values = try Number.list(pair)
      guard values.count == 2 else {
        throw pair.error("expected two numbers, found \(values.count)")
      }
      betas = Betas(values[0], values[1])
    }
  }
}

extension Operation {
  private static let keys = Action.Name.allCases.map(\.rawValue) + ["scheduler"]

  package init(
    _ node: JSONNode,
    optimizer: OptimizerKind,
    groupCount: Int,
    schedulerCount: Int,
    schedulers: [SchedulerSpec]
  ) throws(JSONError) {
    try node.refuseKeys(otherThan: Self.keys)
    let found = try node.keys().filter { $0 != "scheduler" }
    guard found.count == 1, let name = Action.Name(rawValue: found[0]) else {
      let names = Action.Name.allCases.map(\.rawValue).joined(separator: ", ")
      throw node.error("expected one of \(names), found \(found.count) of them")
    }
    let value = try node.member(name.rawValue)
    switch name {
    case .step: action = .step(try value.integer(in: 0...Scenario.maximumObservations))
    case .stepEpochs: action = .stepEpochs(try Number.list(value, atMost: Scenario.maximumObservations))
    case .stepMetrics: action = .stepMetrics(try Number.list(value, atMost: Scenario.maximumObservations))
    case .setLR:
      let rates = try Number.list(value)
      guard rates.count == groupCount else {
        throw value.error("expected \(groupCount) learning rates, one for each group, found \(rates.count)")
      }
      action = .setLR(rates)
    case .addGroup: action = .addGroup(try ParameterGroup(value, of: optimizer))
    case .observe, .save:
      guard try value.boolean() else { throw value.error("expected true; leave the operation out instead") }
      action = name == .save ? .save : .observe
    case .addScheduler: action = .addScheduler(try SchedulerSpec(value, nesting: 0))
    case .reload: action = .reload(try Reload(value, optimizer: optimizer, schedulers: schedulers))
    }
    scheduler = nil
    if let index = try node.optionalMember("scheduler") {
      guard action.steps else { throw index.error("\"\(name.rawValue)\" does not address a scheduler") }
      scheduler = try index.integer(in: 0...(schedulerCount - 1))
    }
  }
}

extension SchedulerSpec {
  package static func list(_ node: JSONNode, nesting: Int) throws(JSONError) -> [SchedulerSpec] {
    if nesting > Scenario.maximumNesting {
      throw node.error("expected at most \(Scenario.maximumNesting) levels of schedulers, found more")
    }
    var specs: [SchedulerSpec] = []
    for element in try node.elements() { specs.append(try SchedulerSpec(element, nesting: nesting)) }
    return specs
  }

  package init(_ node: JSONNode, nesting: Int) throws(JSONError) {
    try node.refuseKeys(otherThan: ["type", "args"])
    let type = try SchedulerType(named: node.member("type"))
    var arguments: [KeywordArgument] = []
    for (name, value) in try node.optionalMember("args")?.members() ?? [] {
      let kind = type.parameters.first { $0.name == name }?.kind
      arguments.append(KeywordArgument(name, try ArgumentValue(value, kind, nesting: nesting)))
    }
    self.init(type: type, arguments: arguments)
  }

  /// The names of arguments that PyTorch's constructor does not have.
  package var unknownArguments: [String] {
    let known = type.parameters
    return arguments.filter { argument in !known.contains { $0.name == argument.name } }.map(\.name)
  }

  /// The names of arguments that PyTorch's constructor wants and that are left out.
  package var missingArguments: [String] {
    type.parameters.filter { $0.defaultValue == nil && self[$0.name] == nil }.map(\.name)
  }
}

extension ArgumentValue {
  /// Reads an argument of a kind; nil is an argument that PyTorch does not know, read as what it looks like.
  package init(_ node: JSONNode, _ kind: ParameterKind?, nesting: Int) throws(JSONError) {
    switch kind {
    case .integer, .float: self = .number(try Number(node))
    case .optionalInteger: self = node.isNull ? .null : .number(try Number(node))
    case .perGroup:
      self = node.kind == .array ? .numbers(try Number.list(node)) : .number(try Number(node))
    case .flag: self = .flag(try node.boolean())
    case .word: self = .text(try node.string())
    case .optionalFunction: self = node.isNull ? .null : .function(try Expression(node))
    case .functions:
      switch node.kind {
      case .array: self = .functions(try Expression.list(node))
      case .object: self = .function(try Expression(node))
      default: self = .number(try Number(node))
      }
    case .milestones:
      for element in try node.elements() where try Number(element).isNaN {
        throw element.error("expected a milestone, found NaN")
      }
      self = .numbers(try Number.list(node))
    case .schedulers: self = .schedulers(try SchedulerSpec.list(node, nesting: nesting + 1))
    case nil:
      switch node.kind {
      case .null: self = .null
      case .boolean: self = .flag(try node.boolean())
      case .string: self = .text(try node.string())
      case .object: self = .function(try Expression(node))
      case .array: self = .numbers(try Number.list(node))
      case .integer, .double: self = .number(try Number(node))
      }
    }
  }
}

extension Expression {
  /// Reads `{"expr": …}`, beside which the protocol sends a table of values that is not needed here, or
  /// `{"table": [v0, v1, …]}` alone.
  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["expr", "table"])
    if try node.optionalMember("expr") == nil, let table = try node.optionalMember("table") {
      self.init(table: try Number.list(table))
      return
    }
    let member = try node.member("expr")
    let source = try member.string()
    do {
      try self.init(source)
    } catch {
      throw member.error("\(error)")
    }
  }

  package static func list(_ node: JSONNode) throws(JSONError) -> [Expression] {
    var expressions: [Expression] = []
    for element in try node.elements() { expressions.append(try Expression(element)) }
    return expressions
  }
}
