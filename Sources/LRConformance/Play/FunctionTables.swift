import JSON
import LRSchedulers

/// The values of a scenario's functions at the integers where a run asks for them, for adapters without an
/// expression parser.
public struct FunctionTables: Sendable {
  private var entries: [String: [Int: Number]] = [:]

  /// Plays a scenario on the reference and notes what its functions are asked.
  public init(for scenario: Scenario) {
    guard scenario.schedulers.flatMap(\.flattened).contains(where: \.hasFunction) else { return }
    let log = CallLog()
    _ = ReferencePlayer(callLog: log).play(scenario)
    entries = log.entries
  }

  /// Pairs of argument and value, by argument: `[[0, 1.0], [1, 0.95]]`.
  func json(of expression: Expression) -> JSONValue {
    let values = entries[expression.source] ?? [:]
    return .array(
      values.sorted { $0.key < $1.key }.map { .array([.integer($0.key), $0.value.json]) }
    )
  }
}

extension SchedulerSpec {
  var hasFunction: Bool {
    arguments.contains {
      switch $0.value {
      case .function, .functions: true
      default: false
      }
    }
  }
}

/// What functions were asked and answered during one run. A run is sequential, so that only the type system needs
/// the log to be shareable.
final class CallLog: @unchecked Sendable {
  fileprivate(set) var entries: [String: [Int: Number]] = [:]

  func note(_ expression: Expression, _ argument: Number, _ value: Number) {
    guard case .integer(let argument) = argument else { return }
    entries[expression.source, default: [:]][argument] = value
  }
}
