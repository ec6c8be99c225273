import LRSchedulers

/// What is wrong with an expression, and where.
package struct ExpressionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The 1-based column, in bytes.
  package var column: Int
  /// What was found and what was expected.
  package var problem: String

  /// The problem and its place.
  package var description: String { "\(problem) at column \(column)" }
}

/// A recursive-descent parser for the expressions of `lr_lambda` and `scale_fn`, with Python's precedences:
/// conditional, comparison, `+ -`, `* / // %`, unary `-`, `**` (to the right).
struct ExpressionParser {
  /// Longer expressions are refused, and deeper ones: both bound what a hostile fixture can cost.
  static let maximumLength = 16_384
  static let maximumDepth = 50
  /// The most digits of an integer, as in Python's source texts.
  static let mostDigits = 4300

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  static func parse(_ source: String) throws(ExpressionError) -> ExpressionSyntax {
    guard source.utf8.count <= maximumLength else {
      throw ExpressionError(
        column: maximumLength + 1,
        problem: "an expression of more than \(maximumLength) bytes"
      )
    }
    var parser = ExpressionParser(bytes: Array(source.utf8))
    let expression = try parser.conditional()
    parser.skipSpace()
    guard parser.position == parser.bytes.count else { throw parser.unexpected("an operator") }
    return expression
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  // MARK: Grammar

  private mutating func conditional() throws(ExpressionError) -> ExpressionSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw ExpressionError(column: position + 1, problem: "nested deeper than \(Self.maximumDepth)")
    }
    let then = try comparison()
    guard takeWord("if") else { return then }
    let condition = try comparison()
    guard takeWord("else") else { throw unexpected("'else'") }
    return .conditional(condition, then: then, otherwise: try conditional())
  }

  private mutating func comparison() throws(ExpressionError) -> ExpressionSyntax {
    let first = try sum()
    var rest: [(FormulaComparison, ExpressionSyntax)] = []
    while let comparator = takeComparator() { rest.append((comparator, try sum())) }
    return rest.isEmpty ? first : .comparison(first, rest)
  }

  private mutating func sum() throws(ExpressionError) -> ExpressionSyntax {
    var left = try product()
    while let operation = takeOperator([.add, .subtract]) {
      left = .binary(operation, left, try product())
    }
    return left
  }

  private mutating func product() throws(ExpressionError) -> ExpressionSyntax {
    var left = try unary()
    while let operation = takeOperator([.floorDivide, .multiply, .divide, .modulo]) {
      left = .binary(operation, left, try unary())
    }
    return left
  }

  private mutating func unary() throws(ExpressionError) -> ExpressionSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw ExpressionError(column: position + 1, problem: "nested deeper than \(Self.maximumDepth)")
    }
    if takeOperator([.subtract]) != nil { return .negated(try unary()) }
    if takeOperator([.add]) != nil { return try unary() }
    let base = try atom()
    guard takeOperator([.power]) != nil else { return base }
    return .binary(.power, base, try unary())
  }

  private mutating func atom() throws(ExpressionError) -> ExpressionSyntax {
    skipSpace()
    let start = position
    if take("(") {
      let inner = try conditional()
      guard take(")") else { throw unexpected("')'") }
      return inner
    }
    if let first = peek, first == UInt8(ascii: ".") || isDigit(first) { return .literal(try number()) }
    let name = word()
    switch name {
    case "epoch", "x": return .argument
    case "pi": return .literal(PythonMath.pi)
    case "": throw unexpected("a number, a name or '('")
    default:
      guard let function = ExpressionFunction(rawValue: name) else {
        throw ExpressionError(column: start + 1, problem: "the unknown name '\(name)'")
      }
      return try call(function, column: start + 1)
    }
  }

  private mutating func call(
    _ function: ExpressionFunction,
    column: Int
  ) throws(ExpressionError) -> ExpressionSyntax {
    guard take("(") else { throw unexpected("'('") }
    var arguments = [try conditional()]
    // Python lets a comma stand after the last.
    while take(","), !isNext(")") { arguments.append(try conditional()) }
    guard take(")") else { throw unexpected("')'") }
    guard function.arity.contains(arguments.count) else {
      throw ExpressionError(
        column: column,
        problem: "\(function.rawValue) with \(arguments.count) arguments"
      )
    }
    return .call(function, arguments)
  }

  // MARK: Tokens

  private mutating func number() throws(ExpressionError) -> Number {
    let start = position
    takeDigits()
    var isFloat = false
    if peek == UInt8(ascii: ".") {
      isFloat = true
      position += 1
      takeDigits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      isFloat = true
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      takeDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let hasLeadingZero = text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "0")
    if !isFloat, !hasLeadingZero || text.allSatisfy({ $0 == "0" }), text.utf8.count <= Self.mostDigits,
      let value = Number(decimal: text)
    {
      return value
    }
    // Swift's Double needs a digit before the point; Python needs one before or after it.
    let hasDigit = text.prefix { $0 != "e" && $0 != "E" }.contains(where: \.isNumber)
    if isFloat, hasDigit, let value = Double(text.utf8.first == UInt8(ascii: ".") ? "0" + text : text) {
      return .float(value)
    }
    throw ExpressionError(column: start + 1, problem: "the malformed number '\(text)'")
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "_")
  }

  private mutating func takeDigits() {
    while let byte = peek, isDigit(byte) { position += 1 }
  }

  private mutating func skipSpace() {
    while peek == UInt8(ascii: " ") || peek == UInt8(ascii: "\t") { position += 1 }
  }

  private mutating func word() -> String {
    let start = position
    while let byte = peek, isLetter(byte) || (position > start && isDigit(byte)) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func takeWord(_ expected: String) -> Bool {
    skipSpace()
    let start = position
    if word() == expected { return true }
    position = start
    return false
  }

  private mutating func isNext(_ token: String) -> Bool {
    skipSpace()
    return bytes[position...].starts(with: token.utf8)
  }

  private mutating func take(_ token: String) -> Bool {
    guard isNext(token) else { return false }
    position += token.utf8.count
    return true
  }

  // `**` and `//` before `*` and `/`, of which they start with; `<=` before `<`.
  private static let operators = longestFirst(BinaryOperator.self)
  private static let comparators = longestFirst(FormulaComparison.self)

  private typealias Spelled<Token> = (token: Token, spelling: [UInt8])

  private static func longestFirst<Token: CaseIterable & RawRepresentable<String>>(
    _: Token.Type
  ) -> [Spelled<Token>] {
    Token.allCases.map { ($0, Array($0.rawValue.utf8)) }.sorted { $0.1.count > $1.1.count }
  }

  private mutating func takeOperator(_ candidates: [BinaryOperator]) -> BinaryOperator? {
    guard let longest = nextToken(of: Self.operators), candidates.contains(longest.token) else { return nil }
    position += longest.spelling.count
    return longest.token
  }

  private mutating func takeComparator() -> FormulaComparison? {
    guard let longest = nextToken(of: Self.comparators) else { return nil }
    position += longest.spelling.count
    return longest.token
  }

  private mutating func nextToken<Token>(of tokens: [Spelled<Token>]) -> Spelled<Token>? {
    skipSpace()
    guard let first = peek else { return nil }
    return tokens.first { $0.spelling[0] == first && bytes[position...].starts(with: $0.spelling) }
  }

  private func unexpected(_ expected: String) -> ExpressionError {
    let rest = String(decoding: bytes[position...].prefix(12), as: UTF8.self)
    let found = rest.isEmpty ? "the end" : "'\(rest.singleLine)'"
    return ExpressionError(column: position + 1, problem: "expected \(expected), found \(found)")
  }
}
