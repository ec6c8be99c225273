import JSON
import LRSchedulers

/// The values of a scenario's functions at the integers where a run asks for them, for adapters without an
/// expression parser.
package struct FunctionTables: Sendable {
  /// The values by the function's source and its argument.
  package var entries: [String: [Int: Number]] = [:]

  /// No value.
  package init() {}

  /// Pairs of argument and value, by argument: `[[0, 1.0], [1, 0.95]]`.
  package func json(of expression: Expression) -> JSONValue {
    let values = entries[expression.source] ?? [:]
    return .array(
      values.sorted { $0.key < $1.key }.map { .array([.integer($0.key), $0.value.jsonInTable]) }
    )
  }
}
