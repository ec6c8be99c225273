import JSON
import LRSchedulers

/// The scenario of some schedules on one optimizer.
struct ScheduleDocument {
  typealias Problem = ScheduleArguments.Problem

  private let schedules: [WrittenSchedule]
  private let setting: ScheduleSetting

  init(_ schedules: [WrittenSchedule], _ setting: ScheduleSetting) {
    self.schedules = schedules
    self.setting = setting
  }

  func scenario() throws(Problem) -> Scenario {
    var specs: [JSONValue] = []
    for schedule in schedules { specs.append(try spec(schedule)) }
    var observe: [JSONValue] = ["lr"]
    if setting.momentum != nil { observe.append("momentum") }
    let value = JSONValue.object([
      JSONMember("optimizer", try optimizer()),
      JSONMember("schedulers", .array(specs)),
      JSONMember("program", .array([.object([try program()])])),
      JSONMember("observe", .array(observe)),
    ])
    do {
      let source = schedules.map(\.schedule.name).joined(separator: " then ")
      var scenario = try Scenario(JSONNode(parsing: value.compactBytes(), source: source))
      if schedules.count == 1, case .family = schedules[0].schedule {
        scenario.family = try Self.use(schedules[0])
      }
      return scenario
    } catch {
      throw Problem(description: "\(error)")
    }
  }

  private func spec(_ written: WrittenSchedule) throws(Problem) -> JSONValue {
    let type = written.schedule.type
    var arguments: [JSONMember] = []
    switch written.schedule {
    case .scheduler:
      for (name, value) in written.options {
        guard let parameter = type.parameters.first(where: { $0.name == name }) else { continue }
        arguments.append(JSONMember(name, try OptionValue.json(value, parameter)))
      }
      if !written.children.isEmpty {
        var children: [JSONValue] = []
        for child in written.children { children.append(try spec(child)) }
        arguments.append(JSONMember("schedulers", .array(children)))
      }
      let given = arguments.map(\.key)
      if type == .oneCycle, given.contains("epochs"), !given.contains("steps_per_epoch"),
        let steps = setting.stepsPerEpoch
      {
        arguments.append(JSONMember("steps_per_epoch", .integer(steps)))
      }
      try MissingOptions.refuse(type, given: arguments.map(\.key))
    case .family(let family):
      do {
        let expression = try family.expression(try Self.use(written))
        arguments = [JSONMember("lr_lambda", .object([JSONMember("expr", .string(expression))]))]
      } catch {
        throw Problem(description: "\(error)")
      }
    }
    return .object([JSONMember("type", .string(type.rawValue)), JSONMember("args", .object(arguments))])
  }

  /// The use of a family that is written.
  private static func use(_ written: WrittenSchedule) throws(Problem) -> FamilyUse {
    var use = FamilyUse(name: written.schedule.name, arguments: [])
    for (name, value) in written.options {
      if name == "convention" {
        use.convention = value
      } else {
        use.arguments.append(FamilyUse.Argument(name, try OptionValue.number(value, name)))
      }
    }
    return use
  }

  private func optimizer() throws(Problem) -> JSONValue {
    var groups: [JSONValue] = []
    for rate in setting.rates {
      var members = [JSONMember("lr", try OptionValue.parse(rate, "lr"))]
      if let momentum = setting.momentum {
        let value = try OptionValue.parse(momentum, "momentum")
        switch setting.optimizer {
        case .sgd: members.append(JSONMember("momentum", value))
        case .adam: members.append(JSONMember("betas", .array([value, .double(0.999)])))
        case .adagrad: throw Problem(description: "Adagrad has no momentum; --momentum is for SGD and Adam")
        }
      }
      groups.append(.object(members))
    }
    return .object([
      JSONMember("type", .string(setting.optimizer.rawValue)),
      JSONMember("groups", .array(groups)),
    ])
  }

  private func program() throws(Problem) -> JSONMember {
    guard schedules.contains(where: { $0.schedule.type == .plateau }) else {
      return JSONMember("step", .integer(setting.stepCount))
    }
    if schedules.count > 1 {
      throw Problem(
        description:
          "ReduceLROnPlateau steps with metrics, the others without: it cannot share an optimizer here; "
          + "a scenario file can say it (--scenario)"
      )
    }
    guard let metrics = setting.metrics else {
      throw Problem(
        description:
          "ReduceLROnPlateau needs --metrics, one for each step: --metrics 1,0.9,0.9 or, of a file, "
          + "--metrics log.csv:val_loss"
      )
    }
    if let steps = setting.steps, steps > metrics.count {
      throw Problem(description: "--steps \(steps) needs as many metrics; --metrics has \(metrics.count)")
    }
    let used = metrics.prefix(setting.steps ?? metrics.count)
    return JSONMember(
      "step_metrics",
      try OptionValue.parse("[\(used.joined(separator: ","))]", "metrics")
    )
  }
}
