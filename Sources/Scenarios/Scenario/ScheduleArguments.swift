import JSON
import LRSchedulers

/// Schedules written as words of a command line: `StepLR --step_size 30 CosineAnnealingLR --T_max 100`.
package enum ScheduleArguments {
  /// What is wrong with the words.
  package struct Problem: Error, Sendable, CustomStringConvertible {
    /// The problem, naming the word.
    package var description: String
  }

  /// What all schedules share.
  package struct Setting: Sendable {
    /// The learning rate of each group.
    package var rates: [String]
    /// SGD's momentum.
    package var momentum: String?
    /// The optimizer.
    package var optimizer: OptimizerKind
    /// How many steps are made.
    package var steps: Int
    /// The metrics that ReduceLROnPlateau is given, one a step.
    package var metrics: String?

    /// What all schedules share.
    package init(rates: [String], momentum: String?, optimizer: OptimizerKind, steps: Int, metrics: String?) {
      self.rates = rates
      self.momentum = momentum
      self.optimizer = optimizer
      self.steps = steps
      self.metrics = metrics
    }
  }

  /// The scenario of each schedule, named as it is written.
  package static func scenarios(
    _ words: [String],
    _ setting: Setting
  ) throws(Problem) -> [(name: String, scenario: Scenario)] {
    var specs: [(type: SchedulerType, words: [String], arguments: [JSONMember])] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if let type = SchedulerType(rawValue: word) {
        specs.append((type, [word], []))
        continue
      }
      guard let last = specs.indices.last else {
        let names = SchedulerType.allCases.map(\.rawValue)
        let hint = NearestText.hint(for: word, among: names)
        throw Problem(
          description: "expected one of \(names.joined(separator: ", ")), found \(word)\(hint)"
        )
      }
      let (name, value) = try option(word, words, &index)
      guard let parameter = specs[last].type.parameters.first(where: { $0.name == name }) else {
        let names = specs[last].type.parameters.map { "--\($0.name)" }
        let hint = NearestText.hint(for: "--\(name)", among: names)
        throw Problem(
          description:
            "\(specs[last].type.rawValue) has no --\(name)\(hint); it has \(names.joined(separator: ", "))"
        )
      }
      specs[last].words += ["\(name)=\(value)"]
      specs[last].arguments.append(JSONMember(name, try json(value, parameter)))
    }
    var scenarios: [(name: String, scenario: Scenario)] = []
    for spec in specs {
      let value = try document(spec.type, spec.arguments, setting)
      do {
        let scenario = try Scenario(JSONNode(parsing: value.compactBytes(), source: spec.type.rawValue))
        scenarios.append((spec.words.joined(separator: " "), scenario))
      } catch {
        throw Problem(description: "\(error)")
      }
    }
    return scenarios
  }

  private static func option(
    _ word: String,
    _ words: [String],
    _ index: inout Int
  ) throws(Problem) -> (name: String, value: String) {
    guard word.hasPrefix("--") else {
      let hint = NearestText.hint(for: word, among: SchedulerType.allCases.map(\.rawValue))
      throw Problem(description: "expected a class or an option as --gamma, found \(word)\(hint)")
    }
    let body = word.dropFirst(2)
    if let equals = body.firstIndex(of: "=") {
      return (String(body[..<equals]), String(body[body.index(after: equals)...]))
    }
    guard index < words.count else { throw Problem(description: "\(word) needs a value") }
    index += 1
    return (String(body), words[index - 1])
  }

  private static func json(_ text: String, _ parameter: Parameter) throws(Problem) -> JSONValue {
    switch parameter.kind {
    case .word: return .string(text)
    case .optionalFunction, .functions:
      if text == "null" { return .null }
      return .object([JSONMember("expr", .string(text))])
    case .milestones, .perGroup:
      let isList = parameter.kind == .milestones || text.contains(",")
      return try parse(isList && !text.hasPrefix("[") ? "[\(text)]" : text, parameter.name)
    case .integer, .optionalInteger, .float, .flag, .schedulers: return try parse(text, parameter.name)
    }
  }

  private static func parse(_ text: String, _ name: String) throws(Problem) -> JSONValue {
    do {
      // Python's and a shell's ways of writing what JSON writes otherwise.
      let text = ["True": "true", "False": "false", "None": "null"][text] ?? text
      return JSONValue(try JSONNode(parsing: text.hasPrefix(".") ? "0" + text : text, source: "--\(name)"))
    } catch {
      throw Problem(description: "\(error)")
    }
  }

  private static func document(
    _ type: SchedulerType,
    _ arguments: [JSONMember],
    _ setting: Setting
  ) throws(Problem) -> JSONValue {
    var groups: [JSONValue] = []
    for rate in setting.rates {
      var members = [JSONMember("lr", try parse(rate, "lr"))]
      if let momentum = setting.momentum {
        members.append(JSONMember("momentum", try parse(momentum, "momentum")))
      }
      groups.append(.object(members))
    }
    var program = JSONMember("step", .integer(setting.steps))
    if type == .plateau {
      guard let metrics = setting.metrics else {
        throw Problem(
          description: "ReduceLROnPlateau needs --metrics, one for each step: --metrics 1,0.9,0.9"
        )
      }
      program = JSONMember("step_metrics", try parse("[\(metrics)]", "metrics"))
    }
    var observe: [JSONValue] = ["lr"]
    if setting.momentum != nil { observe.append("momentum") }
    return .object([
      JSONMember(
        "optimizer",
        .object([
          JSONMember("type", .string(setting.optimizer.rawValue)),
          JSONMember("groups", .array(groups)),
        ])
      ),
      JSONMember(
        "schedulers",
        .array([
          .object([JSONMember("type", .string(type.rawValue)), JSONMember("args", .object(arguments))])
        ])
      ),
      JSONMember("program", .array([.object([program])])),
      JSONMember("observe", .array(observe)),
    ])
  }
}
