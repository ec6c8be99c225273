import Fixtures
import LRSchedulers
import Scenarios

/// What a case needs of an implementation.
package struct Requirements: Sendable, Equatable {
  /// The classes that it builds.
  package var schedulers: [SchedulerType]
  /// The features that it uses, in the order of their declaration.
  package var features: [Feature]

  /// The channels that it observes, but for `get_lr` and `state.KEY`, which are features.
  package var channels: [Channel]
  /// The family of schedules, by the name that is declared, where an adapter may play its own of it.
  package var family: String?
  /// What its numbers need.
  package var range: NumberRange

  /// What a scenario needs, and the refusal of errors where one is expected.
  ///
  /// - Parameter range: What its numbers need; by default what those need that the scenario names.
  package init(_ scenario: Scenario, expectsError: Bool, range: NumberRange? = nil) {
    self.range = range ?? NumberRange(scenario)
    schedulers = scenario.schedulerTypes
    family = scenario.family?.declaredName
    channels = scenario.observe.filter { if case .state = $0 { false } else { $0 != .getLR } }
    let needed = Requirements.needed(scenario, expectsError: expectsError)
    features = Feature.allCases.filter(needed.contains)
  }

  private static func needed(_ scenario: Scenario, expectsError: Bool) -> Set<Feature> {
    var needed: Set<Feature> = []
    for channel in scenario.observe {
      switch channel {
      case .momentum: needed.insert(.momentum)
      case .getLR: needed.insert(.getLR)
      case .beta2: needed.insert(.beta2)
      case .initialLR: needed.insert(.initialLR)
      case .state: needed.insert(.state)
      case .lr, .lastEpoch, .lastLR: break
      }
    }
    if scenario.groups.count > 1 { needed.insert(.groups) }
    if expectsError { needed.insert(.errors) }
    if scenario.groups.contains(where: \.lr.isTensor) { needed.insert(.tensorLR) }
    for spec in scenario.allSchedulers.flatMap(\.flattened) {
      if case .number(let epoch) = spec["last_epoch"], !(epoch == -1) { needed.insert(.resume) }
      if spec.hasFunction { needed.insert(.functions) }
      if spec.functions.contains(where: { $0.table != nil }) { needed.insert(.tables) }
    }
    for operation in scenario.program {
      switch operation.action {
      case .stepEpochs:
        let all = scenario.allSchedulers
        let stepped = operation.scheduler.map { all.indices.contains($0) ? [all[$0]] : [] } ?? all
        for spec in stepped {
          needed.insert(spec.type == .warmRestarts ? .fractionalEpoch : .closedForm)
        }
      case .setLR: needed.insert(.setLR)
      case .addGroup(let group):
        needed.insert(.addGroup)
        if group.lr.isTensor { needed.insert(.tensorLR) }
      case .reload(let reload):
        needed.insert(.reload)
        if reload.scope == nil || reload.scope == .optimizer { needed.insert(.reloadOptions) }
        if reload.groups?.contains(where: \.lr.isTensor) == true { needed.insert(.tensorLR) }
      case .observe: needed.insert(.observe)
      case .save: needed.formUnion([.save, .reload])
      case .addScheduler: needed.insert(.addScheduler)
      case .step, .stepMetrics: break
      }
    }
    return needed
  }

  /// Why a case with a class that is not declared is skipped.
  package static func reason(missing type: SchedulerType, declaredBy author: String = "the adapter") -> String
  {
    "\(author) does not declare `\(type.rawValue)`"
  }

  /// The first thing that an adapter does not declare and the case needs; nil where it declares all.
  package func undeclared(_ handshake: Handshake) -> Undeclared? {
    // Who plays the family's schedule itself needs no LambdaLR and no functions.
    let playsFamily = family.map { handshake.families?.contains($0) ?? false } ?? false
    if !playsFamily, let declared = handshake.schedulers,
      let missing = schedulers.first(where: { !declared.contains($0) })
    {
      if let family, handshake.families != nil { return .family(family) }
      return .scheduler(missing)
    }
    if let declared = handshake.channels, let missing = channels.first(where: { !declared.contains($0) }) {
      return .channel(missing)
    }
    let needed = playsFamily ? features.filter { $0 != .functions } : features
    if let declared = handshake.features, let missing = needed.first(where: { !declared.contains($0) }) {
      return .feature(missing)
    }
    return handshake.precision.precision(of: schedulers).holds(range) ? nil : .range(range)
  }

  /// Why an adapter that declares no more than this cannot run the case; nil where it can.
  ///
  /// - Parameter author: Who declares it, in the reason.
  package func reasonToSkip(_ handshake: Handshake, declaredBy author: String = "the adapter") -> String? {
    switch undeclared(handshake) {
    case .scheduler(let missing): Self.reason(missing: missing, declaredBy: author)
    case .channel(let missing): "\(author) does not declare the channel `\(missing.rawValue)`"
    case .feature(let missing): "\(author) does not declare `\(missing.rawValue)`"
    case .family(let missing): "\(author) does not declare the family `\(missing)`"
    case .range(let missing): "needs the range of \(missing.rawValue)"
    case nil: nil
    }
  }
}
