import LRSchedulers
import Scenarios

/// Builds the reference's schedulers from their specifications, as Python's calls of the constructors would.
package struct SchedulerFactory {
  /// Where calls of functions are noted, if anywhere.
  var callLog: CallLog?
  /// What the functions of a run may cost together.
  var budget = EvaluationBudget()
  /// What is done otherwise than PyTorch does it.
  var variation = PlayVariation()

  /// A factory that builds what PyTorch builds.
  package init() {}

  init(callLog: CallLog) { self.callLog = callLog }

  init(variation: PlayVariation) { self.variation = variation }

  /// Builds a scheduler, the children of a composite before it.
  ///
  /// - Throws: what the constructor raises; `TypeError` for unknown and missing arguments.
  package func make(
    _ spec: SchedulerSpec,
    _ optimizer: inout Optimizer
  ) throws(PythonError) -> any LRScheduler {
    var children: [any LRScheduler] = []
    for child in spec.children { children.append(try make(child, &optimizer)) }
    let rates = optimizer.groups.map(\.lr)
    if variation.baseFromCurrentLR.contains(spec.type), spec.takesInitialLR {
      for index in optimizer.groups.indices { optimizer.groups[index].initialLR = nil }
    }
    var scheduler: any LRScheduler
    if let variant = try variation.build?(spec, children, &optimizer) {
      scheduler = variant
    } else if !variation.faults.isEmpty, let fault = variation.faults[spec.type] {
      scheduler = try fault.planted { () throws(PythonError) in try make(spec, children, &optimizer) }
    } else {
      scheduler = try make(spec, children, &optimizer)
    }
    if spec.children.isEmpty {
      if let wrap = variation.wrapLeaf { scheduler = wrap(spec, scheduler) }
      if variation.withoutInitialStep.contains(spec.type) {
        for (index, rate) in rates.enumerated() { optimizer.groups[index].lr = rate }
      }
    }
    return scheduler
  }

  private func make(
    _ spec: SchedulerSpec,
    _ children: [any LRScheduler],
    _ optimizer: inout Optimizer
  ) throws(PythonError) -> any LRScheduler {
    let a = try Arguments(spec, callLog, budget)
    switch spec.type {
    case .lambda:
      return try LambdaLR(&optimizer, lrLambda: a.functions("lr_lambda"), lastEpoch: a.lastEpoch)
    case .multiplicative:
      return try MultiplicativeLR(&optimizer, lrLambda: a.functions("lr_lambda"), lastEpoch: a.lastEpoch)
    case .step:
      return try StepLR(
        &optimizer,
        stepSize: a.number("step_size"),
        gamma: a.number("gamma"),
        lastEpoch: a.lastEpoch
      )
    case .multiStep:
      return try MultiStepLR(
        &optimizer,
        milestones: a.numbers("milestones"),
        gamma: a.number("gamma"),
        lastEpoch: a.lastEpoch
      )
    case .constant:
      return try ConstantLR(
        &optimizer,
        factor: a.number("factor"),
        totalIters: a.number("total_iters"),
        lastEpoch: a.lastEpoch
      )
    case .linear:
      return try LinearLR(
        &optimizer,
        startFactor: a.number("start_factor"),
        endFactor: a.number("end_factor"),
        totalIters: a.number("total_iters"),
        lastEpoch: a.lastEpoch
      )
    case .exponential:
      return try ExponentialLR(&optimizer, gamma: a.number("gamma"), lastEpoch: a.lastEpoch)
    case .polynomial:
      return try PolynomialLR(
        &optimizer,
        totalIters: a.number("total_iters"),
        power: a.number("power"),
        lastEpoch: a.lastEpoch
      )
    case .cosineAnnealing:
      return try CosineAnnealingLR(
        &optimizer,
        tMax: a.number("T_max"),
        etaMin: a.number("eta_min"),
        lastEpoch: a.lastEpoch
      )
    case .warmRestarts:
      return try CosineAnnealingWarmRestarts(
        &optimizer,
        t0: a.number("T_0"),
        tMult: a.number("T_mult"),
        etaMin: a.number("eta_min"),
        lastEpoch: a.lastEpoch
      )
    case .cyclic: return try cyclic(a, &optimizer)
    case .oneCycle: return try oneCycle(a, &optimizer)
    case .plateau:
      return try ReduceLROnPlateau(
        &optimizer,
        mode: ReduceLROnPlateau.Mode(rawValue: a.text("mode")) ?? .unknown,
        factor: a.number("factor"),
        patience: a.number("patience"),
        threshold: a.number("threshold"),
        thresholdMode: ReduceLROnPlateau.ThresholdMode(rawValue: a.text("threshold_mode")) ?? .unknown,
        cooldown: a.number("cooldown"),
        minLR: a.perGroup("min_lr"),
        eps: a.number("eps")
      )
    case .chained:
      return try ChainedScheduler(&optimizer, schedulers: children)
    case .sequential:
      return try SequentialLR(
        &optimizer,
        schedulers: children,
        milestones: a.numbers("milestones"),
        lastEpoch: a.lastEpoch
      )
    case .swa:
      return try SWALR(
        &optimizer,
        swaLR: a.perGroup("swa_lr"),
        annealEpochs: a.number("anneal_epochs"),
        annealStrategy: AnnealStrategy(rawValue: a.text("anneal_strategy")) ?? .unknown,
        lastEpoch: a.lastEpoch
      )
    }
  }

  private func cyclic(
    _ a: Arguments,
    _ optimizer: inout Optimizer
  ) throws(PythonError) -> any LRScheduler {
    try CyclicLR(
      &optimizer,
      baseLR: a.perGroup("base_lr"),
      maxLR: a.perGroup("max_lr"),
      stepSizeUp: a.number("step_size_up"),
      stepSizeDown: a.optionalNumber("step_size_down"),
      mode: CyclicLR.Mode(rawValue: a.text("mode")) ?? .unknown,
      gamma: a.number("gamma"),
      scaleFunction: a.optionalFunction("scale_fn"),
      scaleMode: CyclicLR.ScaleMode(rawValue: a.text("scale_mode")) ?? .iterations,
      cycleMomentum: a.flag("cycle_momentum"),
      baseMomentum: a.perGroup("base_momentum"),
      maxMomentum: a.perGroup("max_momentum"),
      lastEpoch: a.lastEpoch
    )
  }

  private func oneCycle(
    _ a: Arguments,
    _ optimizer: inout Optimizer
  ) throws(PythonError) -> any LRScheduler {
    try OneCycleLR(
      &optimizer,
      maxLR: a.perGroup("max_lr"),
      totalSteps: a.optionalNumber("total_steps"),
      epochs: a.optionalNumber("epochs"),
      stepsPerEpoch: a.optionalNumber("steps_per_epoch"),
      pctStart: a.number("pct_start"),
      annealStrategy: AnnealStrategy(rawValue: a.text("anneal_strategy")) ?? .unknown,
      cycleMomentum: a.flag("cycle_momentum"),
      baseMomentum: a.perGroup("base_momentum"),
      maxMomentum: a.perGroup("max_momentum"),
      divFactor: a.number("div_factor"),
      finalDivFactor: a.number("final_div_factor"),
      threePhase: a.flag("three_phase"),
      lastEpoch: a.lastEpoch
    )
  }
}

/// The arguments of one call, defaults filled in. The reader of scenarios has checked each value's type by the
/// same table; a value of another type is a `TypeError`.
private struct Arguments {
  private let spec: SchedulerSpec
  private let callLog: CallLog?
  private let budget: EvaluationBudget

  init(_ spec: SchedulerSpec, _ callLog: CallLog?, _ budget: EvaluationBudget) throws(PythonError) {
    if let name = spec.unknownArguments.first {
      throw PythonError(.typeError, "\(spec.type.rawValue) got an unexpected argument '\(name)'")
    }
    if let name = spec.missingArguments.first {
      throw PythonError(.typeError, "\(spec.type.rawValue) misses the argument '\(name)'")
    }
    self.spec = spec
    self.callLog = callLog
    self.budget = budget
  }

  var lastEpoch: Number { get throws(PythonError) { try number("last_epoch") } }

  private func value(_ name: String) throws(PythonError) -> ArgumentValue {
    guard
      let value = spec[name] ?? spec.type.parameters.first(where: { $0.name == name })?.defaultValue
    else { throw PythonError(.typeError, "\(spec.type.rawValue) misses the argument '\(name)'") }
    return value
  }

  private func wrongType(_ name: String) -> PythonError {
    PythonError(.typeError, "\(spec.type.rawValue) got an argument '\(name)' of the wrong type")
  }

  func number(_ name: String) throws(PythonError) -> Number {
    guard case .number(let value) = try value(name) else { throw wrongType(name) }
    return value
  }

  func optionalNumber(_ name: String) throws(PythonError) -> Number? {
    if case .null = try value(name) { return nil }
    return try number(name)
  }

  func numbers(_ name: String) throws(PythonError) -> [Number] {
    guard case .numbers(let values) = try value(name) else { throw wrongType(name) }
    return values
  }

  func perGroup(_ name: String) throws(PythonError) -> PerGroup {
    switch try value(name) {
    case .number(let value): return .all(value)
    case .numbers(let values): return .each(values)
    default: throw wrongType(name)
    }
  }

  func flag(_ name: String) throws(PythonError) -> Bool {
    guard case .flag(let value) = try value(name) else { throw wrongType(name) }
    return value
  }

  func text(_ name: String) throws(PythonError) -> String {
    guard case .text(let value) = try value(name) else { throw wrongType(name) }
    return value
  }

  func optionalFunction(_ name: String) throws(PythonError) -> ScheduleFunction? {
    switch try value(name) {
    case .null: return nil
    case .function(let expression): return function(expression)
    default: throw wrongType(name)
    }
  }

  func functions(_ name: String) throws(PythonError) -> ScheduleFunctions {
    switch try value(name) {
    case .function(let expression): return .all(function(expression))
    case .functions(let expressions): return .each(expressions.map(function))
    case .number: return .all(.notCallable)
    default: throw wrongType(name)
    }
  }

  private func function(_ expression: Expression) -> ScheduleFunction {
    guard let callLog else {
      return ScheduleFunction { [budget] (x) throws(PythonError) in try expression(x, budget) }
    }
    return ScheduleFunction { [budget] (x) throws(PythonError) in
      let value = try expression(x, budget)
      callLog.note(expression, x, value)
      return value
    }
  }
}

extension SchedulerSpec {
  /// Whether PyTorch's class sets the groups' `initial_lr`, where they have none.
  fileprivate var takesInitialLR: Bool {
    guard type != .plateau, children.isEmpty, case .number(let last) = value(of: "last_epoch") else {
      return false
    }
    return last == -1
  }
}
