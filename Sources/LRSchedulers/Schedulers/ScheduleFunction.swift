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

  func requireOne(forEach groups: [ParameterGroup]) throws(PythonError) {
    guard case .each(let functions) = self, functions.count != groups.count else { return }
    throw PythonError(.valueError, "\(functions.count) lr_lambdas for \(groups.count) parameter groups")
  }

  var areCallable: Bool {
    switch self {
    case .all(let function): function.isCallable
    case .each(let functions): functions.allSatisfy(\.isCallable)
    }
  }

  /// The group's function of `x`. A function that is copied first, as out of an array, takes longer than all else.
  func callAsFunction(_ x: Number, group: Int) throws(PythonError) -> Number {
    switch self {
    case .all(let function): try function(x)
    case .each(let functions): try functions[group](x)
    }
  }
}
