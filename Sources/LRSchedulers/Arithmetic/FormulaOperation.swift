/// An operation of two numbers that a formula is made of.
package enum FormulaOperation: String, Sendable, CaseIterable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case power = "**"
  case floorDivided = "//"
  case modulo = "%"
  case log, minimum, maximum

  package var isCommutative: Bool { [.plus, .times, .minimum, .maximum].contains(self) }

  func result<A: Arithmetic>(_ a: A, _ b: A) throws(PythonError) -> A {
    switch self {
    case .plus: try a + b
    case .minus: try a - b
    case .times: try a * b
    case .divided: try a / b
    case .power: try a ** b
    case .floorDivided: try a /% b
    case .modulo: try a % b
    case .log: try A.log(a, base: b)
    case .minimum: try A.minimum(a, b)
    case .maximum: try A.maximum(a, b)
    }
  }
}

/// A comparison of two numbers that a formula makes.
package enum FormulaComparison: String, Sendable, CaseIterable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="

  func holds<A: Arithmetic>(_ a: A, _ b: A) throws(PythonError) -> Bool {
    switch self {
    case .equal: try a == b
    case .unequal: try a != b
    case .less: try a < b
    case .greater: try a > b
    case .lessOrEqual: try a <= b
    case .greaterOrEqual: try a >= b
    }
  }
}

/// An arithmetic to which all operations are alike, and all comparisons.
package protocol UniformArithmetic: Arithmetic {
  static func compute(_ operation: FormulaOperation, _ a: Self, _ b: Self) throws(PythonError) -> Self
  static func compare(_ comparison: FormulaComparison, _ a: Self, _ b: Self) throws(PythonError) -> Bool
}

extension UniformArithmetic {
  package static func + (a: Self, b: Self) throws(PythonError) -> Self { try compute(.plus, a, b) }
  package static func - (a: Self, b: Self) throws(PythonError) -> Self { try compute(.minus, a, b) }
  package static func * (a: Self, b: Self) throws(PythonError) -> Self { try compute(.times, a, b) }
  package static func / (a: Self, b: Self) throws(PythonError) -> Self { try compute(.divided, a, b) }
  package static func ** (a: Self, b: Self) throws(PythonError) -> Self { try compute(.power, a, b) }
  package static func /% (a: Self, b: Self) throws(PythonError) -> Self { try compute(.floorDivided, a, b) }
  package static func % (a: Self, b: Self) throws(PythonError) -> Self { try compute(.modulo, a, b) }
  package static func log(_ x: Self, base: Self) throws(PythonError) -> Self { try compute(.log, x, base) }
  package static func minimum(_ a: Self, _ b: Self) throws(PythonError) -> Self {
    try compute(.minimum, a, b)
  }
  package static func maximum(_ a: Self, _ b: Self) throws(PythonError) -> Self {
    try compute(.maximum, a, b)
  }

  package static func == (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.equal, a, b) }
  package static func != (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.unequal, a, b) }
  package static func < (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.less, a, b) }
  package static func > (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.greater, a, b) }
  package static func <= (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.lessOrEqual, a, b) }
  package static func >= (a: Self, b: Self) throws(PythonError) -> Bool { try compare(.greaterOrEqual, a, b) }
}
