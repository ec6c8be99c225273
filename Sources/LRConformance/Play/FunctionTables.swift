import JSON
import LRSchedulers

/// The values of a scenario's functions at the integers where a run asks for them, for adapters without an
/// expression parser.
public struct FunctionTables: Sendable {
  private var entries: [String: [Int: Number]] = [:]

  /// Plays a scenario on the reference and notes what its functions are asked.
  public init(for scenario: Scenario) {
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

  /// Pairs of argument and value, by argument: `[[0, 1.0], [1, 0.95]]`.
  func json(of expression: Expression) -> JSONValue {
    let values = entries[expression.source] ?? [:]
    return .array(
      values.sorted { $0.key < $1.key }.map { .array([.integer($0.key), $0.value.jsonInTable]) }
    )
  }
}

extension Scenario {
  fileprivate var functions: [Expression] { allSchedulers.flatMap(\.flattened).flatMap(\.functions) }
}

extension SchedulerSpec {
  var hasFunction: Bool { !functions.isEmpty }

  /// Whether it or one of its children has a function.
  var hasFunctionWithin: Bool { flattened.contains(where: \.hasFunction) }

  /// The functions among the arguments.
  var functions: [Expression] {
    arguments.flatMap { argument -> [Expression] in
      switch argument.value {
      case .function(let expression): [expression]
      case .functions(let expressions): expressions
      default: []
      }
    }
  }
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
