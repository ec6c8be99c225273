import Scenarios

/// The precision that an implementation declares: one for all, or one for each class where they differ.
package struct DeclaredPrecision: Sendable, Equatable {
  /// The precision of the classes that are not named.
  package var others: Precision
  /// The precision of the classes that are named.
  package var byScheduler: [SchedulerType: Precision]

  /// The same precision for all classes, except for those that are named.
  package init(_ others: Precision) {
    self.init(others, byScheduler: [:])
  }

  package init(_ others: Precision, byScheduler: [SchedulerType: Precision]) {
    self.others = others
    self.byScheduler = byScheduler
  }

  /// The precision that a case with these classes is judged by: the widest of them.
  package func precision(of schedulers: @autoclosure () -> [SchedulerType]) -> Precision {
    if byScheduler.isEmpty { return others }
    return schedulers().map { byScheduler[$0] ?? others }.max { $0.breadth < $1.breadth } ?? others
  }

  /// Whether it asks for a tolerance for all classes.
  package func asks(for tolerance: Tolerance) -> Bool {
    byScheduler.isEmpty && others.tolerance == tolerance
  }

  /// The narrowest that is declared.
  package var narrowest: Precision {
    ([others] + byScheduler.values).min { $0.breadth < $1.breadth } ?? others
  }

  /// The classes with a precision of their own, in the order of the classes.
  package var named: [(scheduler: SchedulerType, precision: Precision)] {
    SchedulerType.allCases.compactMap { type in byScheduler[type].map { (type, $0) } }
  }

  /// `float64`, or `float64, OneCycleLR float32`.
  package var text: String {
    ([others.rawValue] + named.map { "\($0.scheduler.rawValue) \($0.precision.rawValue)" }).joined(
      separator: ", "
    )
  }
}

extension Precision {
  /// How wide it is beside the others.
  fileprivate var breadth: Int {
    switch self {
    case .exact: 0
    case .float64: 1
    case .float32: 2
    }
  }
}
