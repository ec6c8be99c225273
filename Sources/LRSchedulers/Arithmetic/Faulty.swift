/// Python's numbers with one mistake: one numbered operation, constant, comparison or assignment of a formula is
/// another.
///
/// A place in a formula is named by the way to it: which operation it is since the formula began, and how the comparisons
/// before it went. Two steps that take the same branches so number the same operations alike. What counts them is the
/// run of the formula, `FaultRun.current`.
package struct Faulty: Arithmetic {
  /// The value.
  package let number: Number
  // Whether it is written in the formula.
  private var isConstant = false

  package init(_ number: Number) { self.number = number }

  package init(integerLiteral value: Int) {
    number = .integer(value)
    isConstant = true
  }

  package init(floatLiteral value: Double) {
    number = .float(value)
    isConstant = true
  }

  private static func constants(_ a: Faulty, _ b: Faulty) -> FaultConstants {
    FaultConstants(
      first: a.isConstant ? try? a.number.double() : nil,
      second: b.isConstant ? try? b.number.double() : nil
    )
  }

  private static func compute(_ operation: FaultOperation, _ a: Faulty, _ b: Faulty) throws(PythonError)
    -> Faulty
  {
    let number: Number
    switch FaultRun.current?.visit(.operation(operation, constants(a, b))) {
    case .operation(let other): number = try other.result(a.number, b.number)
    case .first: number = a.number
    case .second: number = b.number
    case .swapped: number = try operation.result(b.number, a.number)
    case .firstConstant(let offset): number = try operation.result(a.number + .integer(offset), b.number)
    case .secondConstant(let offset): number = try operation.result(a.number, b.number + .integer(offset))
    default: number = try operation.result(a.number, b.number)
    }
    return try Faulty(number).bounded()
  }

  // A mistake can make integers that grow from step to step until nothing else is ever computed.
  private func bounded() throws(PythonError) -> Faulty {
    if case .big(let value) = number, value.bitWidth > FaultRun.maximumBits {
      throw PythonError(.memoryError, "an integer of more than \(FaultRun.maximumBits) bits")
    }
    return self
  }

  package static func + (a: Faulty, b: Faulty) throws(PythonError) -> Faulty { try compute(.plus, a, b) }
  package static func - (a: Faulty, b: Faulty) throws(PythonError) -> Faulty { try compute(.minus, a, b) }
  package static func * (a: Faulty, b: Faulty) throws(PythonError) -> Faulty { try compute(.times, a, b) }
  package static func / (a: Faulty, b: Faulty) throws(PythonError) -> Faulty { try compute(.divided, a, b) }
  package static func ** (a: Faulty, b: Faulty) throws(PythonError) -> Faulty { try compute(.power, a, b) }
  package static func /% (a: Faulty, b: Faulty) throws(PythonError) -> Faulty {
    try compute(.floorDivided, a, b)
  }
  package static func % (a: Faulty, b: Faulty) throws(PythonError) -> Faulty { try compute(.modulo, a, b) }
  package static func log(_ x: Faulty, base: Faulty) throws(PythonError) -> Faulty {
    try compute(.log, x, base)
  }
  package static func minimum(_ a: Faulty, _ b: Faulty) throws(PythonError) -> Faulty {
    try compute(.minimum, a, b)
  }
  package static func maximum(_ a: Faulty, _ b: Faulty) throws(PythonError) -> Faulty {
    try compute(.maximum, a, b)
  }

  private static func compare(_ comparison: FaultComparison, _ a: Faulty, _ b: Faulty) throws(PythonError)
    -> Bool
  {
    let holds: Bool
    switch FaultRun.current?.visit(.comparison(comparison, constants(a, b))) {
    case .comparison(let other): holds = try other.holds(a.number, b.number)
    case .firstConstant(let offset): holds = try comparison.holds(a.number + .integer(offset), b.number)
    case .secondConstant(let offset): holds = try comparison.holds(a.number, b.number + .integer(offset))
    case .always(let value): holds = value
    default: holds = try comparison.holds(a.number, b.number)
    }
    FaultRun.current?.took(holds)
    return holds
  }

  package static func == (a: Faulty, b: Faulty) throws(PythonError) -> Bool { try compare(.equal, a, b) }
  package static func != (a: Faulty, b: Faulty) throws(PythonError) -> Bool { try compare(.unequal, a, b) }
  package static func < (a: Faulty, b: Faulty) throws(PythonError) -> Bool { try compare(.less, a, b) }
  package static func > (a: Faulty, b: Faulty) throws(PythonError) -> Bool { try compare(.greater, a, b) }
  package static func <= (a: Faulty, b: Faulty) throws(PythonError) -> Bool {
    try compare(.lessOrEqual, a, b)
  }
  package static func >= (a: Faulty, b: Faulty) throws(PythonError) -> Bool {
    try compare(.greaterOrEqual, a, b)
  }

  private func applying(
    _ function: FaultFunction,
    _ apply: (Number) throws(PythonError) -> Number
  ) throws(PythonError) -> Faulty {
    switch FaultRun.current?.visit(.function(function)) {
    case .first: Faulty(number)
    case .function(let other): Faulty(try other.result(number))
    case .argument(let offset): Faulty(try apply(number + .integer(offset)))
    default: Faulty(try apply(number))
    }
  }

  package static func cos(_ x: Faulty) throws(PythonError) -> Faulty { try x.applying(.cos, PythonMath.cos) }
  package static func floor(_ x: Faulty) throws(PythonError) -> Faulty {
    try x.applying(.floor, PythonMath.floor)
  }
  package static func truncated(_ x: Faulty) throws(PythonError) -> Faulty {
    try x.applying(.truncated, PythonMath.truncated)
  }

  package static func count(of milestones: Milestones, upTo x: Faulty) throws(PythonError) -> Faulty {
    try x.applying(.count) { (x) throws(PythonError) in try Number.count(of: milestones, upTo: x) }
  }

  package static func occurrences(of x: Faulty, in milestones: Milestones) throws(PythonError) -> Faulty {
    try x.applying(.count) { (x) throws(PythonError) in try Number.occurrences(of: x, in: milestones) }
  }

  package static func call(_ function: ScheduleFunction, _ x: Faulty) throws(PythonError) -> Faulty {
    try x.applying(.call) { (x) throws(PythonError) in try function(x) }
  }

  package mutating func become(_ value: Faulty) {
    if case .notAssigned = FaultRun.current?.visit(.assignment) { return }
    self = Faulty(value.number)
  }

  package static func option(_ option: ParameterGroup.Option) -> ParameterGroup.Option {
    FaultRun.current?.visit(reading: option) ?? option
  }
}
