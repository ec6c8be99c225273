import JSON
import LRSchedulers
import Scenarios

/// The formulas of a scheduler, read off the code of the reference: what documentation shows.
package struct FormulaText: Sendable {
  /// A way of computing that an argument chooses, and its formulas.
  private struct Variant: Sendable {
    var label: String
    var formulas: [WrittenFormula]
  }

  private let type: SchedulerType
  private let variants: [Variant]

  /// The formulas of a class; a composite has none of its own.
  package init(of type: SchedulerType) {
    self.type = type
    variants = Self.arguments(of: type).compactMap { label, given in
      let symbols = FormulaSymbols(type, given)
      var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.5)])
      guard let scheduler = try? SchedulerFactory().make(symbols.spec, &optimizer) else { return nil }
      return Variant(
        label: label,
        formulas: scheduler.formulas(names: symbols.names, functionName: type.functionName)
      )
    }
  }

  /// The formulas in plain text; what depends on the values of arguments or of the epoch is a line each.
  package var text: String {
    lines { title, pieces in
      let values = pieces.map(\.value.text)
      let width = values.map(\.count).max() ?? 0
      return zip(values, pieces).map { value, piece in
        let conditions = piece.conditions.map(\.text).joined(separator: " and ")
        let row = "  \(title) = \(value)"
        return conditions.isEmpty ? row : "  \(title) = \(value.padded(to: width))   if \(conditions)"
      }
    } _: {
      "  where \($0.name) = \($0.value.text)"
    }
  }

  /// The formulas as lines of LaTeX, for its mathematical mode.
  package var latex: String {
    lines { title, pieces in
      let name = "\\text{\(title.split(separator: "_").joined(separator: "\\_"))}"
      if pieces.count == 1, let only = pieces.first, only.conditions.isEmpty {
        return ["\(name) = \(only.value.latex)"]
      }
      return ["\(name) = \\begin{cases}"]
        + pieces.map { piece in
          "  \(piece.value.latex) & \\text{if } "
            + piece.conditions.map(\.latex).joined(separator: " \\text{ and } ") + " \\\\"
        } + ["\\end{cases}"]
    } _: {
      "\\text{where } \(Symbol.name($0.name).latex) = \($0.value.latex)"
    }
  }

  private func lines(
    _ write: (String, [Symbol.Piece]) -> [String],
    _ part: ((name: String, value: Symbol)) -> String
  ) -> String {
    var lines: [String] = []
    for variant in variants where !variant.formulas.isEmpty {
      if !variant.label.isEmpty { lines.append("\(variant.label):") }
      var parts: [(name: String, value: Symbol)] = []
      for formula in variant.formulas {
        lines += write(formula.title, formula.pieces)
        for new in formula.pieces.flatMap(\.parts) where !parts.contains(where: { $0.name == new.name }) {
          parts.append(new)
        }
      }
      lines += parts.map(part)
    }
    if lines.isEmpty { lines.append("\(type.rawValue) has no formula of its own: it steps its children") }
    return lines.joined(separator: "\n") + "\n"
  }

  // What is to be chosen to see each of a class's formulas.
  static func arguments(of type: SchedulerType) -> [(label: String, given: [KeywordArgument])] {
    func text(_ name: String, _ value: String) -> KeywordArgument { KeywordArgument(name, .text(value)) }
    switch type {
    case .cyclic:
      return ["triangular", "triangular2", "exp_range"].map { ("mode \($0)", [text("mode", $0)]) }
    case .oneCycle, .swa:
      return ["cos", "linear"].map { ("anneal_strategy \($0)", [text("anneal_strategy", $0)]) }
    case .plateau:
      return ["min", "max"].flatMap { mode in
        ["rel", "abs"].map { threshold in
          (
            "mode \(mode), threshold_mode \(threshold)",
            [text("mode", mode), text("threshold_mode", threshold)]
          )
        }
      }
    case .chained, .sequential: return []
    case .lambda, .multiplicative, .step, .multiStep, .constant, .linear, .exponential, .polynomial,
      .cosineAnnealing, .warmRestarts:
      return [("", [])]
    }
  }
}

extension SchedulerType {
  /// What the function of the class is called.
  var functionName: String { self == .cyclic ? "scale_fn" : "lr_lambda" }
}

/// Arguments that stand for themselves: each number is one of its own, by which it is known again in the formula.
struct FormulaSymbols {
  let spec: SchedulerSpec
  let names: [(Number, String)]

  init(_ type: SchedulerType, _ given: [KeywordArgument]) {
    var arguments = given
    var names: [(Number, String)] = []
    for (index, parameter) in type.parameters.enumerated() {
      if parameter.name == "last_epoch" || given.contains(where: { $0.name == parameter.name }) { continue }
      switch parameter.kind {
      case .integer, .float, .perGroup:
        let number: Number =
          parameter.isCount ? .integer(1_000_003 + index) : .float(0.5 + Double(index) * 1e-5 + 3e-7)
        arguments.append(KeywordArgument(parameter.name, .number(number)))
        names.append((number, parameter.name))
      case .optionalInteger where parameter.name == "total_steps" || parameter.name == "step_size_down":
        let number = Number.integer(2_000_003 + index)
        arguments.append(KeywordArgument(parameter.name, .number(number)))
        names.append((number, parameter.name))
      case .milestones: arguments.append(KeywordArgument(parameter.name, .numbers([10])))
      case .functions:
        if let function = try? Expression("epoch") {
          arguments.append(KeywordArgument(parameter.name, .function(function)))
        }
      case .optionalInteger, .flag, .word, .optionalFunction, .schedulers: continue
      }
    }
    spec = SchedulerSpec(type: type, arguments: arguments)
    self.names = names + Self.derived(names)
  }

  // What constructors compute from the arguments.
  private static func derived(_ names: [(Number, String)]) -> [(Number, String)] {
    func value(_ name: String) -> Double? { try? names.first { $0.1 == name }?.0.double() }
    if let up = value("step_size_up"), let down = value("step_size_down") {
      return [
        (.float(up + down), "(step_size_up + step_size_down)"),
        (.float(up / (up + down)), "step_ratio"),
      ]
    }
    if let total = value("total_steps"), let part = value("pct_start") {
      return [
        (.float(part * total - 1), "(pct_start · total_steps − 1)"),
        (.float(total - 1), "(total_steps − 1)"),
      ]
    }
    return []
  }
}
