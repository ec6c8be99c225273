import JSON
import LRSchedulers
import Scenarios

extension FunctionTables {
  /// Plays a scenario on the reference and notes what its functions are asked.
  package init(for scenario: Scenario) {
    self.init()
    guard !scenario.functions.isEmpty else { return }
    let log = CallLog()
    _ = ReferencePlayer(callLog: log).play(scenario)
    entries = log.entries
    let budget = EvaluationBudget()
    // Others ask for the epochs in between too, where PyTorch jumps: those that have a value are there.
    for expression in scenario.functions {
      guard let last = entries[expression.source]?.keys.max(), last > 0 else { continue }
      for epoch in 0...min(last, Self.filledUpTo) where entries[expression.source]?[epoch] == nil {
        entries[expression.source]?[epoch] = try? expression(.integer(epoch), budget)
      }
    }
  }

  private static let filledUpTo = 10_000
}

extension Scenario {
  fileprivate var functions: [Expression] { allSchedulers.flatMap(\.flattened).flatMap(\.functions) }
}

/// What functions were asked and answered during one run. A run is sequential, so that only the type system needs
/// the log to be shareable.
final class CallLog: @unchecked Sendable {
  fileprivate(set) var entries: [String: [Int: Number]] = [:]

  func note(_ expression: Expression, _ argument: Number, _ value: Number) {
    guard case .integer(let argument) = argument, expression.table == nil else { return }
    entries[expression.source, default: [:]][argument] = value
  }
}
