/// Python's numbers with one mistake: one numbered operation, constant, comparison or assignment of a formula is
/// another.
///
/// A place in a formula is named by the way to it: which operation it is since the formula began, and how the comparisons
/// before it went. Two steps that take the same branches so number the same operations alike.
package struct Faulty: Arithmetic {
  /// The value.
  package let number: Number
  // What counts the operations; nil for a constant or an argument, which takes part in another's operation.
  private let run: FaultRun?
  // Whether it is written in the formula.
  private var isConstant = false

  package init(_ number: Number, _ run: FaultRun) {
    self.number = number
    self.run = run
  }

  package init(_ number: Number) {
    self.number = number
    run = nil
  }

  package init(integerLiteral value: Int) {
    self.init(.integer(value))
    isConstant = true
  }

  package init(floatLiteral value: Double) {
    self.init(.float(value))
    isConstant = true
  }

  private static func compute(_ operation: FaultOperation, _ a: Faulty, _ b: Faulty) throws(PythonError)
    -> Faulty
  {
    guard let run = a.run ?? b.run else { return Faulty(try operation.result(a.number, b.number)) }
    let change = run.visit(.operation(operation, constants: (a.isConstant, b.isConstant)))
    let number: Number
    switch change {
    case .operation(let other): number = try other.result(a.number, b.number)
    case .first: number = a.number
    case .second: number = b.number
    case .swapped: number = try operation.result(b.number, a.number)
    case .firstConstant(let offset): number = try operation.result(a.number + .integer(offset), b.number)
    case .secondConstant(let offset): number = try operation.result(a.number, b.number + .integer(offset))
    default: number = try operation.result(a.number, b.number)
    }
    return Faulty(number, run)
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
    guard let run = a.run ?? b.run else { return try comparison.holds(a.number, b.number) }
    let change = run.visit(.comparison(comparison, constants: (a.isConstant, b.isConstant)))
    let holds: Bool
    switch change {
    case .comparison(let other): holds = try other.holds(a.number, b.number)
    case .firstConstant(let offset): holds = try comparison.holds(a.number + .integer(offset), b.number)
    case .secondConstant(let offset): holds = try comparison.holds(a.number, b.number + .integer(offset))
    case .always(let value): holds = value
    default: holds = try comparison.holds(a.number, b.number)
    }
    run.took(holds)
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
    guard let run else { return Faulty(try apply(number)) }
    switch run.visit(.function(function)) {
    case .first: return Faulty(number, run)
    case .function(let other): return Faulty(try other.result(number), run)
    default: return Faulty(try apply(number), run)
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
    if case .notAssigned = (run ?? value.run)?.visit(.assignment) { return }
    self = Faulty(value.number, run ?? value.run)
  }

  private init(_ number: Number, _ run: FaultRun?) {
    self.number = number
    self.run = run
  }
}
