import LRSchedulers

/// A scheduler to be built: PyTorch's class name and keyword arguments.
public struct SchedulerSpec: Sendable {
  /// The class.
  public var type: SchedulerType
  private var given: [KeywordArgument]
  /// Which arguments were read; nil if that is not recorded.
  private var reads: ArgumentReads?

  /// A scheduler to be built.
  package init(type: SchedulerType, arguments: [KeywordArgument]) {
    self.init(type: type, arguments: arguments, reads: nil)
  }

  init(type: SchedulerType, arguments: [KeywordArgument], reads: ArgumentReads?) {
    self.type = type
    given = arguments
    self.reads = reads
  }

  /// The arguments that are given, in the order in which they are written.
  package var arguments: [KeywordArgument] {
    get {
      reads?.noteAll()
      return given
    }
    set { given = newValue }
  }

  /// The value that is given for an argument; nil where it is left out.
  package subscript(name: String) -> ArgumentValue? {
    get {
      reads?.note(name)
      return given.first { $0.name == name }?.value
    }
    set {
      let index = given.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): given[index].value = value
      case (let index?, nil): given.remove(at: index)
      case (nil, let value?): given.append(KeywordArgument(name, value))
      case (nil, nil): break
      }
    }
  }

  /// The arguments that are given, differ from PyTorch's defaults, and were never asked for.
  var unreadNames: [String] {
    guard let reads else { return [] }
    return given.filter { argument in
      !reads.has(argument.name)
        && argument.value != type.parameters.first { $0.name == argument.name }?.defaultValue
    }.map(\.name)
  }

  /// The value that holds for an argument: the one that is given, else PyTorch's default.
  package func value(of name: String) -> ArgumentValue? {
    self[name] ?? type.parameters.first { $0.name == name }?.defaultValue
  }

  /// The children of a composite, none for the others.
  public var children: [SchedulerSpec] {
    if case .schedulers(let children) = self["schedulers"] { children } else { [] }
  }

  /// This scheduler and all inside it.
  package var flattened: [SchedulerSpec] { [self] + children.flatMap(\.flattened) }

  /// The same, without a note that the children were asked for.
  var flattenedUnnoted: [SchedulerSpec] {
    [self]
      + given.flatMap { argument -> [SchedulerSpec] in
        guard case .schedulers(let children) = argument.value else { return [] }
        return children.flatMap(\.flattenedUnnoted)
      }
  }
}

extension SchedulerSpec {
  /// The same with an argument; without it where the value is nil.
  package func with(_ name: String, _ value: ArgumentValue?) -> SchedulerSpec {
    var spec = self
    spec[name] = value
    return spec
  }
}

extension SchedulerSpec: Equatable {
  /// Whether class and arguments are the same.
  public static func == (a: SchedulerSpec, b: SchedulerSpec) -> Bool {
    a.type == b.type && a.given == b.given
  }
}

/// A keyword argument that is given.
package struct KeywordArgument: Sendable, Equatable {
  /// PyTorch's name, or one that PyTorch does not know.
  package var name: String
  /// Its value.
  package var value: ArgumentValue

  /// A keyword argument.
  package init(_ name: String, _ value: ArgumentValue) {
    self.name = name
    self.value = value
  }
}

/// The value of a keyword argument.
package enum ArgumentValue: Sendable, Equatable {
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
