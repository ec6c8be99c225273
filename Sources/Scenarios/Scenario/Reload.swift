import LRSchedulers

/// How everything is built again and saved state is loaded.
package struct Reload: Sendable, Equatable {
  /// What has state.
  package enum Part: String, Sendable, CaseIterable {
    /// The optimizer: its groups with all their options.
    case optimizer
    /// The schedulers, in order.
    case scheduler
  }

  /// When the schedulers are constructed.
  package enum Build: String, Sendable, CaseIterable {
    /// Before any state is loaded.
    case first
    /// After the optimizer's state is loaded.
    case afterOptimizer = "after-optimizer"
  }

  /// Whose state is loaded, in this order.
  package var load: [Part]
  /// When the schedulers are constructed.
  package var build = Build.first
  /// The schedulers that are built, where they are others than those of the scenario: of the same classes.
  package var schedulers: [SchedulerSpec]?
  /// The groups that the optimizer is built with, where they are others than those of the scenario.
  package var groups: [ParameterGroup]?
  /// Whether the state goes through JSON text, as in a checkpoint.
  package var throughJSON = false

  /// A reload of everything that the scenario began with.
  package init(_ scope: ReloadScope) {
    switch scope {
    case .all: load = [.optimizer, .scheduler]
    case .optimizer: load = [.optimizer]
    case .scheduler: load = [.scheduler]
    }
  }

  /// The word that says the same; nil where it takes more than a word.
  package var scope: ReloadScope? { ReloadScope.allCases.first { Reload($0) == self } }
}

/// Whose state is loaded after everything is built again.
public enum ReloadScope: String, Sendable, CaseIterable {
  /// The optimizer's, then the schedulers'.
  case all
  /// Only the optimizer's.
  case optimizer
  /// Only the schedulers'.
  case scheduler
}
