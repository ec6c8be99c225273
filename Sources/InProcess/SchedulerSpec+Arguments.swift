import LRSchedulers
import Scenarios

/// Arguments as Swift's types, PyTorch's default where one is left out. They throw `Unsupported` where the value
/// cannot be said in the type, which skips the case. So does an argument that is given, and that no one of them is asked
/// for before the scenario ends.
extension SchedulerSpec {
  /// A number.
  public func double(_ name: String) throws -> Double {
    guard let value = try optionalDouble(name) else { throw Unsupported("\(name) is None") }
    return value
  }

  /// A number, or nil for Python's `None`.
  public func optionalDouble(_ name: String) throws -> Double? {
    switch try given(name) {
    case .null: return nil
    case .number(let number): return try number.double()
    case .numbers: throw Unsupported("\(name) is a list")
    default: throw MissingMember(argument: name, of: self, expected: "a number")
    }
  }

  /// A Python `int`; a float is unsupported, be it whole or not.
  public func int(_ name: String) throws -> Int {
    guard let value = try optionalInt(name) else { throw Unsupported("\(name) is None") }
    return value
  }

  /// A Python `int`, or nil for `None`.
  public func optionalInt(_ name: String) throws -> Int? {
    switch try given(name) {
    case .null: return nil
    case .number(let number): return try integer(number, name)
    default: throw MissingMember(argument: name, of: self, expected: "an integer")
    }
  }

  /// A list of numbers.
  public func doubles(_ name: String) throws -> [Double] { try numbers(name).map { try $0.double() } }

  /// A list of Python `int`s: milestones.
  public func ints(_ name: String) throws -> [Int] { try numbers(name).map { try integer($0, name) } }

  /// One number for all groups or a list, as one number a group. A list is handed on as it is, whatever its length.
  public func doubles(_ name: String, groups: Int) throws -> [Double] {
    if case .numbers = try given(name) { return try doubles(name) }
    return Array(repeating: try double(name), count: groups)
  }

  /// `True` or `False`.
  public func bool(_ name: String) throws -> Bool {
    guard case .flag(let flag) = try given(name) else {
      throw MissingMember(argument: name, of: self, expected: "a flag")
    }
    return flag
  }

  /// A string.
  public func string(_ name: String) throws -> String {
    guard case .text(let text) = try given(name) else {
      throw MissingMember(argument: name, of: self, expected: "a string")
    }
    return text
  }

  /// `lr_lambda`: a function, or a list with one a group, as one function a group. A list is handed on as it is.
  ///
  /// A function's argument is the epoch; it gives NaN where Python raises an error. A whole argument is Python's
  /// `int`, as it is in PyTorch.
  public func functions(_ name: String, groups: Int) throws -> [@Sendable (Double) -> Double] {
    switch try given(name) {
    case .function(let expression): return Array(repeating: expression.function, count: groups)
    case .functions(let expressions): return expressions.map(\.function)
    case .number: throw Unsupported("\(name) is no function")
    default: throw MissingMember(argument: name, of: self, expected: "functions")
    }
  }

  /// `scale_fn`: a function of the cycle or the iteration, or nil for Python's `None`. It gives NaN where Python
  /// raises an error.
  public func optionalFunction(_ name: String) throws -> (@Sendable (Double) -> Double)? {
    switch try given(name) {
    case .null: return nil
    case .function(let expression): return expression.function
    default: throw MissingMember(argument: name, of: self, expected: "a function")
    }
  }

  private func given(_ name: String) throws -> ArgumentValue {
    if let value = value(of: name) { return value }
    guard type.parameters.contains(where: { $0.name == name }) else {
      throw MissingMember(argument: name, of: self, expected: "anything")
    }
    throw Unsupported("\(name) is left out")
  }

  private func numbers(_ name: String) throws -> [Number] {
    switch try given(name) {
    case .numbers(let numbers): return numbers
    case .number: throw Unsupported("\(name) is no list")
    default: throw MissingMember(argument: name, of: self, expected: "a list of numbers")
    }
  }

  private func integer(_ number: Number, _ name: String) throws -> Int {
    switch number {
    case .integer(let value): return value
    case .big: throw Unsupported("\(name) is beyond 64 bits")
    case .float, .complex, .tensor: throw Unsupported("\(name) is no int")
    }
  }
}

extension Expression {
  fileprivate var function: @Sendable (Double) -> Double {
    { x in
      let argument = Int(exactly: x).map { Number.integer($0) } ?? .float(x)
      return (try? self(argument).double()) ?? .nan
    }
  }
}
