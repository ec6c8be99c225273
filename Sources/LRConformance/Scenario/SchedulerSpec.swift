import LRSchedulers

/// A scheduler to be built: PyTorch's class name and keyword arguments.
public struct SchedulerSpec: Sendable, Equatable {
  /// The class.
  public var type: SchedulerType
  /// The arguments that are given, in the order in which they are written.
  public var arguments: [KeywordArgument]

  /// A scheduler to be built.
  public init(type: SchedulerType, arguments: [KeywordArgument]) {
    self.type = type
    self.arguments = arguments
  }

  /// The value that is given for an argument; nil where it is left out.
  public subscript(name: String) -> ArgumentValue? {
    get { arguments.first { $0.name == name }?.value }
    set {
      let index = arguments.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): arguments[index].value = value
      case (let index?, nil): arguments.remove(at: index)
      case (nil, let value?): arguments.append(KeywordArgument(name, value))
      case (nil, nil): break
      }
    }
  }

  /// The value that holds for an argument: the one that is given, else PyTorch's default.
  public func value(of name: String) -> ArgumentValue? {
    self[name] ?? type.parameters.first { $0.name == name }?.defaultValue
  }

  /// The children of a composite, none for the others.
  public var children: [SchedulerSpec] {
    if case .schedulers(let children) = self["schedulers"] { children } else { [] }
  }

  /// This scheduler and all inside it.
  public var flattened: [SchedulerSpec] { [self] + children.flatMap(\.flattened) }
}

/// A keyword argument that is given.
public struct KeywordArgument: Sendable, Equatable {
  /// PyTorch's name, or one that PyTorch does not know.
  public var name: String
  /// Its value.
  public var value: ArgumentValue

  /// A keyword argument.
  public init(_ name: String, _ value: ArgumentValue) {
    self.name = name
    self.value = value
  }
}

/// The value of a keyword argument.
public enum ArgumentValue: Sendable, Equatable {
  /// Python's `None`.
  case null
  /// An `int` or a `float`.
  case number(Number)
  /// A list of numbers.
  case numbers([Number])
  /// `True` or `False`.
  case flag(Bool)
  /// A string.
  case text(String)
  /// A function.
  case function(Expression)
  /// A list of functions.
  case functions([Expression])
  /// A list of schedulers.
  case schedulers([SchedulerSpec])
}
