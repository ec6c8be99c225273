import LRSchedulers
import Scenarios

/// What diagnosis has a stage do otherwise than PyTorch does it.
extension ReferenceStage {
  /// How many steps a call makes; once, but for a variation.
  mutating func prepareStep(_ scheduler: Int) -> Int {
    if variation.stepsPlainly { return 1 }
    if variation.loading.isOld {
      before = SavedStage(optimizer: inUse, schedulers: schedulers)
    }
    calls[scheduler, default: 0] += 1
    switch variation.calls {
    case .once: return 1
    case .times(let times): return times
    case .every(let period): return (calls[scheduler] ?? 0) % period == 0 ? 1 : 0
    case .fromOwnRates:
      optimizer.setRates(schedulers[scheduler].lastLR)
      return 1
    }
  }

  /// Changes the optimizer that is in use.
  mutating func changeUsed(_ body: (inout Optimizer) -> Void) {
    if var used {
      body(&used)
      self.used = used
    } else {
      body(&optimizer)
    }
  }

  mutating func keepMomentum(of fresh: Optimizer) {
    for (index, group) in zip(optimizer.groups.indices, fresh.groups) {
      optimizer.groups[index].momentum = group.momentum
      optimizer.groups[index].betas = group.betas
    }
  }

  /// What is done wrong once a scheduler's state has been loaded.
  mutating func misload(_ index: Int, _ fresh: any LRScheduler) throws(PythonError) {
    switch variation.loading {
    case .oneStepBack:
      try schedulers[index].asChild { (scheduler) throws(PythonError) in try scheduler.undoStep() }
    case .without(let part): schedulers[index].restore(part, from: fresh, of: variation.losing)
    case .step where !(schedulers[index] is ReduceLROnPlateau): try schedulers[index].step(&optimizer)
    case .setsRates: optimizer.setRates(schedulers[index].lastLR)
    default: break
    }
  }

  /// What is done wrong at the end of a reload.
  mutating func finishLoading() {
    switch variation.loading {
    case .unusedOptimizer: used = optimizer
    case .basesFromLR:
      let rates = optimizer.groups.map(\.lr)
      for index in schedulers.indices { schedulers[index].setBases(rates) }
    default: break
    }
  }
}

extension Optimizer {
  /// Sets the learning rates of the groups, as a user does.
  package mutating func setRates(_ rates: [Number]) {
    for (index, rate) in zip(groups.indices, rates) { groups[index].lr = rate }
  }
}

extension CompositeScheduler {
  fileprivate mutating func keepLastLR(of old: any CompositeScheduler) {
    if var chained = self as? ChainedScheduler, let old = old as? ChainedScheduler {
      chained.keepLastLR(of: old)
      if let chained = chained as? Self { self = chained }
    } else if var sequential = self as? SequentialLR, let old = old as? SequentialLR {
      sequential.keepLastLR(of: old)
      if let sequential = sequential as? Self { self = sequential }
    }
  }
}

extension LRScheduler {
  fileprivate mutating func setBases(_ rates: [Number]) {
    if var composite = self as? any CompositeScheduler {
      for index in composite.children.indices { composite.children[index].setBases(rates) }
      if let composite = composite as? Self { self = composite }
    } else if var scheduler = self as? any EpochScheduler {
      scheduler.state.baseLRs = rates
      if let scheduler = scheduler as? Self { self = scheduler }
    }
  }
}

extension LRScheduler {
  /// Does what only a composite asks of its children; nothing where the scheduler cannot be one.
  package mutating func asChild(
    _ body: (inout any NestableScheduler) throws(PythonError) -> Void
  ) throws(PythonError) {
    guard var child = self as? any NestableScheduler else { return }
    try body(&child)
    if let child = child as? Self { self = child }
  }
}

extension LRScheduler {
  /// Puts a part of the state back to what it was before another state was loaded.
  mutating func restore(
    _ part: PlayVariation.StatePart,
    from fresh: any LRScheduler,
    of types: Set<SchedulerType>?
  ) {
    let isConcerned = types?.contains { $0.rawValue == "\(Self.self)" } ?? true
    if part == .everything, isConcerned, let fresh = fresh as? Self {
      self = fresh
      return
    }
    if var composite = self as? any CompositeScheduler, var old = fresh as? any CompositeScheduler {
      if isConcerned, part == .ofChildren { composite.children = old.children }
      if isConcerned, part == .ofComposite {
        old.children = composite.children
        composite = old
      }
      for index in composite.children.indices where index < old.children.count {
        composite.children[index].restore(part, from: old.children[index], of: types)
      }
      if part == .lastLR, types == nil { composite.keepLastLR(of: old) }
      if let composite = composite as? Self { self = composite }
      return
    }
    if !isConcerned { return }
    if let plateau = self as? ReduceLROnPlateau, let old = fresh as? ReduceLROnPlateau {
      let restored =
        switch part {
        case .plateau: plateau.keeping(\.progress, of: old)
        case .counters:
          plateau.keeping(\.progress.badEpochs, of: old).keeping(\.progress.cooldownCounter, of: old)
        case .lastEpoch: plateau.keeping(\.epoch, of: old)
        case .lastLR: plateau.keeping(\.lastLR, of: old)
        case .arguments:
          old.keeping(\.progress, of: plateau).keeping(\.epoch, of: plateau).keeping(\.lastLR, of: plateau)
        case .allButEpoch: old.keeping(\.epoch, of: plateau).keeping(\.lastLR, of: plateau)
        case .everything, .stepCount, .baseLRs, .period, .ofComposite, .ofChildren: plateau
        }
      if let restored = restored as? Self { self = restored }
      return
    }
    guard var scheduler = self as? any EpochScheduler, var old = fresh as? any EpochScheduler else { return }
    switch part {
    case .arguments:
      old.state = scheduler.state
      old.period = scheduler.period
      scheduler = old
    case .allButEpoch:
      old.state.lastEpoch = scheduler.state.lastEpoch
      old.state.lastLR = scheduler.state.lastLR
      scheduler = old
    case .lastEpoch: scheduler.state.lastEpoch = old.state.lastEpoch
    case .stepCount: scheduler.state.stepCount = old.state.stepCount
    case .baseLRs: scheduler.state.baseLRs = old.state.baseLRs
    case .lastLR: scheduler.state.lastLR = old.state.lastLR
    case .period: scheduler.period = old.period
    case .plateau, .counters, .everything, .ofComposite, .ofChildren: break
    }
    if let scheduler = scheduler as? Self { self = scheduler }
  }
}
