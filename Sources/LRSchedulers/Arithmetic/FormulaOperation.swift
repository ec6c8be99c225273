/// An operation of two numbers that a formula is made of, as Python writes it.
package enum FormulaOperation: String, Sendable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case power = "**"
  case floorDivided = "//"
  case modulo = "%"
  /// `math.log(x, base)`.
  case log
  /// `min(a, b)`: the first unless the second is less, so that a NaN in front stays.
  case minimum
  /// `max(a, b)`: the first unless the second is greater.
  case maximum

  package var isCommutative: Bool { [.plus, .times, .minimum, .maximum].contains(self) }
}

/// A comparison of two numbers that a formula makes.
package enum FormulaComparison: String, Sendable, CaseIterable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
}

/// A function of one number: those of formulas, and those that a mistake puts in their place.
package enum FormulaFunction: String, Sendable {
  case cos, sin
  /// `math.floor`, `math.ceil`, `int`, and the nearest integer.
  case floor, ceil, truncated, rounded
}
