import LRSchedulers
import Scenarios

/// A case as a Python script for real PyTorch, that prints what is observed.
package struct PythonScript: Sendable {
  private let scenario: Scenario
  private let title: String

  /// A script for a scenario.
  package init(_ scenario: Scenario, title: String) {
    self.scenario = scenario
    self.title = title
  }

  // SWALR stands in a module of its own.
  private var imports: String {
    let names = scenario.schedulerTypes.map(\.rawValue).sorted()
    let modules = [
      ("torch.optim.lr_scheduler", names.filter { $0 != SchedulerType.swa.rawValue }),
      ("torch.optim.swa_utils", names.filter { $0 == SchedulerType.swa.rawValue }),
    ]
    return modules.filter { !$0.1.isEmpty }
      .map { "from \($0.0) import \($0.1.joined(separator: ", "))" }.joined(separator: "\n")
  }

  /// The script: PyTorch's own calls, one line printed for each observation.
  package var text: String {
    var text = "# \(title.printable)\n"
    if usesMath { text += "import math\n" }
    if reloads { text += "import copy\n" }
    if usesJSON { text += "import json\n" }
    text += """
      import warnings

      import torch
      \(imports)

      warnings.simplefilter("ignore")


      \(usesTables ? Self.tableFunction : "")def build():
          optimizer = torch.optim.\(scenario.optimizer.rawValue)([

      """
    for group in scenario.groups { text += "        \(Self.group(group)),\n" }
    text += "    ])\n    schedulers = []\n"
    for spec in scenario.schedulers { text += "    schedulers.append(\(call(spec, indent: 4)))\n" }
    text += "    return optimizer, schedulers\n\n\n"
    text += "def observe(step):\n    print(step, \(observations.joined(separator: ", ")))\n\n\n"
    text += "optimizer, schedulers = build()\nstep = 0\n\(saves ? "saved = None\n" : "")observe(step)\n"
    for operation in scenario.program { text += self.operation(operation) }
    return text
  }

  private var saves: Bool { scenario.program.contains { $0.action == .save } }

  private var usesJSON: Bool {
    scenario.program.contains {
      if case .reload(let reload) = $0.action { reload.throughJSON } else { false }
    }
  }

  private var usesTables: Bool {
    scenario.allSchedulers.flatMap(\.flattened).flatMap(\.functions).contains { $0.table != nil }
  }

  private var usesMath: Bool {
    scenario.allSchedulers.flatMap(\.flattened).contains { spec in
      spec.arguments.contains { argument in
        switch argument.value {
        case .function(let expression): PythonScript.needsMath(expression.source)
        case .functions(let expressions): expressions.contains { PythonScript.needsMath($0.source) }
        case .null, .number, .numbers, .flag, .text, .schedulers: false
        }
      }
    }
  }

  private var hasFunctions: Bool { scenario.allSchedulers.contains { $0.hasFunctionWithin } }

  private var hasTensors: Bool {
    scenario.groups.contains(where: \.lr.isTensor)
      || scenario.program.contains {
        if case .addGroup(let group) = $0.action { group.lr.isTensor } else { false }
      }
  }

  private var reloads: Bool {
    scenario.program.contains {
      switch $0.action {
      case .reload, .save: true
      case .step, .stepEpochs, .stepMetrics, .setLR, .addGroup, .observe, .addScheduler: false
      }
    }
  }

  private var observations: [String] {
    scenario.observe.map { channel in
      switch channel {
      case .lr:
        // A function may give what is no rate, and only reading it as one shows that.
        hasFunctions || hasTensors
          ? #"[float(group["lr"]) for group in optimizer.param_groups]"#
          : #"[group["lr"] for group in optimizer.param_groups]"#
      case .momentum:
        scenario.optimizer == .adam
          ? #"[group["betas"][0] for group in optimizer.param_groups]"#
          : #"[group.get("momentum") for group in optimizer.param_groups]"#
      case .lastEpoch: #"[getattr(scheduler, "last_epoch", None) for scheduler in schedulers]"#
      case .lastLR:
        hasTensors ? "[float(lr) for lr in schedulers[-1].get_last_lr()]" : "schedulers[-1].get_last_lr()"
      case .getLR: hasTensors ? "[float(lr) for lr in schedulers[-1].get_lr()]" : "schedulers[-1].get_lr()"
      case .beta2: #"[group["betas"][1] if "betas" in group else None for group in optimizer.param_groups]"#
      case .initialLR:
        hasTensors
          ? #"[float(group["initial_lr"]) if "initial_lr" in group else None for group in optimizer.param_groups]"#
          : #"[group.get("initial_lr") for group in optimizer.param_groups]"#
      case .state(let key): "[schedulers[-1].state_dict().get(\"\(key)\")]"
      }
    }
  }

  private func operation(_ operation: Operation) -> String {
    func loop(_ header: String, _ call: String) -> String {
      let schedulers = operation.scheduler.map { "schedulers[\($0):\($0 + 1)]" } ?? "schedulers"
      return """
        \(header)
            for scheduler in \(schedulers):
                scheduler.\(call)
            step += 1
            observe(step)

        """
    }
    switch operation.action {
    case .step(let count): return loop("for _ in range(\(count)):", "step()")
    case .stepEpochs(let epochs):
      return loop("for epoch in \(Self.list(epochs)):", "step(epoch)")
    case .stepMetrics(let metrics):
      return loop("for metric in \(Self.list(metrics)):", "step(metric)")
    case .setLR(let rates):
      return """
        for group, lr in zip(optimizer.param_groups, \(Self.list(rates))):
            group["lr"] = lr

        """
    case .addGroup(let group): return "optimizer.add_param_group(\(Self.group(group)))\n"
    case .observe: return "step += 1\nobserve(step)\n"
    case .save: return "saved = \(Self.state)\n"
    case .addScheduler(let spec): return "schedulers.append(\(call(spec, indent: 0)))\n"
    case .reload(let reload): return self.reload(reload)
    }
  }

  private static let state =
    "copy.deepcopy((optimizer.state_dict(), [s.state_dict() for s in schedulers]))"

  private func reload(_ reload: Reload) -> String {
    // What was saved last, else the state as it is now.
    var text = "checkpoint = \(saves ? "saved or " : "")\(Self.state)\n"
    func json(_ value: String) -> String { "json.loads(json.dumps(\(value)))" }
    var (optimizerState, schedulerStates) = ("checkpoint[0]", "checkpoint[1]")
    if reload.throughJSON {
      // The state of the optimizer's parameters holds Tensors, which JSON cannot say.
      optimizerState = "{**checkpoint[0], \"param_groups\": \(json("checkpoint[0][\"param_groups\"]"))}"
      schedulerStates = json("checkpoint[1]")
    }
    var parts = reload.load
    if reload.scope != nil {
      text += "optimizer, schedulers = build()\n"
    } else {
      text += "optimizer = torch.optim.\(scenario.optimizer.rawValue)([\n"
      for group in reload.groups ?? scenario.groups { text += "    \(Self.group(group)),\n" }
      text += "])\n"
      if reload.build == .afterOptimizer {
        text += "optimizer.load_state_dict(\(optimizerState))\n"
        parts.removeAll { $0 == .optimizer }
      }
      text += "schedulers = []\n"
      for spec in reload.schedulers ?? scenario.schedulers {
        text += "schedulers.append(\(call(spec, indent: 0)))\n"
      }
    }
    for part in parts {
      switch part {
      case .optimizer: text += "optimizer.load_state_dict(\(optimizerState))\n"
      case .scheduler:
        text += """
          for scheduler, state in zip(schedulers, \(schedulerStates)):
              scheduler.load_state_dict(state)

          """
      }
    }
    return text
  }

  private func call(_ spec: SchedulerSpec, indent: Int) -> String {
    var arguments = spec.type == .chained ? [] : ["optimizer"]
    for argument in spec.arguments {
      arguments.append("\(argument.name)=\(value(argument.value, indent: indent))")
    }
    return "\(spec.type.rawValue)(\(arguments.joined(separator: ", ")))"
  }

  private func value(_ value: ArgumentValue, indent: Int) -> String {
    switch value {
    case .null: "None"
    case .number(let number): Self.literal(number)
    case .numbers(let numbers): Self.list(numbers)
    case .flag(let flag): flag ? "True" : "False"
    case .text(let text): Self.literal(text)
    case .function(let expression): Self.function(expression)
    case .functions(let expressions): "[\(expressions.map(Self.function).joined(separator: ", "))]"
    case .schedulers(let specs):
      "[\n"
        + specs.map { String(repeating: " ", count: indent + 4) + call($0, indent: indent + 4) + ",\n" }
        .joined()
        + String(repeating: " ", count: indent) + "]"
    }
  }

  private static func group(_ group: ParameterGroup) -> String {
    var members = ["\"params\": [torch.nn.Parameter(torch.zeros(1))]", "\"lr\": \(literal(group.lr))"]
    if let betas = group.betas {
      members.append("\"betas\": (\(literal(betas.first)), \(literal(betas.second)))")
    }
    let others = [
      ("momentum", group.momentum), ("initial_lr", group.initialLR), ("max_lr", group.maxLR),
      ("min_lr", group.minLR), ("max_momentum", group.maxMomentum), ("base_momentum", group.baseMomentum),
      ("swa_lr", group.swaLR),
    ]
    for (key, number) in others {
      if let number { members.append("\"\(key)\": \(literal(number))") }
    }
    return "{\(members.joined(separator: ", "))}"
  }

  private static func list(_ numbers: [Number]) -> String {
    "[\(numbers.map(literal).joined(separator: ", "))]"
  }

  private static func literal(_ number: Number) -> String {
    switch number {
    case .integer(let value): return "\(value)"
    case .float(let value) where value.isNaN: return "float(\"nan\")"
    case .float(let value) where value.isInfinite: return value < 0 ? "float(\"-inf\")" : "float(\"inf\")"
    case .float(let value): return "\(value)"
    case .big(let value): return value.decimal
    // No scenario holds one.
    case .complex: return "None"
    case .tensor(let tensor):
      let value = literal(.float((try? number.double()) ?? .nan))
      return "torch.tensor(\(value), dtype=torch.\(tensor.dtype.rawValue))"
    }
  }

  // JSON's escapes are Python's but for the surrogates of rare characters, which are written as they are.
  private static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static let mathNames = ["floor", "ceil", "cos", "sin", "exp", "log", "sqrt", "pi"]

  private static func words(of source: String) -> [Substring] {
    source.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
  }

  private static func needsMath(_ source: String) -> Bool {
    words(of: source).contains { mathNames.contains(String($0)) }
  }

  private static let tableFunction = """
    def table(*values):
        def value(x):
            if x != int(x) or not 0 <= x < len(values):
                raise IndexError(x)
            return values[int(x)]

        return value



    """

  private static func function(_ expression: Expression) -> String {
    if let table = expression.table { return "table(\(table.map(literal).joined(separator: ", ")))" }
    let argument = words(of: expression.source).contains("x") ? "x" : "epoch"
    var body = ""
    var word = ""
    func flush() {
      body += mathNames.contains(word) ? "math.\(word)" : word
      word = ""
    }
    for character in expression.source {
      if character.isASCII, character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        flush()
        body.append(character)
      }
    }
    flush()
    return "lambda \(argument): \(body)"
  }
}
