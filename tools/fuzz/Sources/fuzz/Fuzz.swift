import CFuzzer
@testable import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `fuzz TARGET …`: libFuzzer on one target, with libFuzzer's own arguments behind it.
@main
enum Fuzz {
  nonisolated(unsafe) private static var body: ([UInt8]) -> Void = { _ in }

  static func main() {
    guard CommandLine.argc > 1, let target = Target(rawValue: CommandLine.arguments[1]) else {
      print(Target.allCases.map(\.rawValue).joined(separator: "\n"))
      exit(CommandLine.argc > 1 ? 2 : 0)
    }
    body = target.body
    // libFuzzer starts itself anew with its arguments: the target stays the first.
    var count = CommandLine.argc - 1
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv.advanced(
      by: 1
    )
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        Fuzz.body(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
      }
    )
  }
}

/// What is fuzzed.
enum Target: String, CaseIterable {
  case json, number, fixture, scenario, reply, oracle, expression, report, known

  var body: ([UInt8]) -> Void {
    switch self {
    case .json: fuzzJSON
    case .number: fuzzNumber
    case .fixture: fuzzFixture
    case .scenario: fuzzScenario
    case .reply: fuzzReply
    case .oracle: fuzzOracle
    case .expression: fuzzExpression
    case .report: fuzzReport
    case .known: fuzzKnown
    }
  }
}

/// A finding: what must hold does not.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
  if !holds { fatalError(what()) }
}

/// What must not throw.
func expectNoError<Result>(_ what: String, _ body: () throws -> Result) -> Result {
  do {
    return try body()
  } catch {
    fatalError("\(what): \(error)")
  }
}

/// The error of a text is one line, and its place, where it has one, is in the text.
func expectPlace(of error: JSONError, in bytes: [UInt8]) {
  expect(!error.message.isEmpty && !"\(error)".contains("\n"), "a bad message: \(error)")
  guard let line = error.line, let column = error.column else { return }
  let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  expect(1...lines.count ~= line, "a line outside the text: \(error)")
  // An error may be at the end, where nothing stands.
  let characters = lines[line - 1].count { $0 & 0xC0 != 0x80 }
  expect(1...(characters + 1) ~= column, "a column outside the text: \(error)")
}
