/// The exception that Python or PyTorch raises where a scheduler refuses or its arithmetic fails.
///
/// An error ends a run: after one is thrown, the scheduler and the optimizer that it was given may have been
/// changed in part, as in PyTorch.
public struct PythonError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The exception's class.
  public enum Kind: String, Sendable, CaseIterable {
    /// A list of the wrong length, an argument out of range, a domain error of the `math` module.
    case valueError = "ValueError"
    /// A missing or unknown argument, an order asked of complex numbers, a call of what is no function.
    case typeError = "TypeError"
    /// A parameter group without the value that a scheduler needs.
    case keyError = "KeyError"
    /// A position beyond the end of a list.
    case indexError = "IndexError"
    /// An attribute that an object does not have.
    case attributeError = "AttributeError"
    /// Division or remainder by zero, zero to a negative power.
    case zeroDivisionError = "ZeroDivisionError"
    /// A power too large for a float, an integer too large for one, the floor of infinity.
    case overflowError = "OverflowError"
    /// A method that PyTorch's class does not have.
    case notImplementedError = "NotImplementedError"
    /// A state in which PyTorch refuses to go on.
    case runtimeError = "RuntimeError"
    /// An integer of more bits than the reference computes with.
    case memoryError = "MemoryError"
  }

  /// The exception's class.
  public var kind: Kind
  /// What is wrong, in one line.
  public var message: String

  /// An exception of a class with a message of one line.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The class and the message, as the last line of a traceback has them.
  public var description: String {
    message.isEmpty ? kind.rawValue : "\(kind.rawValue): \(message)"
  }
}

extension PythonError {
  static var divisionByZero: PythonError { PythonError(.zeroDivisionError, "division by zero") }
  static var integerTooLarge: PythonError {
    PythonError(.overflowError, "int too large to convert to float")
  }
  static var mathDomain: PythonError { PythonError(.valueError, "math domain error") }
  static var complexOrder: PythonError {
    PythonError(.typeError, "complex numbers have no order")
  }
  static var complexConversion: PythonError {
    PythonError(.typeError, "a complex number is not a real number")
  }
}
