import LRSchedulers

/// What an argument holds.
package enum ParameterKind: Sendable, Equatable {
  /// A number that PyTorch calls an int: of epochs or steps, or how often one goes into another. Any number is read.
  case integer
  /// The same, or `null`.
  case optionalInteger
  /// A number that PyTorch calls a float. Any number is read.
  case float
  /// One such number, or a list of one for each group.
  case perGroup
  case flag
  /// One of some words, the default first.
  case word([String])
  /// A function or `null`.
  case optionalFunction
  /// A function, or a list of one for each group; a number stands for an object that is no function.
  case functions
  /// A list of numbers, none of them NaN.
  case milestones
  /// A list of schedulers.
  case schedulers
}

/// A keyword argument of a scheduler's constructor.
package struct Parameter: Sendable, Equatable {
  /// PyTorch's name.
  package let name: String
  /// What it holds.
  package let kind: ParameterKind
  /// PyTorch's default; nil where the argument is required.
  package let defaultValue: ArgumentValue?
}

extension ParameterKind {
  /// Its name for other programs.
  package var name: String {
    switch self {
    case .integer: "int"
    case .optionalInteger: "int or null"
    case .float: "float"
    case .perGroup: "float or list"
    case .flag: "bool"
    case .word: "word"
    case .optionalFunction: "function or null"
    case .functions: "function or list"
    case .milestones: "list of int"
    case .schedulers: "list of schedulers"
    }
  }

  /// The words that it may be; none where it is no word.
  package var words: [String] { if case .word(let words) = self { words } else { [] } }
}

extension Parameter {
  /// Whether it is one number or several, `last_epoch` aside, which is state.
  package var isNumber: Bool {
    switch kind {
    case .integer, .optionalInteger, .float, .perGroup: name != Self.lastEpoch.name
    case .flag, .word, .optionalFunction, .functions, .milestones, .schedulers: false
    }
  }

  /// Whether it counts epochs or steps, so that it may be one too large or too small.
  package var isCount: Bool {
    switch kind {
    case .integer, .optionalInteger, .milestones: name != Self.lastEpoch.name
    case .float, .perGroup, .flag, .word, .optionalFunction, .functions, .schedulers: false
    }
  }

  static let lastEpoch = Parameter.integer("last_epoch", -1)

  static func required(_ name: String, _ kind: ParameterKind) -> Parameter {
    Parameter(name: name, kind: kind, defaultValue: nil)
  }

  static func optional(_ name: String, _ kind: ParameterKind) -> Parameter {
    Parameter(name: name, kind: kind, defaultValue: .null)
  }

  static func integer(_ name: String, _ value: Number) -> Parameter {
    Parameter(name: name, kind: .integer, defaultValue: .number(value))
  }

  static func float(_ name: String, _ value: Number) -> Parameter {
    Parameter(name: name, kind: .float, defaultValue: .number(value))
  }

  static func perGroup(_ name: String, _ value: Number) -> Parameter {
    Parameter(name: name, kind: .perGroup, defaultValue: .number(value))
  }

  static func word(_ name: String, of words: [String]) -> Parameter {
    Parameter(name: name, kind: .word(words), defaultValue: words.first.map { .text($0) })
  }

  static func flag(_ name: String, _ value: Bool) -> Parameter {
    Parameter(name: name, kind: .flag, defaultValue: .flag(value))
  }
}
