import LRSchedulers
import Scenarios

/// The mistakes that diagnosis tries.
enum Mistakes {
  /// Those that cases of some classes can show.
  ///
  /// - Parameters:
  ///   - types: The classes that failing cases contain.
  ///   - cases: All cases, which say what other versions and documents give.
  static func all(for types: Set<SchedulerType>, _ cases: [PlayedCase]) -> [Hypothesis] {
    let sorted = SchedulerType.allCases.filter(types.contains)
    // CosineAnnealingWarmRestarts has a step() of its own; inside of a composite others may be wrong.
    let isOwn = cases.contains { $0.fails && $0.scenario.schedulerTypes == [.warmRestarts] }
    let scopes: [Scope] = [.all(isOwn ? types : types.subtracting([.warmRestarts]))] + sorted.map { .one($0) }
    var found: [Hypothesis] = []
    found += RecordMistakes.all(for: sorted, cases)
    for scope in scopes {
      found += ValueMistakes.all(scope) + ValueMistakes.factors(scope, cases) + StepMistakes.all(scope)
    }
    found += ReloadMistakes.all
    for type in sorted {
      found += ArgumentMistakes.all(type) + SchedulerMistakes.all(type) + ReloadMistakes.of(type)
    }
    return found
  }
}

/// The schedulers that have a mistake: those of one class, or all.
enum Scope: Sendable {
  case all(Set<SchedulerType>)
  case one(SchedulerType)

  /// The classes; nil where it is every scheduler.
  var types: Set<SchedulerType>? { if case .one(let type) = self { [type] } else { nil } }

  /// The class, or PyTorch's base class.
  var className: String { if case .one(let type) = self { type.rawValue } else { "LRScheduler" } }

  /// `StepLR: `, where the mistake is that class's.
  var prefix: String { if case .one(let type) = self { "\(type.rawValue): " } else { "" } }

  /// The classes whose schedulers are built otherwise.
  var built: Set<SchedulerType> {
    switch self {
    case .all(let failing):
      // Where CosineAnnealingWarmRestarts is right, what is wrong is in the step() that the others inherit.
      Set(SchedulerType.allCases).subtracting(failing.contains(.warmRestarts) ? [] : [.warmRestarts])
    case .one(let type): [type]
    }
  }

  /// One class is as much as is needed; all of them assume more, but only one mistake.
  var cost: Int { if case .one = self { 1 } else { 2 } }

  /// The only class, or one that is like most.
  var type: SchedulerType? { if case .one(let type) = self { type } else { nil } }
}

extension Hypothesis {
  /// A mistake of the schedulers of a scope, in one method.
  convenience init(
    _ name: String,
    _ text: String,
    _ scope: Scope,
    _ method: String,
    cost: Int?,
    _ change: Change
  ) {
    self.init(
      name,
      scope.prefix + text,
      at: "\(scope.className).\(method)",
      of: scope.types,
      cost: cost ?? scope.cost,
      change
    )
  }
}
