import JSON
import LRSchedulers

extension Scenario {
  /// The scenario as JSON, in the canonical order of keys.
  ///
  /// - Parameter tables: For the protocol: the values that each function needs, written beside it.
  package func json(tables: FunctionTables? = nil) -> JSONValue {
    var members = [
      JSONMember(
        "optimizer",
        .object([
          JSONMember("type", .string(optimizer.rawValue)),
          JSONMember("groups", .array(groups.map(\.json))),
        ])
      ),
      JSONMember("schedulers", .array(schedulers.map { $0.json(tables) })),
      JSONMember("program", .array(program.map { $0.json(tables) })),
    ]
    if let explicitObserve {
      members.append(JSONMember("observe", .array(explicitObserve.map { .string($0.rawValue) })))
    }
    if let family { members.append(JSONMember("family", family.json)) }
    return .object(members)
  }
}

extension Number {
  package var json: JSONValue {
    switch self {
    case .float(let value): .double(value)
    case .integer(let value): .integer(value)
    case .big(let value): .wideInteger(value.decimal)
    // No scenario holds one.
    case .complex: .null
    case .tensor(let tensor):
      .object([
        JSONMember("tensor", .double((try? double()) ?? .nan)),
        JSONMember("dtype", .string(tensor.dtype.rawValue)),
      ])
    }
  }

  /// The number in a function's table. A float can be made neither of an integer beyond the largest nor of a complex
  /// number: there the function raises.
  var jsonInTable: JSONValue {
    if case .big = self, (try? double()) == nil { return .null }
    return json
  }
}

extension ParameterGroup {
  package var json: JSONValue {
    var members = [JSONMember("lr", lr.json)]
    func add(_ key: String, _ value: Number?) {
      if let value { members.append(JSONMember(key, value.json)) }
    }
    add("momentum", momentum)
    if let betas { members.append(JSONMember("betas", .array([betas.first.json, betas.second.json]))) }
    add("initial_lr", initialLR)
    add("max_lr", maxLR)
    add("min_lr", minLR)
    add("max_momentum", maxMomentum)
    add("base_momentum", baseMomentum)
    add("swa_lr", swaLR)
    return .object(members)
  }
}

extension SchedulerSpec {
  package func json(_ tables: FunctionTables?) -> JSONValue {
    .object([
      JSONMember("type", .string(type.rawValue)),
      JSONMember("args", .object(arguments.map { JSONMember($0.name, $0.value.json(tables)) })),
    ])
  }
}

extension ArgumentValue {
  package func json(_ tables: FunctionTables?) -> JSONValue {
    switch self {
    case .null: .null
    case .number(let value): value.json
    case .numbers(let values): .array(values.map(\.json))
    case .flag(let value): .boolean(value)
    case .text(let value): .string(value)
    case .function(let expression): expression.json(tables)
    case .functions(let expressions): .array(expressions.map { $0.json(tables) })
    case .schedulers(let specs): .array(specs.map { $0.json(tables) })
    }
  }
}

extension Expression {
  package func json(_ tables: FunctionTables?) -> JSONValue {
    if let table { return .object([JSONMember("table", .array(table.map(\.json)))]) }
    var members = [JSONMember("expr", .string(source))]
    if let tables { members.append(JSONMember("table", tables.json(of: self))) }
    return .object(members)
  }
}

extension Operation {
  func json(_ tables: FunctionTables?) -> JSONValue {
    let value: JSONValue =
      switch action {
      case .step(let count): .integer(count)
      case .stepEpochs(let numbers), .stepMetrics(let numbers), .setLR(let numbers):
        .array(numbers.map(\.json))
      case .addGroup(let group): group.json
      case .observe, .save: .boolean(true)
      case .addScheduler(let spec): spec.json(tables)
      case .reload(let reload): reload.json(tables)
      }
    let member = JSONMember(action.name.rawValue, value)
    guard let scheduler else { return .object([member]) }
    return .object([member, JSONMember("scheduler", .integer(scheduler))])
  }
}
