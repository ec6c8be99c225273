/// A function of the epoch (`lr_lambda`) or of the cycle or iteration (`scale_fn`).
public struct ScheduleFunction: Sendable {
  private let body: (@Sendable (Number) throws(PythonError) -> Number)?

  /// A function, with Python's arithmetic.
  public init(_ body: @escaping @Sendable (Number) throws(PythonError) -> Number) {
    self.body = body
  }

  private init() { body = nil }

  /// An object that is no function: LambdaLR fails with `TypeError` when it calls it, MultiplicativeLR refuses
  /// it at construction.
  public static let notCallable = ScheduleFunction()

  var isCallable: Bool { body != nil }

  func callAsFunction(_ x: Number) throws(PythonError) -> Number {
    guard let body else { throw PythonError(.typeError, "the object is not callable") }
    return try body(x)
  }
}

/// One function for all groups, or one for each.
public enum ScheduleFunctions: Sendable {
  /// The same function for each group.
  case all(ScheduleFunction)
  /// One function for each group, in order.
  case each([ScheduleFunction])

  func functions(for optimizer: Optimizer) throws(PythonError) -> [ScheduleFunction] {
    switch self {
    case .all(let function):
      return Array(repeating: function, count: optimizer.groups.count)
    case .each(let functions):
      guard functions.count == optimizer.groups.count else {
        throw PythonError(
          .valueError,
          "\(functions.count) lr_lambdas for \(optimizer.groups.count) parameter groups"
        )
      }
      return functions
    }
  }
}
