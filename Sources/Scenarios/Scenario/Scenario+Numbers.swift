import LRSchedulers

extension Scenario {
  /// The numbers that an implementation is told: options of groups, arguments, rates, metrics, constants of functions.
  /// Not among them is what is counted: epochs and steps.
  package var numbers: [Number] {
    groups.flatMap(\.numbers) + schedulers.flatMap(\.numbers)
      + program.flatMap { operation -> [Number] in
        switch operation.action {
        case .setLR(let rates): rates
        case .stepMetrics(let metrics): metrics
        case .addGroup(let group): group.numbers
        case .addScheduler(let spec): spec.numbers
        case .reload(let reload):
          (reload.groups ?? []).flatMap(\.numbers) + (reload.schedulers ?? []).flatMap(\.numbers)
        case .step, .stepEpochs, .observe, .save: []
        }
      }
  }
}

extension ParameterGroup {
  fileprivate var numbers: [Number] {
    [
      lr, momentum, betas?.first, betas?.second, initialLR, maxLR, minLR, maxMomentum, baseMomentum, swaLR,
    ].compactMap(\.self)
  }
}

extension SchedulerSpec {
  fileprivate var numbers: [Number] {
    arguments.flatMap { argument -> [Number] in
      switch argument.value {
      case .number(let number): [number]
      case .numbers(let numbers): numbers
      case .function(let function): function.constants
      case .functions(let functions): functions.flatMap(\.constants)
      case .schedulers(let children): children.flatMap(\.numbers)
      case .null, .flag, .text: []
      }
    }
  }
}
