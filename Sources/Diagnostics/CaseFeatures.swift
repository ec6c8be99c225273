import LRSchedulers
import Scenarios

extension PlayedCase {
  /// What a case has beside the plain steps of one scheduler: each may show a mistake of its own.
  var features: Set<String> {
    var features: Set<String> = []
    for operation in scenario.program {
      switch operation.action {
      case .step, .stepMetrics: break
      case .observe: features.insert("observe")
      case .stepEpochs(let epochs):
        features.insert("step_epochs")
        if epochs.contains(where: { (try? $0 < 0) ?? false }) { features.insert("epochs below 0") }
        if epochs.contains(where: { !($0 == $0) }) { features.insert("epochs that are NaN") }
        if !epochs.allSatisfy(\.isInteger) { features.insert("fractional epochs") }
      case .setLR: features.insert("set_lr")
      case .addGroup: features.insert("add_group")
      case .save, .reload: features.insert("reload")
      case .addScheduler: features.insert("several schedulers")
      }
    }
    for argument in scenario.family?.arguments ?? [] where (try? argument.value <= 1) ?? false {
      features.insert("\(argument.name) not above 1")
    }
    if scenario.schedulers.count > 1 { features.insert("several schedulers") }
    if scenario.groups.contains(where: { $0.initialLR != nil }) { features.insert("initial_lr") }
    for spec in scenario.schedulers.flatMap(\.flattened) {
      if spec.type.isComposite { features.insert(spec.type.rawValue) }
      for argument in spec.arguments {
        switch argument.value {
        case .number(let number):
          if argument.name == "last_epoch" { features.insert("last_epoch") }
          if (try? number <= 0) ?? true { features.insert("\(argument.name) not above 0") }
          let isCount = spec.type.parameters.contains { $0.name == argument.name && $0.isCount }
          if isCount, !number.isInteger { features.insert("\(argument.name) no integer") }
        case .numbers(let numbers):
          let isSorted = zip(numbers, numbers.dropFirst()).allSatisfy { (try? $0 <= $1) ?? false }
          if argument.name == "milestones", !isSorted { features.insert("milestones unsorted") }
          let isRepeated = zip(numbers, numbers.dropFirst()).contains { $0 == $1 }
          if argument.name == "milestones", isRepeated { features.insert("milestones repeated") }
        case .null, .flag, .text, .function, .functions, .schedulers: break
        }
      }
    }
    return features
  }

  /// The same, and what it has that seldom matters: several groups, another optimizer, a Tensor.
  var allFeatures: Set<String> {
    var features = features
    if scenario.hasGroups { features.insert("several groups") }
    if scenario.optimizer != .sgd { features.insert(scenario.optimizer.rawValue) }
    if scenario.groups.contains(where: \.lr.isTensor) { features.insert("Tensor lr") }
    return features
  }
}
