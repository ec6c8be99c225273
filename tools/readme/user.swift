// A file of a user's tests: no public name of the libraries may clash with one of Foundation or XCTest.
import Foundation
import LRConformance
import LRSchedulers
import XCTest

struct UserSchedulers: SchedulersUnderTest {
  static let schedulers: [SchedulerType] = [.step]
  static let features: [Feature] = [.groups, .setLR]
  static let channels: [Channel] = [.lr, .lastEpoch]
  static let precision = Precision.float64
  static let implementation = Implementation(name: "user", version: "1", language: "Swift")

  private let stepSize: Int
  private let gamma: Double
  private var epoch = 0
  private(set) var lr: [Double]

  init(_ setup: Setup) throws {
    let spec = try setup.onlyScheduler()
    guard spec.type == .step else { throw Unsupported("no \(spec.type.rawValue)") }
    stepSize = try spec.int("step_size")
    gamma = try spec.double("gamma")
    lr = setup.groups.map(\.lr)
  }

  mutating func step(_ scheduler: Int) {
    epoch += 1
    if epoch % stepSize == 0 { lr = lr.map { $0 * gamma } }
  }

  mutating func setLR(_ rates: [Double]) { lr = rates }

  var lastEpoch: [Double?] { [Double(epoch)] }
}

final class UserTests: XCTestCase {
  func testConformance() throws {
    var filter = CaseFilter()
    filter.schedulers = [.step]
    filter.levels = [.documented, .required]
    let suite = ConformanceSuite(
      of: UserSchedulers.self,
      filter: filter,
      tolerance: Tolerance(relative: 1e-9, absolute: 1e-12),
      torch: Version("2.13")
    )
    for fixture in try suite.cases {
      let result: CaseResult = try fixture.check()
      XCTAssert(result.verdict.passes, result.headline ?? result.cause ?? result.id)
    }
    for skipped in try suite.skipped { print(skipped.id, skipped.reason, suite.skippedText) }
  }

  func testRun() async throws {
    let cases = try RunCase.all(try SuiteLoader.load(["fixtures"]))
    var options = RunOptions()
    options.strictErrors = true
    let reporter = Locked(ReportFormat.junit.reporter())
    let subject = ConformanceSuite(of: UserSchedulers.self).subject
    let summary = try await Runner(options: options).run(cases, on: subject) { event in
      print(reporter.withLock { $0.text(for: event) })
    }
    XCTAssert(summary.standing.isConforming, summary.standing.text)
    XCTAssertEqual(summary.count(.broken), 0, summary.handshake.implementation.name)
  }
}

/// Foundation's names are not ambiguous.
func foundation(_ operation: Operation, _ lock: NSLock, _ date: Date) -> (Date, Bool) {
  (date, operation.isCancelled)
}

/// The reference, beside them.
func reference() throws -> Double {
  var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05)])
  var scheduler = try StepLR(&optimizer, stepSize: 30, gamma: 0.1)
  try scheduler.step(&optimizer)
  return try optimizer.groups[0].lr.double()
}

final class Locked<Value>: @unchecked Sendable {
  private var value: Value
  private let lock = NSLock()

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return body(&value)
  }
}
