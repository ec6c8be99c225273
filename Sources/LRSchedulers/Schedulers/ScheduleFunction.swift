/// A function of the epoch (`lr_lambda`) or of the cycle or iteration (`scale_fn`).
public struct ScheduleFunction: Sendable {
  private let body: @Sendable (Number) throws(PythonError) -> Number
  let isCallable: Bool

  /// A function, with Python's arithmetic.
  public init(_ body: @escaping @Sendable (Number) throws(PythonError) -> Number) {
    self.body = body
    isCallable = true
  }

  private init() {
    body = { (_) throws(PythonError) in throw PythonError(.typeError, "the object is not callable") }
    isCallable = false
  }

  /// An object that is no function: LambdaLR fails with `TypeError` when it calls it, MultiplicativeLR refuses
  /// it at construction.
  public static let notCallable = ScheduleFunction()

  func callAsFunction(_ x: Number) throws(PythonError) -> Number { try body(x) }
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
