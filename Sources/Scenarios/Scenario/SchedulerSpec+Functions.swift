extension SchedulerSpec {
  package var hasFunction: Bool {
    arguments.contains { argument in
      switch argument.value {
      case .function: true
      case .functions(let expressions): !expressions.isEmpty
      case .null, .number, .numbers, .flag, .text, .schedulers: false
      }
    }
  }

  /// Whether it or one of its children has a function.
  package var hasFunctionWithin: Bool { flattened.contains(where: \.hasFunction) }

  /// The functions among the arguments.
  package var functions: [Expression] {
    arguments.flatMap { argument -> [Expression] in
      switch argument.value {
      case .function(let expression): [expression]
      case .functions(let expressions): expressions
      case .null, .number, .numbers, .flag, .text, .schedulers: []
      }
    }
  }
}
