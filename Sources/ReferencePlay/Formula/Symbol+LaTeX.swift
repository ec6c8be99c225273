import LRSchedulers

extension Symbol {
  /// The expression for LaTeX's mathematical mode.
  package var latex: String { latex(within: 0) }

  private func latex(within level: Int) -> String {
    switch self {
    case .name(let name): return Self.latex(name)
    case .function("count", let arguments): return "\\#\\{" + arguments.map(\.latex).joined() + "\\}"
    case .function("floor", let arguments):
      return "\\lfloor " + arguments.map(\.latex).joined() + " \\rfloor"
    case .function(let name, let arguments):
      let known = name == "cos" ? "\\cos" : "\\mathrm{\(Self.escaped(name))}"
      return "\(known)\\left(\(arguments.map(\.latex).joined(separator: ", "))\\right)"
    case .operation(.divided, let a, let b): return "\\frac{\(a.latex)}{\(b.latex)}"
    case .operation(.power, let a, let b):
      return "{\(a.latex(within: FormulaOperation.power.level + 1))}^{\(b.latex)}"
    case .operation(.log, let a, let b): return "\\log_{\(b.latex)}\\left(\(a.latex)\\right)"
    case .operation(let function, let a, let b) where function.isFunction:
      return "\\\(function.sign)\\left(\(a.latex), \(b.latex)\\right)"
    case .operation(let operation, let a, let b):
      let own = operation.level
      let right = b.latex(within: own + 1)
      let text = "\(a.latex(within: own)) \(operation.latex) \(right)"
      return own < level ? "\\left(\(text)\\right)" : text
    }
  }

  private static func escaped(_ name: String) -> String {
    name.split(separator: "_").joined(separator: "\\_")
  }

  private static func latex(_ name: String) -> String {
    switch name {
    case "π": "\\pi"
    case "gamma": "\\gamma"
    case "eta_min": "\\eta_\\mathrm{min}"
    case "lr(t−1)": "\\mathrm{lr}_{t-1}"
    case "milestones = ": "\\mathrm{milestones} = "
    case "milestones ≤ ": "\\mathrm{milestones} \\le "
    case "t": "t"
    case _ where name.contains(where: \.isLetter): "\\mathrm{\(escaped(name))}"
    default: name
    }
  }
}

extension FormulaOperation {
  fileprivate var latex: String {
    switch self {
    case .times: "\\cdot"
    case .minus: "-"
    case .floorDivided: "\\operatorname{div}"
    case .modulo: "\\bmod"
    case .plus, .divided, .power, .log, .minimum, .maximum: rawValue
    }
  }
}

extension Symbol.Condition {
  /// The condition for LaTeX's mathematical mode.
  package var latex: String {
    let signs: [FormulaComparison: String] = [
      .unequal: "\\ne", .lessOrEqual: "\\le", .greaterOrEqual: "\\ge",
    ]
    return "\(a.latex) \(signs[comparison] ?? comparison.sign) \(b.latex)"
  }
}
