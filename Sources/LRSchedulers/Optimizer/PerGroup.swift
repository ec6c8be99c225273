/// PyTorch's `_format_param`: a list of one value a group, or one value for all.
public enum PerGroup: Sendable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByArrayLiteral
{
  /// The same value for each group.
  case all(Number)
  /// One value for each group, in order.
  case each([Number])

  /// The same `int` for each group.
  public init(integerLiteral value: Int) { self = .all(.integer(value)) }

  /// The same `float` for each group.
  public init(floatLiteral value: Double) { self = .all(.float(value)) }

  /// One value for each group.
  public init(arrayLiteral elements: Number...) { self = .each(elements) }

  func values(named name: String, for optimizer: Optimizer) throws(PythonError) -> [Number] {
    switch self {
    case .all(let value):
      return Array(repeating: value, count: optimizer.groups.count)
    case .each(let values):
      guard values.count == optimizer.groups.count else {
        throw PythonError(
          .valueError,
          "\(name) has \(values.count) values, the optimizer \(optimizer.groups.count) parameter groups"
        )
      }
      return values
    }
  }
}
