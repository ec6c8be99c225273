import JSON
import LRSchedulers

/// Schedules written as words of a command line: `StepLR --step_size 30 CosineAnnealingLR --T_max 100`.
package enum ScheduleArguments {
  /// What is wrong with the words.
  package struct Problem: Error, Sendable, CustomStringConvertible {
    /// The problem, naming the word.
    package var description: String

    /// A problem in words.
    package init(description: String) { self.description = description }
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

  /// What a word names: a class, or a family of schedules.
  private enum Schedule {
    case scheduler(SchedulerType)
    case family(ScheduleFamily)

    var name: String {
      switch self {
      case .scheduler(let type): type.rawValue
      case .family(let family): family.name
      }
    }

    /// The options that it has.
    var options: [String] {
      switch self {
      case .scheduler(let type): type.parameters.map(\.name)
      case .family(let family):
        family.arguments.map(\.name) + (family.conventions.isEmpty ? [] : ["convention"])
      }
    }
  }

  /// A schedule and the options that follow it.
  private struct Written {
    var schedule: Schedule
    var options: [(name: String, value: String)] = []

    var name: String {
      ([schedule.name] + options.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }
  }

  /// The scenario of each schedule, named as it is written.
  ///
  /// - Parameter families: The families of schedules that there are; asked for where a word is the name of no class.
  package static func scenarios(
    _ words: [String],
    _ setting: Setting,
    families: () throws(Problem) -> [ScheduleFamily]
  ) throws(Problem) -> [(name: String, scenario: Scenario)] {
    var written: [Written] = []
    var known: [ScheduleFamily] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if let type = SchedulerType(rawValue: word) {
        written.append(Written(schedule: .scheduler(type)))
        continue
      }
      if !word.hasPrefix("-") {
        if known.isEmpty { known = try families() }
        if let family = known.first(where: { $0.name == word }) {
          written.append(Written(schedule: .family(family)))
          continue
        }
      }
      let names = SchedulerType.allCases.map(\.rawValue) + known.map(\.name)
      guard let last = written.indices.last else {
        let hint = NearestText.hint(for: word, among: names)
        throw Problem(
          description: "expected one of \(SchedulerType.allCases.map(\.rawValue).joined(separator: ", ")), "
            + "or a family (`lrconform list --family`), found \(word)\(hint)"
        )
      }
      let (name, value) = try option(word, words, &index, among: names)
      let schedule = written[last].schedule
      guard schedule.options.contains(name) else {
        let options = schedule.options.map { "--\($0)" }
        let hint = NearestText.hint(for: "--\(name)", among: options)
        throw Problem(
          description: "\(schedule.name) has no --\(name)\(hint); it has \(options.joined(separator: ", "))"
        )
      }
      written[last].options.append((name, value))
    }
    var scenarios: [(name: String, scenario: Scenario)] = []
    for one in written { scenarios.append((one.name, try scenario(one, setting))) }
    return scenarios
  }

  private static func scenario(_ written: Written, _ setting: Setting) throws(Problem) -> Scenario {
    var type = SchedulerType.lambda
    var arguments: [JSONMember] = []
    var use: FamilyUse?
    switch written.schedule {
    case .scheduler(let named):
      type = named
      for (name, value) in written.options {
        guard let parameter = type.parameters.first(where: { $0.name == name }) else { continue }
        arguments.append(JSONMember(name, try json(value, parameter)))
      }
    case .family(let family):
      var given = FamilyUse(name: family.name, arguments: [])
      for (name, value) in written.options {
        if name == "convention" {
          given.convention = value
        } else {
          given.arguments.append(FamilyUse.Argument(name, try number(value, name)))
        }
      }
      do {
        arguments = [
          JSONMember("lr_lambda", .object([JSONMember("expr", .string(try family.expression(given)))]))
        ]
      } catch {
        throw Problem(description: "\(error)")
      }
      use = given
    }
    let value = try document(type, arguments, setting)
    do {
      var scenario = try Scenario(JSONNode(parsing: value.compactBytes(), source: written.schedule.name))
      scenario.family = use
      return scenario
    } catch {
      throw Problem(description: "\(error)")
    }
  }

  private static func option(
    _ word: String,
    _ words: [String],
    _ index: inout Int,
    among names: [String]
  ) throws(Problem) -> (name: String, value: String) {
    guard word.hasPrefix("--") else {
      let hint = NearestText.hint(for: word, among: names)
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

  private static func number(_ text: String, _ name: String) throws(Problem) -> Number {
    let value = try parse(text, name)
    do {
      return try Number(JSONNode(parsing: value.compactBytes(), source: "--\(name)"))
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
