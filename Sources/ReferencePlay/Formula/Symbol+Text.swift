import LRSchedulers

extension Symbol {
  /// The expression in plain text: `lr(t−1) · gamma`.
  package var text: String { text(within: 0) }

  private func text(within level: Int) -> String {
    switch self {
    case .name(let name): return name
    case .function("count", let arguments): return "#(" + arguments.map(\.text).joined() + ")"
    case .function(let name, let arguments):
      return "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
    case .operation(let function, let a, let b) where function.isFunction:
      return "\(function.sign)(\(a.text), \(b.text))"
    case .operation(let operation, let a, let b):
      let own = operation.level
      // What stands on the right is one number, as the order of operations decides the last bit.
      let left = a.text(within: operation == .power ? own + 1 : own)
      let right = b.text(within: operation == .power ? own : own + 1)
      let text = "\(left) \(operation.sign) \(right)"
      return own < level ? "(\(text))" : text
    }
  }
}

extension FormulaOperation {
  package var level: Int {
    switch self {
    case .plus, .minus: 1
    case .times, .divided, .floorDivided, .modulo: 2
    case .power: 3
    case .log, .minimum, .maximum: 4
    }
  }

  package var isFunction: Bool { level == 4 }

  package var sign: String {
    switch self {
    case .plus: "+"
    case .minus: "−"
    case .times: "·"
    case .divided: "/"
    case .power: "^"
    case .floorDivided: "div"
    case .modulo: "mod"
    case .log: "log"
    case .minimum: "min"
    case .maximum: "max"
    }
  }
}

extension FormulaComparison {
  package var sign: String {
    switch self {
    case .equal: "="
    case .unequal: "≠"
    case .less: "<"
    case .greater: ">"
    case .lessOrEqual: "≤"
    case .greaterOrEqual: "≥"
    }
  }
}

extension Symbol.Condition {
  /// `t > total_iters`.
  package var text: String { "\(a.text) \(comparison.sign) \(b.text)" }
}
