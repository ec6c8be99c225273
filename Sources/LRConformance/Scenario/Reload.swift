import LRSchedulers

/// How everything is built anew and saved state loaded.
public struct Reload: Sendable, Equatable {
  /// What has state.
  public enum Part: String, Sendable, CaseIterable {
    /// The optimizer: its groups with all their options.
    case optimizer
    /// The schedulers, in order.
    case scheduler
  }

  /// When the schedulers are constructed.
  public enum Build: String, Sendable, CaseIterable {
    /// Before any state is loaded.
    case first
    /// After the optimizer's state is loaded.
    case afterOptimizer = "after-optimizer"
  }

  /// Whose state is loaded, in this order.
  public var load: [Part]
  /// When the schedulers are constructed.
  public var build = Build.first
  /// The schedulers that are built, where they are others than those of the scenario: of the same classes.
  public var schedulers: [SchedulerSpec]?
  /// The groups that the optimizer is built with, where they are others than those of the scenario.
  public var groups: [ParameterGroup]?
  /// Whether the state goes through JSON text, as in a checkpoint.
  public var throughJSON = false

  /// A reload of everything that the scenario began with.
  public init(_ scope: ReloadScope) {
    switch scope {
    case .all: load = [.optimizer, .scheduler]
    case .scheduler: load = [.scheduler]
    }
  }

  /// The word that says the same; nil where it takes more than a word.
  public var scope: ReloadScope? { ReloadScope.allCases.first { Reload($0) == self } }
}

/// Whose state is loaded after everything is built anew.
public enum ReloadScope: String, Sendable, CaseIterable {
  /// The optimizer's, then the schedulers'.
  case all
  /// Only the schedulers'.
  case scheduler
}
