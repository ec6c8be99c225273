import LRSchedulers
import Scenarios

/// What a fault in a scheduler's formulas is called: `StepLR.lr 2 after yes: a % b → a // b`.
///
/// The formula, the number of the operation in it, how the comparisons before it went, and what is done instead. `a` and
/// `b` are the operation's two numbers; one that is written in the formula is named by its value.
package struct FaultName {
  private let place: Fault.Place
  private let change: FaultChange

  package init?(_ fault: Fault) {
    guard let place = fault.place else { return nil }
    self.place = place
    change = fault.change
  }

  /// What is done, and what instead: `a % b → a // b`.
  package var replacement: String { "\(original) → \(changed)" }

  /// The name, in a scheduler's class.
  package func text(in type: SchedulerType) -> String {
    let branches = place.branches.map { $0 ? "yes" : "no" }.joined(separator: ", ")
    let way = branches.isEmpty ? "" : " after \(branches)"
    return "\(type.rawValue).\(place.formula.rawValue) \(place.index + 1)\(way): \(original) → \(changed)"
  }

  private var original: String {
    let (a, b) = numbers()
    switch place.kind {
    case .operation(let operation, _): return Self.text(operation, a, b)
    case .comparison(let comparison, _): return "\(a) \(comparison.rawValue) \(b)"
    case .function, .count, .call: return "\(function)(a)"
    case .assignment: return "assigned"
    case .option(let option): return option.rawValue
    case .rate(let rate): return "\(rate)"
    case .condition(let words, _): return words
    case .operand(let name, _): return name
    }
  }

  private var changed: String {
    let (a, b) = numbers()
    switch (change, place.kind) {
    case (.operation(let other), _): return Self.text(other, a, b)
    case (.comparison(let other), _): return "\(a) \(other.rawValue) \(b)"
    case (.function(let other), _): return "\(other.rawValue)(a)"
    case (.always(let value), _): return value ? "always" : "never"
    case (.notAssigned, _): return "not assigned"
    case (.option(let option), _): return option.rawValue
    case (.rate(let rate), _): return "\(rate)"
    case (.second, .operand(_, let other)): return other
    case (.negated, .condition(let words, _)): return "not (\(words))"
    case (.swapped, .condition): return "the other of and, or"
    case (.first, .condition): return "the first part"
    case (.second, .condition): return "the second part"
    case (.negatedFirst, _): return "the first part negated"
    case (.negatedSecond, _): return "the second part negated"
    case (.negated, _): return "not \(original)"
    case (.first, _): return a
    case (.second, _): return b
    case (.argument(let offset), .function), (.argument(let offset), .count), (.argument(let offset), .call):
      return "\(function)(a \(offset < 0 ? "-" : "+") 1)"
    case (.swapped, .operation(let operation, _)): return Self.text(operation, b, a)
    case (.firstConstant(let offset), .operation(let operation, _)):
      return Self.text(operation, numbers(offset, 0).0, b)
    case (.secondConstant(let offset), .operation(let operation, _)):
      return Self.text(operation, a, numbers(0, offset).1)
    case (.firstConstant(let offset), .comparison(let comparison, _)):
      return "\(numbers(offset, 0).0) \(comparison.rawValue) \(b)"
    case (.secondConstant(let offset), .comparison(let comparison, _)):
      return "\(a) \(comparison.rawValue) \(numbers(0, offset).1)"
    case (.argument(let offset), .assignment): return "assigned \(offset < 0 ? "one less" : "one more")"
    case (.argument, _), (.swapped, _), (.firstConstant, _), (.secondConstant, _): return original
    }
  }

  // The names of the two numbers, constants altered by some offsets.
  private func numbers(_ first: Int = 0, _ second: Int = 0) -> (String, String) {
    switch place.kind {
    case .operation(_, let constants), .comparison(_, let constants):
      (Self.text(constants.first, first) ?? "a", Self.text(constants.second, second) ?? "b")
    case .function, .count, .call, .assignment, .option, .rate, .condition, .operand: ("a", "b")
    }
  }

  private var function: String {
    switch place.kind {
    case .function(let function): function.rawValue
    case .count: "count"
    default: "call"
    }
  }

  private static func text(_ constant: Double?, _ offset: Int) -> String? {
    guard let constant else { return nil }
    if let whole = Int(exactly: constant) { return "\(whole + offset)" }
    let name = constant == .pi ? "π" : "\(constant)"
    return offset == 0 ? name : "(\(name) \(offset < 0 ? "-" : "+") 1)"
  }

  private static func text(_ operation: FormulaOperation, _ a: String, _ b: String) -> String {
    switch operation {
    case .log, .minimum, .maximum: "\(operation.rawValue)(\(a), \(b))"
    case .plus, .minus, .times, .divided, .power, .floorDivided, .modulo: "\(a) \(operation.rawValue) \(b)"
    }
  }
}
